"""The scripts read SPARQL as the server does, and what they write into a query stays what it was."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, Store

from graph.query.catalogue import catalogue
from graph.query.run import values
from graph.serve.asking import plain
from graph.store.embedded import EmbeddedStore
from graph.store.prefixes import PREFIXES
from graph.store.sparql import fill, form, locate, tokens
from tests.hostile import HOSTILE

if TYPE_CHECKING:
    from tests.serve.asking.conftest import Desk

CUT = """data.map((text) => it.tokens(text).map(({ kind, text: own, start }) => (
  [kind, own, [...text.slice(0, start)].length].join("\\u0001"))).join("\\u0002"))"""
PARTS = [
    *(
        "SELECT",
        "?云",
        "$x",
        "wp:offers",
        ":",
        "a:b.c.",
        "_:b1.",
        "<http://a/>",
        "<b",
        "<",
        ">",
        '"',
        "'",
        '"""',
        "'''",
    ),
    *(
        '"a\\"b"',
        "'\\u4e00'",
        '"\\q"',
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "# note",
        "#",
        "@zh-Hans",
        "@",
        "^^",
        "&&",
        "|",
        "||",
    ),
    *(
        "1.",
        ".5",
        "1e9",
        "-",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "😀",
        "é",
        "云杉",
        "\u200d",
        "%4e",
        "\\-",
        "//",
        "!=",
        "<=",
    ),
]
STRINGS = [*HOSTILE.values(), "", '"', "\\", '\\"', '" } #', "\n\r\t", "{}", "?name", '"""', "\u0000\u0008", "\\u0022"]
QUERIES = [plain(query, lang) for query in catalogue() for lang in ("zh", "en")]


def own(text: str) -> str:
    """The tokens of the server."""
    return "\x02".join(f"{token.kind}\x01{token.text}\x01{token.start}" for token in tokens(text)[:-1])


def test_every_named_query_is_cut_into_the_same_tokens_as_on_the_server(scripts: Desk) -> None:
    texts = [query.sparql for query in catalogue()]
    assert scripts.module("tokens", CUT, texts) == [own(text) for text in texts]


def test_any_text_is_cut_into_the_same_tokens_as_on_the_server(scripts: Desk) -> None:
    draw = random.Random(5)
    texts = ["".join(draw.choices(PARTS, k=draw.randrange(1, 14))) for _ in range(1500)]
    found = scripts.module("tokens", CUT, texts)
    assert [(text, cut) for text, cut in zip(texts, found, strict=True) if cut != own(text)] == []


def test_the_pieces_of_a_text_are_the_whole_text(scripts: Desk) -> None:
    joined = scripts.module(
        "tokens", "data.map((text) => it.pieces(text).map((piece) => piece.text).join(''))", QUERIES
    )
    assert joined == QUERIES


def test_the_form_of_a_query_is_the_same_as_on_the_server(scripts: Desk) -> None:
    texts = [*QUERIES, "ask {}", "BASE <a:> PREFIX a: <b:> construct where {}", "describe <a:>", "", "# only", "x:y"]
    assert scripts.module("tokens", "data.map(it.form)", texts) == [form(text) for text in texts]


def test_a_text_stays_one_literal_with_its_value_whatever_it_holds(scripts: Desk) -> None:
    literals = scripts.module("tokens", "data.map((text) => it.literal('string', text))", STRINGS)
    for text, literal in zip(STRINGS, literals, strict=True):
        assert [token.kind for token in tokens(literal)] == ["STRING", "END"]
        assert EmbeddedStore(Store()).select(f"SELECT ({literal} AS ?x) WHERE {{}}").rows == [(Literal(text),)]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", ["1", "-20", "+3"], ["", "1.5", "1 } #", "一", "1\n2"]),
        ("decimal", ["0.7", ".5", "-1."], ["", "1e5", "NaN", '0.7" || true', "0,7"]),
        ("date", ["2025-07-17"], ["", "2025-7-17", "2025-07-17T00:00:00", '2025-07-17" }']),
        ("iri", ["wp:offers", "http://a/b", "<http://a/b>"], ["", "a b", "http://a/> ?x", "relative", "x<y", 'a:"']),
    ],
)
def test_a_typed_value_is_one_term_or_is_refused(scripts: Desk, kind: str, good: list[str], bad: list[str]) -> None:
    script = "data[1].map((text) => it.literal(data[0], text))"
    for literal in scripts.module("tokens", script, [kind, good]):
        Store().query(f"SELECT * WHERE {{ VALUES ?x {{ {literal} }} }}", prefixes=PREFIXES)
    assert scripts.module("tokens", script, [kind, bad]) == [None] * len(bad)


