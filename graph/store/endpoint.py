"""One endpoint over HTTP: requests to its address alone, and answers of bounded size and time.

Nothing of the environment is heeded but the certificates that the system trusts: no proxies, no passwords from files.
No redirect is followed, so that neither a question nor a password goes where nobody sent it.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from graph import __version__
from graph.errors import StoreError
from graph.store.address import address
from graph.store.columns import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3 import BaseHTTPResponse

CHUNK = 1 << 16
WORDS = 200  # characters of an endpoint's own words that are shown
TAG = re.compile(r"<(style|script).*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
HINTS = {
    401: "give a user and password in the address (http://user:password@host/…) or a token",
    403: "give a user and password in the address (http://user:password@host/…) or a token",
    404: "check the path of the address",
    405: "check the path of the address, and whether it is for reading or for writing",
    413: "send less at a time, or raise the limit of the endpoint",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an endpoint is waited for, in seconds (to connect, while it is silent, for an answer as a whole), and
    how many bytes an answer may have.
    """

    connect: float = 10
    silence: float = 120
    whole: float = 900
    size: int = 1 << 29


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered: the media type in lower case without parameters, headers by their names in lower
    case, and the body.
    """

    media: str
    headers: Mapping[str, str]
    body: bytes


LIMITS = Limits()


class Endpoint:
    """A server at one address, with its connection kept open between requests."""

    def __init__(self, place: str, *, token: str | None = None, limits: Limits = LIMITS) -> None:
        import urllib3

        self.address = address(place, token)
        self.limits = limits
        times = urllib3.Timeout(connect=limits.connect, read=limits.silence)
        self.pool = urllib3.PoolManager(num_pools=1, maxsize=4, timeout=times)

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return f"The endpoint {self.address.shown}"

    def form(self, fields: Mapping[str, str], accept: str) -> Answer:
        """The answer to a form, sent to the address with the parameters that it has."""
        from urllib.parse import urlencode

        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self.send("POST", self.address.url, urlencode(fields).encode("ascii"), headers)

    def send(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer to a request; one that does not come, or not whole, and every status but success are a StoreError.

        `url` is the address or a variant of it, see `Address.within`.
        """
        import urllib3

        own = {"User-Agent": f"wupian/{__version__}", "Accept-Encoding": "identity"}
        if self.address.authorization:
            own["Authorization"] = self.address.authorization
        asked = {**own, **headers}
        try:
            response = self.pool.request(
                method,
                url,
                body=body,
                headers=asked,
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                return self._answer(response)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise StoreError(f"{self.name} {reason(error, self.limits)}.") from error
        except (UnicodeError, OSError) as error:
            raise StoreError(f"{self.name} cannot be asked: {words(str(error))}.") from error

    def close(self) -> None:
        """Lets go of the connections."""
        self.pool.clear()

    def _answer(self, response: BaseHTTPResponse) -> Answer:
        """The answer of a response, read whole."""
        headers = {name.lower(): value for name, value in response.headers.items()}
        if not 200 <= response.status < 300:
            self._refused(response, headers)
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise StoreError(f"{self.name} answers compressed, which it was not asked to do.")
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(media, headers, self._body(response))

    def _body(self, response: BaseHTTPResponse) -> bytes:
        """The body of a response, up to the limits."""
        parts, size, end = [], 0, time.monotonic() + self.limits.whole
        while part := response.read1(CHUNK):
            parts.append(part)
            size += len(part)
            if size > self.limits.size:
                raise StoreError(f"{self.name} answers with more than {self.limits.size:,} bytes; ask for less.")
            if time.monotonic() > end:
                raise StoreError(f"{self.name} has not finished its answer in {self.limits.whole:g} s; ask for less.")
        return b"".join(parts)

    def _refused(self, response: BaseHTTPResponse, headers: Mapping[str, str]) -> NoReturn:
        """Raises the error of a status that is no success."""
        if 300 <= response.status < 400:
            target = words(headers.get("location", "nowhere"))
            raise StoreError(f"{self.name} redirects to {target}; if you trust that address, name it instead.")
        text = response.read1(CHUNK).decode("utf-8", "replace")
        said = words(TAG.sub(" ", text) if "html" in headers.get("content-type", "") else text)
        hint = f"; {HINTS[response.status]}" if response.status in HINTS else ""
        told = f" ({said})" if said else ""
        raise StoreError(f"{self.name} answers {response.status} {phrase(response.status)}{told}{hint}.")


def phrase(status: int) -> str:
    """The words of the standard for a status.

    >>> phrase(404), phrase(599)
    ('Not Found', 'of no standard')
    """
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "of no standard"


def words(text: str) -> str:
    r"""The first words of a text that comes from elsewhere, in one line that is safe to show.

    >>> words("No\n\tdice\x1b[31m.")
    'No dice␛[31m'
    """
    plain = " ".join(text.split())
    return visible(plain if len(plain) <= WORDS else plain[:WORDS] + "…").rstrip(".")


def reason(error: Exception, limits: Limits) -> str:
    """What is wrong when an answer does not come, and what to do."""
    from urllib3 import exceptions

    cause = words(str(getattr(error.__cause__, "strerror", None) or error.__cause__ or error.args[-1]))
    match error:
        case exceptions.NameResolutionError():
            return "cannot be found: its host name is not known; check the address and the network"
        case exceptions.NewConnectionError():
            return f"does not answer ({cause}); check the address and whether it runs"
        case exceptions.ConnectTimeoutError():
            return f"does not answer within {limits.connect:g} s; check the address and the network"
        case exceptions.SSLError():
            return f"offers no secure connection ({cause}); check the address and its certificate"
        case exceptions.ReadTimeoutError():
            return f"was silent for {limits.silence:g} s; ask for less, or try again later"
        case exceptions.ProtocolError():
            return f"broke off its answer or speaks no HTTP ({cause}); try again, or check the address"
        case _:
            return f"cannot be asked ({cause}); check the address"
