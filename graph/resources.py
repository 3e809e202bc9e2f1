"""Where the ontology, the seed articles and the messages lie: in a checkout or inside the installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `ontology` or `seeds`: the packaged one, else the checkout's beside the package."""
    packaged = PACKAGE / "data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def asset(*parts: str) -> Path:
    """A file that lies beside the code, for example `asset("explore", "assets", "page.js")`."""
    return PACKAGE.joinpath(*parts)