def test_a_named_query_is_filled_as_the_server_fills_it(scripts: Desk) -> None:
    found = scripts.module("gallery", "data.queries.map((query) => it.filled(query))", island(scripts))
    assert found == [fill(plain(query, "zh"), values(query, ())) for query in catalogue()]
    hostile = 'a"} # \\ \n 云'
    script = "it.filled(data[0].queries.find((query) => query.name === 'products'), { name: data[1] })"
    products = next(query for query in catalogue() if query.name == "products")
    assert scripts.module("gallery", script, [island(scripts), hostile]) == fill(
        plain(products, "zh"), {"name": Literal(hostile)}
    )


def island(scripts: Desk) -> Any:
    """What the page knows."""
    return scripts.page.evaluate("JSON.parse(document.getElementById('known').textContent)")


def test_a_filled_query_is_known_by_its_name(scripts: Desk) -> None:
    names = scripts.module("gallery", "data.queries.map((query) => it.nameOf(it.filled(query)))", island(scripts))
    assert names == [query.name for query in catalogue()]
    assert scripts.module("gallery", "it.nameOf('ASK {}')") is None


def test_indenting_changes_only_the_space_at_the_beginning_of_lines(scripts: Desk) -> None:
    flat = ["\n".join(line.lstrip() for line in text.split("\n")) for text in QUERIES]
    flat += ['ASK {\n?s ?p """a\n   b {\n  c"""\n}', "SELECT * {\n\n# {\n?a ?b (\n1\n) }\n}", "}}}\n{"]
    found = scripts.module("tokens", "data.map(it.indented)", flat)
    for text, made in zip(flat, found, strict=True):
        assert [token[:2] for token in tokens(made)] == [token[:2] for token in tokens(text)]
        assert [line.strip() for line in made.split("\n")] == [line.strip() for line in text.split("\n")]
    assert scripts.module("tokens", "data.map(it.indented)", found) == found
    assert scripts.module("tokens", "it.indented(data)", "ASK {\n{ ?s\n?p 1 }\n}") == "ASK {\n  { ?s\n    ?p 1 }\n}"


def test_a_query_with_its_prefixes_declared_runs_elsewhere(scripts: Desk) -> None:
    bare = "# first\n\nSELECT ?x WHERE { ?x wp:offers ?y ; skos:prefLabel ?z . theme:a a ?y }"
    (made,) = scripts.module("tokens", "data.map(it.declared)", [bare])
    assert made.startswith("# first\n\nPREFIX skos: <")
    Store().query(made)
    assert scripts.module("tokens", "it.declared(data)", made) == made
    assert scripts.module("tokens", "it.undeclared(data)", "ASK { foo:x a '''wp:x''' }") == []


def test_a_place_counts_code_points_and_the_field_counts_units(scripts: Desk) -> None:
    text = "😀云\n  😀x"
    for at in range(len(text)):
        place = locate(text, at)
        units = scripts.module("tokens", "it.offset(data[0], data[1], data[2])", [text, place.line, place.column])
        assert units == len(text[:at].encode("utf-16-le")) // 2
    assert scripts.module("tokens", "it.offset('ab', 9, 9)") == 2


def test_triples_are_read_as_the_server_wrote_them(scripts: Desk) -> None:
    lines = [f"<http://a/{number}> <http://p/> {Literal(text)} ." for number, text in enumerate(STRINGS)]
    found = scripts.module(
        "terms", "it.triples(data)", "\n".join([*lines, "_:a <http://p/> _:b .", '<a:> <b:> "x"@zh .'])
    )
    assert [row[2]["value"] for row in found[: len(STRINGS)]] == STRINGS
    assert found[-2][0] == {"type": "bnode", "value": "a"}
    assert found[-1][2] == {"type": "literal", "value": "x", "xml:lang": "zh"}


def test_only_addresses_of_ours_become_links(scripts: Desk) -> None:
    base = "https://w3id.org/wupian/"
    homes = {
        base + "authority/a": "/page/authority/a?lang=zh",
        base + "article/b#char=1,2": "/page/article/b?start=1&end=2&lang=zh#mark",
        base + "id/%E4%BA%91": "/page/id/%25E4%25BA%2591?lang=zh",
        base + "id/云": "/page/id/%E4%BA%91?lang=zh",
        base + "ns#offers": "/ns?lang=zh#offers",
        base + "ns": "/ns?lang=zh",
    }
    homeless = [base + "id/云 杉", base + "../x", base, "https://w3id.org/other", "javascript:alert(1)"]
    homeless += [base + "a/..\\b", base + "//evil", base + "id/a#b"]
    assert scripts.module("terms", "data.map(it.home)", [*homes]) == [*homes.values()]
    assert scripts.module("terms", "data.map(it.home)", homeless) == [None] * len(homeless)
