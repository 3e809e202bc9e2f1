"""A hostile graph: payloads wherever text or names can stand run nothing, break nothing, reach nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from graph.store.store import Store
from tests.browser import Opened
from tests.explore.graphs import made, written

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>{{constructor}}${alert(1)}",
    "javascript:alert(1)//href='\\\"`",
    "\u202e反向\u2066文字\u200f",
    "😀" * 40,
    "长" * 300,
    "A" * 300,
)
NAMES = ("constructor", "__proto__", "toString", "x'onload='alert(1)'", "javascript:alert(1)")
EVIDENCE = """
id:e{number} a wp:App , <https://w3id.org/wupian/ns#{name}> ; skos:prefLabel {word}@zh , {word}@en ;
  skos:altLabel {word}@zh ; wp:nfraCode {word} ; wp:issuedOn {word} .
id:a{number} a wp:Article ; wp:text {word} ; dcterms:title {word} ; dcterms:publisher {word} ; dcterms:source {word} ;
  dcterms:rights {word} .
<https://w3id.org/wupian/id/p{number}> a wp:Passage ; wp:inArticle id:a{number} ; wp:start 0 ; wp:end {length} ;
  wp:quote {word} ; wp:cleanText {word} .
id:c{number} a wp:Claim ; wp:subject id:e{number} ; wp:predicate wp:offers ; wp:object id:e0 ;
  wp:supportedBy id:p{number} ; wp:rule {word} ; wp:roleTitle {word} ; wp:reviewedBy {word} ; wp:asOf {word} ;
  wp:asOfText {word} ; wp:modality <https://w3id.org/wupian/ns#{name}> .
id:f{number} a wp:Figure ; wp:figureOf id:e{number} ; wp:indicator {word} ; wp:value 1.5 ; wp:unitText {word} ;
  wp:valueText {word} ; wp:baseText {word} ; wp:supportedBy id:p{number} ;
  wp:comparator <https://w3id.org/wupian/ns#{name}> .
id:x{number} a <https://w3id.org/wupian/ns#{name}> ; skos:prefLabel "名"@zh .
id:d{number} a wp:Claim ; wp:subject id:x{number} ; wp:predicate <https://w3id.org/wupian/ns#{name}> ;
  wp:object id:e{number} ; wp:supportedBy id:p{number} .
wp:App rdfs:label {word}@zh , {word}@en ; wp:color {word} ; wp:shape {word} .
wp:offers a wp:Relation ; rdfs:label {word}@zh , {word}@en .
"""

ONE = (
    "node=id%2Fe",
    "claim=id%2Fc",
    "claim=id%2Fd",
    "node=id%2Fx",
    "figure=id%2Ff",
    "sentence=id%2Fp",
    "path=id%2Fe0+id%2Fe",
    "through=id%2Fe0&response=id%2Fe0+id%2Fe",
    "view=article&article=id%2Fa",
    "depth=2&local=id%2Fe",
)
VIEWS = tuple(f"view={name}&x=" for name in ("matrix", "timeline", "figures", "list", "paths"))


def hostile() -> Store:
    """A graph with a payload in every place where text or a name can stand."""
    lines = []
    for number, payload in enumerate(HOSTILE):
        word = json.dumps(payload, ensure_ascii=False)
        name = NAMES[number % len(NAMES)]
        lines.append(EVIDENCE.format(number=number, word=word, name=name, length=len(payload)))
    return written("\n".join(lines))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_graph_runs_nothing_and_breaks_no_layout(open_explorer: Callable[..., Opened], lang: str) -> None:
    opened = open_explorer(made(hostile()), f"lang={lang}")
    opened.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for number in range(len(HOSTILE)):
        for kind in (*ONE, *VIEWS):
            opened.to(f"lang={lang}&{kind}{number}")
            assert opened.page.locator("#panel h2").count() == 1
            assert opened.page.evaluate("document.documentElement.scrollWidth") == 1280
    opened.page.fill("#search", "<")
    assert opened.page.locator("#results li").count() >= 1
    assert opened.page.locator("img, script[src], iframe").count() == 0
    assert opened.page.locator("a[href]:not([href^='https:'], [href^='#node='])").count() == 0
    assert opened.quiet()


def test_the_marked_sentence_of_a_hostile_article_is_its_text(open_explorer: Callable[..., Opened]) -> None:
    opened = open_explorer(made(hostile()))
    for number, payload in enumerate(HOSTILE):
        opened.to(f"claim=id%2Fc{number}")
        assert opened.page.locator("mark").evaluate("(mark) => mark.textContent") == payload


def test_a_script_that_the_page_does_not_know_is_blocked_and_reported(open_explorer: Callable[..., Opened]) -> None:
    opened = open_explorer(made(written()))
    opened.page.evaluate("document.body.append(el('script', {}, 'window.broken = true'))")
    opened.page.evaluate("document.body.append(el('img', { src: 'https://example.org/x.png' }))")
    opened.page.wait_for_timeout(50)
    assert opened.page.evaluate("window.broken") is None
    assert {"script-src-elem", "img-src"} <= set(opened.page.evaluate("window.violations"))
