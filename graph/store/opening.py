"""Opening a store wherever it is: in a folder, or behind the address of a SPARQL endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.store.address import is_address

if TYPE_CHECKING:
    from pathlib import Path

    from graph.store.store import Store


def open_store(place: Path | str, *, token: str | None = None) -> Store:
    """The store in a folder or at an address, for reading.

    A folder that holds no sound store, and an address that is none, are a StoreError; an endpoint is asked by the
    first query only. The parameters of an address go with every query (`?default-graph-uri=…` names a graph), a user
    and password in it as Basic authentication, a `token` as a bearer.
    """
    if is_address(place):
        from graph.store.remote import RemoteStore

        return RemoteStore(str(place), token=token)
    from graph.store.embedded import open_store as open_folder

    return open_folder(place)
