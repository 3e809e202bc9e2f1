"""IRIs and addresses: one from the other and back, whatever characters they hold."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.serve.site import addresses
from graph.serve.site.questions import filled, is_iri
from graph.vocabulary import BASE, WP

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters=' <>"{}|^`\\')
LOCALS = st.text(LETTERS, min_size=1, max_size=40)


def meant(address: str) -> str:
    """The IRI that an address of the site means, as a browser would ask for it."""
    parts = urlsplit(address)
    assert address.isascii()
    assert not parts.netloc
    path = unquote(parts.path)
    if path == "/about":
        return parse_qs(parts.query, keep_blank_values=True)["iri"][0]
    if path == "/ns":
        return WP.removesuffix("#") + (f"#{unquote(parts.fragment)}" if parts.fragment else "")
    assert path.startswith("/page/")
    assert not any(part in (".", "..") for part in path.split("/"))
    place = parse_qs(parts.query)
    passage = f"#char={place['start'][0]},{place['end'][0]}" if "start" in place else ""
    return addresses.iri(path.removeprefix("/page")) + passage


@given(LOCALS)
def test_an_iri_below_the_base_survives_the_way_into_an_address_and_back(local: str) -> None:
    iri = BASE + local
    if iri.startswith(BASE + "ns/") or iri == BASE + "ns":
        assert addresses.href(iri, "zh").startswith("/ns?")
    else:
        assert meant(addresses.href(iri, "zh")) == iri


@given(LOCALS)
def test_a_term_of_the_vocabulary_is_a_place_on_its_page(local: str) -> None:
    assert meant(addresses.href(WP + local, "en")) == WP + local


@given(st.builds("{}:{}".format, st.sampled_from(["urn", "https", "javascript", "a+b"]), LOCALS))
def test_any_other_iri_has_a_plain_page(iri: str) -> None:
    address = addresses.href(iri, "en")
    assert iri.startswith(BASE) or address.startswith("/about?iri=")
    assert meant(address) == iri


@given(LOCALS, st.integers(0, 999_999_999), st.integers(0, 999_999_999))
def test_a_passage_is_a_marked_place_in_its_article(local: str, start: int, end: int) -> None:
    passage = f"{BASE}article/{local}#char={start},{end}"
    address = addresses.href(passage, "zh")
    if "#" not in local and not any(part in (".", "..") for part in local.split("/")):
        assert address.endswith("#mark")
    assert meant(address) == passage


@pytest.mark.parametrize("local", ["id/../../etc", "..", "id/.", "/evil.example/x", "./a"])
def test_what_a_browser_would_shorten_is_asked_for_by_parameter(local: str) -> None:
    assert addresses.own(BASE + local) is None
    assert meant(addresses.href(BASE + local, "zh")) == BASE + local


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/id/a b", "id/a%20b"),
        ("/id/a%20b", "id/a%20b"),
        ("/lexicon/建立-runs", "lexicon/建立-runs"),
        ("/id/ü", "id/%C3%BC"),
    ],
)
def test_an_iri_with_escapes_is_found_by_its_decoded_path(path: str, iri: str) -> None:
    assert BASE + iri in addresses.spellings(path)


@pytest.mark.parametrize("address", ["https://example.org", "HTTP://example.org/a?b#c", "http://a/"])
def test_a_web_address_may_be_a_link(address: str) -> None:
    assert addresses.outside(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", " https://a", "data:text/html,x", "https:", "//a", "https://"),
        *("https://user@evil.example", "https://a b", "vbscript:x", "https:\n//a", "", "file:///etc/passwd"),
    ],
)
def test_anything_else_is_no_link(address: str) -> None:
    assert addresses.outside(address) is None


@given(st.text(max_size=60))
def test_whatever_counts_as_an_iri_can_be_asked_for(text: str) -> None:
    if is_iri(text):
        assert f"<{text}>" in filled("mentioned", thing=text)


@pytest.mark.parametrize("text", ["", "a", "urn:a b", "urn:<x>", "x:" + "a" * 3_000, 'urn:"', "urn:\x00", "urn:\ud800"])
def test_what_is_no_iri_is_never_asked_for(text: str) -> None:
    assert not is_iri(text)
