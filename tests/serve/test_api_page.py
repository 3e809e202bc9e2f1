"""The page of the API for people."""

from __future__ import annotations

import html
import json
import re

import pytest

from graph.serve.api.operations import OPERATIONS
from graph.serve.api.problems import KINDS
from graph.serve.exchange import Ask
from graph.serve.rooms import respond
from tests.serve.asked import ask, seed

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def page(lang: str) -> str:
    """The page in a language."""
    found = ask(seed(), f"/api?lang={lang}", BROWSER, lang)
    assert (found.status, found.media) == (200, "text/html; charset=utf-8")
    assert {("Content-Language", lang), ("Vary", "Accept")} <= set(found.headers)
    return found.body.decode("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_every_operation_with_its_parameters_and_errors(lang: str) -> None:
    text = page(lang)
    for operation in OPERATIONS:
        assert f"GET {operation.path}</code>" in text
        assert all(f"<code>{parameter.name}</code>" in text for parameter in operation.parameters)
    assert all(f'<dt id="{kind}">' in text for kind in KINDS)
    assert len(re.findall(r'\bid="', text)) == len(set(re.findall(r'\bid="([^"]+)"', text)))


def test_the_page_speaks_one_language_at_a_time() -> None:
    assert "机构、监管部门、产品" in page("zh")
    assert "Institutions, regulators, products" in page("en")
    assert "Institutions, regulators, products" not in page("zh")


def test_every_link_that_runs_an_operation_answers() -> None:
    links = [html.unescape(link) for link in re.findall(r'class="run" href="([^"]+)"', page("en"))]
    assert len(links) == len(OPERATIONS)
    statuses = {link.partition("?")[0]: ask(seed(), link).status for link in links}
    assert {path for path, status in statuses.items() if status != 200} <= {"/api/search"}  # if the store has none


def test_the_page_holds_no_inline_script_or_style() -> None:
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page("en"))


def test_the_examples_name_the_address_of_the_service() -> None:
    found = respond(seed(), Ask("/api", lang="en", accept=BROWSER, base="https://example.org"))
    text = html.unescape(found.body.decode("utf-8"))
    assert 'curl "https://example.org/api/entities?class=Institution&limit=20"' in text
    assert 'urlopen("https://example.org/api/terms?q=%E6%99%AE%E6%83%A0")' in text


def test_programs_get_json_and_people_the_page() -> None:
    for accept in ("*/*", "application/json", "", "image/png"):
        assert "counts" in json.loads(ask(seed(), "/api", accept).body)
    assert ask(seed(), "/api", "text/html").media.startswith("text/html")
