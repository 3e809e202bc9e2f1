"""The search page: what it finds, that it is whole in both languages, and that nobody can write into it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.known import core
from graph.serve.exchange import HTML, Ask
from graph.serve.finding import EACH, MOST, respond
from graph.store.embedded import in_memory
from tests.analyse.markup import Element, tree
from tests.hostile import HOSTILE
from tests.store.texts import article, entity, passage, typed

if TYPE_CHECKING:
    from graph.serve.exchange import Reply

STORE = in_memory(
    [
        *core(),
        *entity("bank", "Bank", "江湾银行股份有限公司", "江湾银行", "Jiangwan Bank"),
        *entity("loan", "LoanProduct", "江湾贷"),
        *article("a", "江湾银行服务养老"),
        *passage(3, "江湾银行服务养老。"),
        *(triple for number in range(100, 145) for triple in passage(number, "松针服务科研。")),
    ]
)
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def reply(*params: tuple[str, str], lang: str = "zh") -> Reply:
    """What the page replies to some parameters."""
    return respond(STORE, Ask("/search", params, lang))


def opened(*params: tuple[str, str], lang: str = "zh") -> Element:
    """The page as a tree."""
    made = reply(*params, lang=lang)
    assert (made.status, made.media) == (200, HTML)
    return tree(made.body.decode("utf-8"))


def links(element: Element) -> list[str]:
    """The addresses of the links inside an element."""
    return [link.attributes["href"] for link in element.all("a")]


def asked(link: str) -> dict[str, str]:
    """The parameters of a link."""
    return dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))


@LANGS
def test_without_words_there_is_a_form_that_works_without_script(lang: str) -> None:
    page = opened(lang=lang)
    form = page.one("form")
    assert (form.attributes["action"], form.attributes["method"]) == ("/search", "get")
    names = {field.attributes["name"]: field.attributes.get("value") for field in form.all("input")}
    assert names == {"lang": lang, "q": ""}
    assert list(page.all("script")) == list(page.all(class_="hits")) == []
    assert page.one(class_="empty").text()


@LANGS
def test_hits_stand_in_groups_with_the_words_marked(lang: str) -> None:
    page = opened(("q", "江湾"), lang=lang)
    assert [section.one("ol").one("li").attributes["class"] for section in page.all("section")] == [
        "entity",
        "article",
        "passage",
    ]
    assert {mark.text() for mark in page.all("mark")} == {"江湾"}
    assert page.one("form").one("input", "").attributes["value"] == lang
    assert [count.text() for count in page.all(class_="count")] == ["4", "2", "1", "1"]


def test_an_entity_links_to_its_page_and_shows_its_class_and_preferred_name() -> None:
    (hit,) = opened(("q", "jiangwan"), lang="en").all("li", "entity")
    assert links(hit) == ["/page/id/bank?lang=en"]
    assert hit.one(class_="class").text() == "bank"
    assert "江湾银行股份有限公司" in hit.one(class_="from").text()


def test_a_sentence_links_to_its_place_in_the_article() -> None:
    (hit,) = opened(("q", "服务养老"), ("kind", "passage")).all("li", "passage")
    assert links(hit) == ["/page/article/a?lang=zh&start=3&end=12#mark"]
    assert hit.one("blockquote").text() == "江湾银行服务养老。"
    assert "江湾银行服务养老 · 第 3–12 字" in hit.one(class_="from").text()


def test_a_kind_narrows_the_hits_and_is_marked_as_the_current_one() -> None:
    page = opened(("q", "江湾"), ("kind", "article"))
    assert [hit.attributes["class"] for hit in page.one("ol").all("li")] == ["article"]
    (current,) = [link for link in page.one(class_="kinds").all("a") if "aria-current" in link.attributes]
    assert asked(current.attributes["href"]) == {"lang": "zh", "q": "江湾", "kind": "article"}
    assert len(list(opened(("q", "江湾"), ("kind", "nonsense")).all("section"))) == 3


def test_a_kind_without_hits_says_that_there_are_others() -> None:
    page = opened(("q", "服务养老"), ("kind", "entity"))
    assert page.one(class_="empty").text()
    assert not list(page.all("section"))


def test_many_hits_are_turned_over_by_pages_of_twenty() -> None:
    seen = []
    for number in (1, 2, 3):
        page = opened(("q", "松针"), ("page", str(number)))
        seen += [link for hit in page.all("li", "passage") for link in links(hit)]
        turned = [asked(link)["page"] for link in links(page.one(class_="turn"))]
        assert turned == [str(n) for n in (number - 1, number + 1) if 0 < n < 4]
    assert len(seen) == len(set(seen)) == 45
    assert EACH == 20


@pytest.mark.parametrize(
    ("number", "shown"), [("0", 20), ("-1", 20), ("x", 20), ("", 20), ("9" * 99, 20), ("77", 5), ("²", 20)]
)
def test_a_page_that_is_none_is_the_nearest_one(number: str, shown: int) -> None:
    assert len(list(opened(("q", "松针"), ("page", number)).all("li", "passage"))) == shown


def test_counts_end_where_nobody_looks_any_further() -> None:
    many = in_memory(triple for number in range(MOST + 5) for triple in passage(number, "松针"))
    page = tree(respond(many, Ask("/search", (("q", "松针"),))).body.decode("utf-8"))
    assert [count.text() for count in page.all(class_="count")] == ["500+", "0", "0", "500+"]


@LANGS
def test_when_nothing_is_found_the_page_says_so_and_offers_near_names(lang: str) -> None:
    page = opened(("q", "江弯银行"), lang=lang)
    assert "江弯银行" in page.one(class_="empty").text()
    (near, *_) = links(page.one(class_="near"))
    assert asked(near) == {"lang": lang, "q": "江湾银行股份有限公司"}
    assert list(opened(("q", asked(near)["q"])).all("mark"))
    assert not list(opened(("q", "天地玄黄")).all(class_="near"))


def test_too_long_a_search_is_told_on_the_page() -> None:
    made = reply(("q", "贷" * 501))
    assert made.status == 400
    assert "501" in tree(made.body.decode("utf-8")).one(class_="wrong").text()


def test_the_other_language_asks_the_same() -> None:
    page = opened(("q", "江湾"), ("kind", "entity"), ("page", "1"))
    assert asked(page.one(class_="lang").attributes["href"]) == {
        "q": "江湾",
        "kind": "entity",
        "page": "1",
        "lang": "en",
    }


def test_things_from_elsewhere_are_shown_without_a_link() -> None:
    store = in_memory(typed("javascript:alert(1)", "App", "http://www.w3.org/2004/02/skos/core#prefLabel", "松针"))
    page = tree(respond(store, Ask("/search", (("q", "松针"),))).body.decode("utf-8"))
    (hit,) = page.all("li", "entity")
    assert (hit.one(class_="name").text(), links(hit)) == ("松针", [])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_and_words_stay_text(text: str) -> None:
    graph = [*entity("x", "App", text), *article("a", text), *passage(0, text)]
    words = "HYPERLINK" if text.startswith("=") else text[:1]
    for params in ([("q", words)], [("q", text)], [("q", words), ("kind", text), ("page", text)]):
        page = tree(respond(in_memory(graph), Ask("/search", tuple(params))).body.decode("utf-8"))
        assert list(page.all("script")) == []
        assert all(name[:2] != "on" and name != "style" for each in page.all() for name in each.attributes)
        assert all(link.startswith(("/", "?", "#")) for link in links(page))
    assert page.one("h1").text()


@given(st.text(max_size=30), st.text(max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_page_replies_to_whatever_is_asked(words: str, other: str) -> None:
    made = reply(("q", words), ("kind", other), ("page", other), (other, words))
    assert made.status == 200
    assert tree(made.body.decode("utf-8")).one("h1").text()
