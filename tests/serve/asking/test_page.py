"""The page as the server makes it: what is asked of it stays text, what it knows is whole, its scripts are safe."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from graph.query.catalogue import catalogue
from graph.query.run import run
from graph.resources import asset
from graph.serve.asking import foreign, functions, island, keywords, respond, terms, text
from graph.serve.exchange import HTML, Ask
from graph.store.guard import refuse
from graph.store.prefixes import PREFIXES
from tests.hostile import HOSTILE
from tests.query.graphs import store

SCRIPTS = sorted(asset("serve", "assets").glob("query-*.js"))
CLOSING = ["</textarea><script>alert(1)</script>", "</script>", "\n\nASK {}", "<!--", "&amp;&lt;", "{{ ask }}", "'\"`"]


class Reader(HTMLParser):
    """Collects the tags of a page, and the text of its text field and its island."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {"source": "", "known": ""}
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        name = dict(attrs).get("id") or ""
        self.within = name if tag in ("textarea", "script") and name in self.texts else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # the base class gives it
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within:
            self.texts[self.within] += data


def read(lang: str = "zh", **params: str) -> Reader:
    """The page that a request gets."""
    reply = respond(store(), Ask("/query", tuple(params.items()), lang))
    assert (reply.status, reply.media) == (200, HTML)
    reader = Reader()
    reader.feed(reply.body.decode())
    return reader


@pytest.mark.parametrize("given", [*HOSTILE.values(), *CLOSING])
def test_a_query_in_the_address_stands_in_the_editor_as_it_is(given: str) -> None:
    page = read(query=given)
    assert page.texts["source"] == "\n" + given  # a browser drops the first line end of a text field
    assert page.tags.count(("textarea", dict(page.tags)["textarea"])) == 1
    assert [tag for tag, _ in page.tags].count("script") == 2


def test_the_name_of_a_question_stands_for_its_text_and_any_other_text_for_itself() -> None:
    for query in catalogue():
        held = text(query.name, "en")
        assert held.startswith(f"# {query.question_en}\n")
        assert "param:" not in held
        assert run(store(), held).rows == run(store(), query.name).rows
    assert (text("no-such-name", "zh"), text("ASK {}", "zh")) == ("no-such-name", "ASK {}")


def test_the_editor_begins_with_a_query_that_finds_something() -> None:
    assert len(run(store(), read().texts["source"]).rows) > 1


def test_a_path_below_the_page_is_not_found() -> None:
    for path, status in (("/query", 200), ("/query/", 200), ("/query/x", 404), ("/query/../x", 404)):
        assert respond(store(), Ask(path)).status == status


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_knows_the_questions_the_vocabulary_and_its_words(lang: str) -> None:
    page = read(lang)
    known = json.loads(page.texts["known"])
    assert known == json.loads(str(island(lang)))
    assert known["prefixes"] == PREFIXES
    assert [query["name"] for query in known["queries"]] == [query.name for query in catalogue()]
    assert {f"query_group_{query.group}" for query in catalogue()} <= known["words"].keys()
    assert "<" not in str(island(lang))
    assert dict(page.tags)["html"]["lang"] == ("zh-Hans" if lang == "zh" else "en")


def test_every_term_has_a_name_that_means_its_address() -> None:
    for term in [*terms(), *foreign()]:
        prefix, _, local = term["name"].partition(":")
        assert PREFIXES[prefix] + local == term["iri"]
    held = {term["name"]: term for term in terms()}
    assert (held["wp:offers"]["kind"], held["wp:offers"]["zh"], held["wp:offers"]["en"]) == (
        "relation",
        "提供",
        "offers",
    )
    assert held["wp:Bank"]["kind"] == "class"
    assert held["wp:confidence"]["kind"] == "property"
    assert held["wp:Done"]["kind"] == "value"
    assert {"skos:prefLabel", "dcterms:identifier"} <= {term["name"] for term in foreign()}


def test_keywords_and_functions_are_those_of_the_grammar() -> None:
    assert {"SELECT", "OPTIONAL", "FILTER", "GROUP", "VALUES"} <= set(keywords())
    assert {"COUNT", "STRSTARTS", "GROUP_CONCAT", "EXISTS"} <= set(functions())
    assert set(keywords()).isdisjoint(functions())


def test_without_scripts_the_query_is_sent_as_the_protocol_asks() -> None:
    tags = read().tags
    form = next(attributes for tag, attributes in tags if tag == "form" and attributes.get("id") == "ask")
    assert (form["method"], form["action"]) == ("post", "/sparql")
    assert any(tag == "textarea" and attributes["name"] == "query" for tag, attributes in tags)
    assert any(tag == "button" and attributes.get("type") == "submit" for tag, attributes in tags)


def test_the_page_names_every_script_and_holds_none_of_its_own() -> None:
    tags = read().tags
    loaded = [
        a.get("href") or a.get("src") for tag, a in tags if a.get("rel") == "modulepreload" or a.get("type") == "module"
    ]
    assert sorted(map(str, loaded)) == [f"/static/{script.name}" for script in SCRIPTS]
    assert [a for _, a in tags if any(name.startswith("on") or name == "style" for name in a)] == []
    addresses = [a.get("href") or a.get("src") or "" for _, a in tags]
    assert all(address.startswith(("/", "#", "?")) for address in addresses if address)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_makes_no_markup_or_code_of_data(script: object) -> None:
    code = asset("serve", "assets", getattr(script, "name", "")).read_text(encoding="utf-8")
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(\"style", code
        )
        == []
    )
    assert re.findall(r"[\u3400-\u9fff]", re.sub(r"//.*|/\*.*?\*/|/institution.*?/i", "", code)) == []
    assert set(re.findall(r"https?://[^\"'`\s]+", code)) <= {
        "http://www.w3.org/2001/XMLSchema#",
        "http://www.w3.org/2000/svg",
    }


def test_every_word_that_a_script_says_exists_in_the_messages() -> None:
    known = json.loads(str(island("zh")))["words"]
    said = {key for script in SCRIPTS for key in re.findall(r'"(query_\w+)"', script.read_text(encoding="utf-8"))}
    assert said - known.keys() == set()
    assert len(said) > 40


def test_the_query_that_asks_for_labels_is_never_refused() -> None:
    values = " ".join(f"<https://w3id.org/wupian/id/{'x' * 80}{number}>" for number in range(400))
    refuse(f"SELECT ?s ?l WHERE {{ VALUES ?s {{ {values} }} ?s skos:prefLabel ?l }}")
