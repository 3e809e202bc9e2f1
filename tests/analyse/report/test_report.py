"""The report as text: what it says, that every citation is the exact sentence, and what it can never do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from graph.analyse.analysis import Analysis, analyse
from graph.analyse.report import page as pages
from graph.analyse.report.blocks import Cited, Point, Table
from graph.analyse.report.compose import SECTIONS, compose
from graph.analyse.report.markdown import markdown
from graph.pipeline import discovered, extract
from graph.rdf.write import triples
from graph.resources import asset
from graph.store.embedded import in_memory
from tests.analyse.markup import Element, tree
from tests.analyse.sample import HOSTILE, QINGHE_RAW, RUN, YUNSHAN_RAW, extractions, hostile, sample, store

if TYPE_CHECKING:
    pass

RAW = {1: YUNSHAN_RAW, 2: QINGHE_RAW}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return sample()


@pytest.fixture(scope="module")
def page(analysis: Analysis) -> Element:
    return made(analysis)


def made(analysis: Analysis) -> Element:
    """The page of an analysis."""
    return tree(pages.page(compose(analysis)))


def section(page: Element, name: str) -> Element:
    return next(one for one in page.all("section") if one.attributes["id"] == name)


def rows(held: Element, key: str) -> list[list[Element]]:
    """The cells of the body of a table, its header cells among them."""
    found = next(one for one in held.all("table") if key in one.classes)
    return [[part for part in row.inner if isinstance(part, Element)] for row in found.one("tbody").all("tr")]


def cited(held: Element) -> list[str]:
    """The numbers of the sentences that an element cites."""
    links = [link.attributes["href"] for link in held.all("a")]
    return [link.removeprefix("#quote-") for link in links if link.startswith("#quote-")]


def sentence(page: Element, number: str) -> str:
    """The raw sentence of a citation."""
    found = next(one for one in page.all("li") if one.attributes.get("id") == f"quote-{number}")
    return found.one("p", "raw").text()


def test_the_sections_stand_in_their_order_under_their_titles(page: Element) -> None:
    assert [one.attributes["id"] for one in page.all("section")] == list(SECTIONS)
    assert [one.one("h2").text("en") for one in page.all("section")][:2] == ["Main findings", "Institutions × themes"]
    assert [a.attributes["href"] for a in page.one("nav").all("a")] == [f"#{name}" for name in SECTIONS]


def test_a_cell_counts_its_claims_and_cites_a_sentence_that_proves_one_of_them(
    analysis: Analysis, page: Element
) -> None:
    seen = 0
    for row, cells in zip(analysis.matrix.rows, rows(page, "matrix"), strict=True):
        for cell, square in zip(row.cells, cells[1:-1], strict=True):
            if cell.blank:
                assert "blank" in square.classes or cited(square)
                continue
            assert square.one("b").text() == str(len(cell))
            proofs = {analysis.corpus.sentences(claim)[-1].quote for claim in (*cell.claims, *cell.open)}
            assert cited(square)
            assert {sentence(page, number) for number in cited(square)} <= proofs
            seen += 1
    assert seen == 7


def test_a_blank_says_that_there_is_no_evidence_never_that_nothing_is_done(page: Element) -> None:
    blanks = list(page.all("td", "blank"))
    assert len(blanks) >= 7
    assert {one.text("zh") for one in blanks} == {"·本语料中没有证据"}


def test_every_citation_is_the_slice_of_its_article_that_its_place_names(page: Element) -> None:
    found = list(page.one("ol", "quotes").all("li"))
    assert len(found) > 8
    for one in found:
        number, start, end = map(int, re.findall(r"\d+", one.one("footer").text("en")))
        assert one.one("p", "raw").text() == RAW[number][start:end]


def test_citations_are_numbered_from_one_in_the_order_of_the_page_without_a_gap(page: Element) -> None:
    numbers = [int(one.attributes["id"].removeprefix("quote-")) for one in page.one("ol", "quotes").all("li")]
    assert numbers == list(range(1, len(numbers) + 1))
    first = list(dict.fromkeys(int(number) for number in cited(page.one("main"))))
    assert sorted(first) == numbers


def test_the_repaired_sentence_stands_above_the_raw_one_exactly_where_they_differ(
    analysis: Analysis, page: Element
) -> None:
    clean = {passage.quote: passage.clean for passage in analysis.corpus.passages}
    for one in page.one("ol", "quotes").all("blockquote"):
        raw = one.one("p", "raw").text()
        assert [p.text() for p in one.all("p", "clean")] == ([clean[raw]] if clean[raw] != raw else [])


def test_a_finding_shows_the_sentences_that_it_cites(page: Element) -> None:
    for one in section(page, "findings").all("article"):
        said = cited(one.one("p", "said"))
        assert said == [cited(quote)[0] for quote in one.all("blockquote")]


def test_at_most_five_findings_are_the_main_ones(analysis: Analysis) -> None:
    points = [b for s in compose(analysis).sections if s.key == "findings" for b in s.blocks]
    assert len(points) == 5 < len(analysis.findings)
    assert all(isinstance(point, Point) for point in points)


def test_a_rejected_claim_and_a_rejected_figure_are_cited_nowhere(page: Element) -> None:
    assert "12 家" not in section(page, "figures").text()
    shown = {row[0].text("zh") for row in rows(page, "plans")}
    assert not any("科技金融" in one for one in shown)


def test_the_figures_stand_with_number_and_date(page: Element) -> None:
    shown = [[cell.text("zh").strip() for cell in row] for row in rows(section(page, "figures"), "figures")]
    assert [[re.sub(r"\s*\[\d+\]", "", text) for text in row] for row in shown] == [
        ["云杉消费金融", "用户", "> 200,000,000 人", "2025-06-30（年份推断）"],
        ["云杉消费金融", "占比 占全部用户", "70%", "未注明"],
        ["青禾银行", "贷款", "30,000,000,000–50,000,000,000 元", "未注明"],
        ["青禾银行", "不良率", "≈ 1.25%", "未注明"],
    ]


def test_plans_stand_with_their_modality_and_never_among_the_counts_of_the_matrix(page: Element) -> None:
    plans = [(row[0].text("zh"), row[1].text("zh")) for row in rows(section(page, "plans"), "plans")]
    assert [(re.sub(r"\s*\[\d+\]", "", said), modality) for said, modality in plans] == [
        ("青禾银行 推进主题 养老金融", "计划中")
    ]
    qinghe = next(row for row in rows(page, "matrix") if "青禾银行" in row[0].text("zh"))
    assert qinghe[4].one("b").text() == "0"
    assert "未计入 1" in qinghe[4].text("zh")


def test_the_quality_table_counts_the_sample(page: Element) -> None:
    held = {row[0].text("en"): row[1].text() for row in rows(section(page, "quality"), "quality")}
    assert held["Claims with a confidence below 0.5"] == "1"
    assert held["Claims that deny something"] == held["Claims rejected by a reviewer"] == "1"
    assert held["Sentences that were repaired"] == "7"
    assert held["Dates whose year is inferred"] == "2"
    assert held["Articles without a title"] == held["Articles without a date of publication"] == "1"
    assert held["Articles that yielded no claim or figure"] == "0"
    assert held["Derived claims"] == "1"
    assert held["Places of the texts that were repaired"] == "9" == str(YUNSHAN_RAW.count("("))


def test_a_response_path_joins_regulator_policy_and_institution(page: Element) -> None:
    chains = [one.text("zh") for one in section(page, "paths").all("ol", "chain")]
    assert any(
        re.search("国家金融监督管理总局.*发布.*普惠行动方案.*响应.*云杉消费金融.*雪松贷.*新市民", one, re.DOTALL)
        for one in chains
    )


def test_both_languages_hold_the_same_numbers(page: Element) -> None:
    compared = 0
    for one in page.all():
        pairs = [part for part in one.inner if isinstance(part, Element) and part.name in ("span", "text")]
        for zh, en in pairwise(pairs):
            if (zh.classes[:1], en.classes[:1]) == (["zh"], ["en"]):
                numbers = [sorted(re.findall(r"\d[\d,.]*\d|\d", held.text())) for held in (zh, en)]
                assert numbers[0] == numbers[1], (zh.text(), en.text())
                compared += 1
    assert compared > 100


def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_is_stored(analysis: Analysis) -> None:
    other = compose(analyse(in_memory(reversed(triples(extractions(), RUN)))))
    assert pages.page(other) == pages.page(compose(analysis))
    assert markdown(other, "en") == markdown(compose(analysis), "en")


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed_and_the_locale() -> None:
    code = (
        "import sys; from graph.analyse.report.compose import compose; "
        "from graph.analyse.report.markdown import markdown; from graph.analyse.report.page import page; "
        "from tests.analyse.sample import sample; held = compose(sample()); "
        "sys.stdout.buffer.write((page(held) + markdown(held, 'zh')).encode())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            check=True,
            capture_output=True,
        ).stdout
        for seed, locale in (("1", "C.UTF-8"), ("2", "zh_CN.UTF-8"))
    }
    assert len(found) == 1


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    page = made(analyse(store(hostile())))
    assert len(list(page.all("script"))) == len(list(page.all("style"))) == 1
    assert not list(page.all("img"))
    assert page.text().count(HOSTILE) > 60
    assert not [name for one in page.all() for name in one.attributes if name.startswith("on") or name == "style"]
    assert not [a for a in page.all("a") if not a.attributes["href"].startswith("#")]


def test_links_lead_into_the_page_or_to_a_web_address_of_a_source(page: Element) -> None:
    ids = {one.attributes["id"] for one in page.all() if "id" in one.attributes}
    links = [one.attributes["href"] for name in ("a", "use") for one in page.all(name)]
    assert {link for link in links if not link.startswith("#")} == {"https://example.org/a?b=1&c=2"}
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert "javascript:alert(1)" in section(page, "sources").text()


def test_nothing_is_loaded_from_elsewhere(page: Element) -> None:
    assert not [one.attributes for one in page.all() if "src" in one.attributes or "srcset" in one.attributes]
    assert [one.attributes for one in page.all("link")] == [{"rel": "icon", "href": "data:,"}]
    assert not re.search(r"url\(|@import|@font-face", page.one("style").text())


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(page: Element) -> None:
    policy = next(
        one.attributes["content"]
        for one in page.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    hashes = [b64encode(sha256(page.one(name).text().encode()).digest()).decode() for name in ("script", "style")]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_script_writes_no_markup_evaluates_no_text_and_asks_no_network() -> None:
    words = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp|Storage|cookie"
    assert not re.search(words, asset("analyse", "report", "assets", "report.js").read_text(encoding="utf-8"))


def test_no_word_of_the_interface_stands_in_the_assets() -> None:
    for name in ("report.html", "report.css", "report.js"):
        held = asset("analyse", "report", "assets", name).read_text(encoding="utf-8")
        assert not re.search(r"[\u4e00-\u9fff]", held)


def test_a_long_list_is_cut_and_says_how_much_is_left_out() -> None:
    many = replace(sample(), matrix=replace(sample().matrix, rows=sample().matrix.rows * 20))
    held = next(one for one in compose(many).sections if one.key == "matrix")
    shown = next(one for one in held.blocks if isinstance(one, Table))
    assert len(shown.rows) <= 25
    said = [
        part.words.en for block in held.blocks for part in getattr(block, "line", ()) if not isinstance(part, Cited)
    ]
    assert "Institutions not shown: 35." in said


def test_an_empty_graph_makes_a_page_and_a_memo() -> None:
    empty = compose(analyse(store([])))
    page = tree(pages.page(empty))
    assert "没有文章。" in page.one("header").text("zh")
    assert [dd.text() for dd in page.all("dd")] == ["0"] * 6
    assert "There are no articles." in markdown(empty, "en")


def test_no_number_of_any_report_is_undefined() -> None:
    first, second = extractions()
    for held in ([], [first], [second], [replace(first, facts=())], [replace(second, facts=(), figures=())]):
        report = compose(analyse(store(held)))
        for text in (pages.page(report), markdown(report, "zh"), markdown(report, "en")):
            assert not re.search(r"\b(nan|inf|None)\b", text)


def test_the_page_of_the_seed_cites_its_article_exactly() -> None:
    (path,) = discovered(())
    seed = extract(path)
    page = made(analyse(store([seed])))
    found = list(page.one("ol", "quotes").all("li"))
    assert len(found) > 20
    for one in found:
        _, start, end = map(int, re.findall(r"\d+", one.one("footer").text("en")))
        assert one.one("p", "raw").text() == seed.article.raw[start:end]
