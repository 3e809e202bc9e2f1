"""Where an IRI of the graph is found on the service, and which IRI an address means."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlencode

from graph.store.prefixes import PREFIXES
from graph.vocabulary import BASE, WP

SAFE = "/:@!$&'()*+,;=~.-_"  # of a path, beside letters and digits
PASSAGE = re.compile(r"(.+)#char=([0-9]{1,9}),([0-9]{1,9})")
VOCABULARY = WP.removesuffix("#")
WEB = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)


def iri(path: str) -> str:
    """The IRI that a decoded path means.

    >>> iri("/authority/haier")
    'https://w3id.org/wupian/authority/haier'
    """
    return BASE + path.removeprefix("/")


def spellings(path: str) -> tuple[str, ...]:
    """The IRIs that a decoded path may mean: as it is, and with the characters escaped that an IRI may hold escaped.

    >>> spellings("/id/a b")
    ('https://w3id.org/wupian/id/a b', 'https://w3id.org/wupian/id/a%20b')
    """
    plain = iri(path)
    return tuple(dict.fromkeys((plain, BASE + quote(path.removeprefix("/"), safe=SAFE + "%#?"))))


def own(name: str) -> str | None:
    """The decoded path below the base that an IRI has on the service; None where a browser could not ask for it.

    >>> own("https://w3id.org/wupian/id/a"), own("https://w3id.org/wupian/id/../a"), own("urn:a")
    ('/id/a', None, None)
    """
    rest = name.removeprefix(BASE)
    if rest == name or not rest or "#" in rest or rest.startswith("/"):
        return None
    return None if any(part in (".", "..") for part in rest.split("/")) else "/" + rest


def href(name: str, lang: str) -> str:
    """The address of the page of an IRI: a term's place in the vocabulary, a passage's in its article, or a page.

    >>> href("https://w3id.org/wupian/ns#offers", "en")
    '/ns?lang=en#offers'
    >>> href("https://w3id.org/wupian/article/a#char=3,9", "zh")
    '/page/article/a?start=3&end=9&lang=zh#mark'
    """
    if name == BASE:
        return "/?" + urlencode({"lang": lang})
    if name == VOCABULARY or name.startswith((WP, VOCABULARY + "/")):
        fragment = quote(name.partition("#")[2], safe="")
        return f"/ns?lang={lang}" + (f"#{fragment}" if fragment else "")
    place = PASSAGE.fullmatch(name)
    if place and (path := own(place[1])):
        return f"/page{quote(path, safe=SAFE)}?start={place[2]}&end={place[3]}&lang={lang}#mark"
    if path := own(name):
        return f"/page{quote(path, safe=SAFE)}?lang={lang}"
    return "/about?" + urlencode({"iri": name, "lang": lang})


def data(name: str, ext: str) -> str:
    """The address of the data about an IRI in a format.

    >>> data("https://w3id.org/wupian/id/a b", "ttl"), data("urn:a", "nt")
    ('/data/id/a%20b.ttl', '/data.nt?iri=urn%3Aa')
    """
    if name == VOCABULARY or name.startswith(WP):
        return f"/ns.{ext}"
    path = own(name)
    return f"/data{quote(path, safe=SAFE)}.{ext}" if path else f"/data.{ext}?" + urlencode({"iri": name})


def outside(address: str) -> str | None:
    """An address that a link may lead to outside of the service; None for anything but the web.

    >>> outside("https://example.org/a"), outside("javascript:alert(1)"), outside("https://")
    ('https://example.org/a', None, None)
    """
    return address if WEB.fullmatch(address) else None


def short(name: str) -> str:
    """An IRI as people read it: without the base, with a prefix where it has one, its escapes undone.

    >>> short("https://w3id.org/wupian/theme/green-finance"), short("urn:a%20b")
    ('theme/green-finance', 'urn:a b')
    >>> short("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    'rdf:type'
    """
    if name.startswith(BASE):
        return unquote(name.removeprefix(BASE)) or name
    prefix, space = next(((p, s) for p, s in PREFIXES.items() if name.startswith(s)), ("", ""))
    return f"{prefix}:{name.removeprefix(space)}" if prefix and name != space else unquote(name)
