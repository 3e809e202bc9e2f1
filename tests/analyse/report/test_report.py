"""The report as text: what it shows, that every statement has its exact sentence, and what it can never do."""

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
from graph.analyse.findings import findings
from graph.analyse.gaps.matrix import cross
from graph.analyse.measures.measures import measure
from graph.analyse.networks.project import LEAST, project
from graph.analyse.report import page as report
from graph.analyse.table import parts, table
from graph.messages import table as messages
from graph.pipeline import discovered, extract
from graph.rdf.write import triples
from graph.resources import asset
from graph.store.embedded import in_memory
from tests.analyse.markup import Element, tree
from tests.analyse.sample import HOSTILE, QINGHE_RAW, RUN, YUNSHAN_RAW, extractions, hostile, network, sample, store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.analyse.corpus import Claim

RAW = {1: YUNSHAN_RAW, 2: QINGHE_RAW}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return sample()


@pytest.fixture(scope="module")
def page(analysis: Analysis) -> Element:
    return tree(report.page(analysis))


def section(page: Element, name: str) -> Element:
    return next(one for one in page.all("section") if one.attributes["id"] == name)


def quotes(held: Element) -> tuple[str, ...]:
    """The raw sentences in an element, those that prove why a product is an institution's left out."""
    inner = [part for part in held.inner if isinstance(part, Element) and "way" not in part.classes]
    return tuple(raw.text() for part in (held, *inner) for raw in direct(part))


def direct(held: Element) -> Iterator[Element]:
    """The raw sentences of the quotations that stand in an element itself."""
    for part in held.inner:
        if isinstance(part, Element) and part.name == "blockquote":
            yield part.one("p", "raw")


def statement(held: Element) -> str:
    """What a claim's element says, without its marks."""
    said = held.one(class_="statement")
    return " ".join(part.text("zh") for part in said.inner if isinstance(part, Element) and "mark" not in part.classes)


def shown(held: Element) -> set[tuple[str, tuple[str, ...]]]:
    """The claims in an element with their sentences."""
    return {
        (statement(item), quotes(item))
        for one in held.all("ul", "claims")
        for item in one.inner
        if isinstance(item, Element)
    }


def expected(analysis: Analysis, claims: tuple[Claim, ...]) -> set[tuple[str, tuple[str, ...]]]:
    """How some claims have to be shown."""
    corpus = analysis.corpus
    return {
        (
            f"{corpus.entity(c.subject).zh} {corpus.term(c.predicate).zh} {corpus.entity(c.object).zh}",
            tuple(passage.quote for passage in corpus.sentences(c)),
        )
        for c in claims
    }


def after(held: Element, anchor: str) -> Element | None:
    """The element that follows the one with an id."""
    for one in (held, *held.all()):
        inner = [part for part in one.inner if isinstance(part, Element)]
        for part, follower in pairwise(inner):
            if part.attributes.get("id") == anchor:
                return follower
    return None


def test_every_claim_of_every_cell_stands_behind_its_link_with_its_sentences(analysis: Analysis, page: Element) -> None:
    rows = list(page.one("table", "matrix").one("tbody").all("tr"))
    seen = 0
    for row, made in zip(analysis.matrix.rows, rows, strict=True):
        for cell, square in zip(row.cells, list(made.all("td"))[:-1], strict=True):
            if cell.blank:
                assert square.classes == ["blank"]
                assert square.text("zh") == "·本语料中没有证据"
                assert not list(square.all("a"))
                continue
            link = square.one("a")
            assert link.one("b").text() == str(len(cell))
            assert link.one("small").text() == parts(cell)
            block = after(page, link.attributes["href"].removeprefix("#"))
            assert block is not None
            own = Element("", {}, [block])
            assert expected(analysis, (*cell.claims, *cell.open)) <= shown(own)
            assert len([part for part in block.inner if isinstance(part, Element)]) == len(cell) + len(cell.open)
            seen += 1
    assert seen == 7


def test_a_claim_through_a_product_shows_why_the_product_is_the_institutions(page: Element) -> None:
    ways = [(one.one("p").text("zh"), shown(one)) for one in page.all("div", "way")]
    sentence = YUNSHAN_RAW.split("\n")[1]
    assert ways == [
        (f"它属于{name}的依据", {(f"{name} 提供 雪松贷", (sentence,))}) for name in ("云杉消费金融", "青禾银行")
    ]


def test_why_a_product_is_the_institutions_is_shown_once_for_all_claims_about_it() -> None:
    first, second = extractions()
    again = replace(first, text=replace(first.text, article=replace(first.article, id="again")))
    page = tree(report.page(analyse(store([first, again, second]))))
    assert [len(list(one.all("blockquote"))) for one in page.all("div", "way")] == [2, 2]


def test_every_claim_of_the_graph_stands_in_the_page_with_its_sentences(analysis: Analysis, page: Element) -> None:
    assert shown(page) == expected(analysis, analysis.corpus.claims)


def test_a_rejected_claim_stands_only_where_it_is_called_rejected(page: Element) -> None:
    for one in page.all("section"):
        rejected = [mark for mark in one.all(class_="mark") if mark.text("en") == "rejected in review"]
        assert len(rejected) == (1 if one.attributes["id"] == "quality" else 0)


def test_every_quotation_is_the_slice_of_its_article_that_its_place_names(page: Element) -> None:
    found = list(page.all("blockquote"))
    assert len(found) > 40
    for one in found:
        number, start, end = map(int, re.findall(r"\d+", one.one("footer").text()))
        assert one.one("p", "raw").text() == RAW[number][start:end]


def test_the_repaired_sentence_stands_above_the_raw_one_exactly_where_they_differ(
    analysis: Analysis, page: Element
) -> None:
    clean = {passage.quote: passage.clean for passage in analysis.corpus.passages}
    for one in page.all("blockquote"):
        raw = one.one("p", "raw").text()
        assert [p.text() for p in one.all("p", "clean")] == ([clean[raw]] if clean[raw] != raw else [])


def test_a_quote_with_a_carriage_return_survives() -> None:
    from graph.analyse.report.html import element, text

    assert tree(element("p", text("a\r\n b"))).text() == "a\r\n b"


def test_the_marks_tell_how_far_a_claim_holds(page: Element) -> None:
    marks = {
        statement(item): [mark.text("en") for mark in item.one(class_="statement").all(class_="mark")]
        for name in ("plans", "quality", "others")
        for one in section(page, name).all("ul", "claims")
        for item in one.all("li")
    }
    assert marks["青禾银行 推进主题 养老金融"] == ["planned", "explicit", "confidence 0.90"]
    assert marks["青禾银行 服务客群 新市民"] == ["explicit", "confidence 0.90", "according to 林木"]
    assert marks["林木 任职于 国家金融监督管理总局"] == ["explicit", "confidence 0.90", "局长"]
    assert marks["各机构 推进主题 普惠金融"][-1] == "reviewed by 审阅人"
    assert marks["云杉消费金融 接入数据 明月征信"][-1] == "as of 2025-06-30 (year inferred)"


def test_the_figures_stand_with_their_date_and_their_words_marked(page: Element) -> None:
    rows = [list(row.all("td")) for row in section(page, "figures").one("tbody").all("tr")]
    under = rows[1::2]
    assert [[cell.text("zh").replace("\n", "") for cell in row] for row in rows[::2]] == [
        ["> 200,000,000 人", "用户", "2025-06-30（年份推断）"],
        ["70%", "占比占全部用户", "未注明"],
        ["30,000,000,000–50,000,000,000 元", "贷款", "未注明"],
        ["≈ 1.25%", "不良率", "未注明"],
    ]
    assert [mark.text() for mark in under[0][0].all("mark")] == ["超2亿人"]
    assert "12 家" not in section(page, "figures").text()
    assert len(rows[::2]) == int(list(page.all("dd"))[4].text())


def test_policies_products_and_initiatives_stand_with_their_claims(page: Element) -> None:
    policy = section(page, "policies").one("article")
    assert policy.one("h3").text("zh") == "普惠行动方案 政策文件 2025-03-31 发布"
    assert len(shown(policy)) == 3
    products = section(page, "products")
    assert [one.one("h3").text("zh") for one in products.all("article")] == ["雪松贷 信贷产品"]
    assert "文中提到而没有陈述的（1）：松针助手" in products.text("zh")
    assert "所读文章中没有举措。" in section(page, "initiatives").text("zh")


def test_the_themes_count_each_claim_once(page: Element) -> None:
    rows = next(one for one in page.all("table") if one.one("caption").attributes["id"] == "table-themes").one("tbody")
    numbers = [[cell.text() for cell in list(row.all("td"))[1:]] for row in rows.all("tr")]
    assert numbers == [
        ["2/2", "3", "1", "0", "0"],
        ["0/2", "0", "0", "0", "1"],
        ["2/2", "1", "0", "1", "0"],
        ["0/2", "0", "0", "0", "1"],
        ["0/2", "0", "0", "0", "0"],
    ]


def test_the_quality_table_counts_the_sample(page: Element) -> None:
    rows = {row.one("th").text("en"): row.one("td").text() for row in section(page, "quality").one("tbody").all("tr")}
    assert rows["Claims with a confidence below 0.5"] == "1"
    assert rows["Claims that deny something"] == rows["Claims rejected by a reviewer"] == "1"
    assert rows["Sentences that were repaired"] == "7"
    assert rows["Dates whose year is inferred"] == "2"
    assert rows["Articles without a title"] == rows["Articles without a date of publication"] == "1"
    assert rows["Articles that yielded no claim or figure"] == "0"
    assert rows["Derived claims"] == "1"


def test_both_languages_hold_the_same_numbers(page: Element) -> None:
    compared = 0
    for one in page.all():
        pairs = [part for part in one.inner if isinstance(part, Element) and part.name == "span"]
        for zh, en in pairwise(pairs):
            if (zh.classes, en.classes) == (["zh"], ["en"]):
                numbers = [sorted(re.findall(r"\d[\d,.]*\d|\d", span.text())) for span in (zh, en)]
                assert numbers[0] == numbers[1], (zh.text(), en.text())
                compared += 1
    assert compared > 200


def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_is_stored(analysis: Analysis) -> None:
    held = triples(extractions(), RUN)
    assert report.page(analyse(in_memory(reversed(held)))) == report.page(analysis)


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed_and_the_locale() -> None:
    code = (
        "import sys; from graph.analyse.report.page import page; from tests.analyse.sample import sample; "
        "sys.stdout.buffer.write(page(sample()).encode())"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            check=True,
            capture_output=True,
        ).stdout
        for seed, locale in (("1", "C.UTF-8"), ("2", "zh_CN.UTF-8"))
    }
    assert len(pages) == 1


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    page = tree(report.page(analyse(store(hostile()))))
    assert len(list(page.all("script"))) == len(list(page.all("style"))) == 1
    assert not list(page.all("img"))
    assert page.text().count(HOSTILE) > 100
    assert not [name for one in page.all() for name in one.attributes if name.startswith("on") or name == "style"]
    assert not [a for a in page.all("a") if not a.attributes["href"].startswith("#")]


def test_links_lead_into_the_page_or_to_a_web_address_of_a_source(page: Element) -> None:
    ids = {one.attributes["id"] for one in page.all() if "id" in one.attributes}
    links = [one.attributes["href"] for one in page.all("a")]
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
        assert not re.search(r"[\u4e00-\u9fff]", asset("analyse", "report", "assets", name).read_text(encoding="utf-8"))


def whole(*pairs: str) -> Analysis:
    """The analysis of a network of letters."""
    corpus, claims = network(*pairs)
    crossed, measures = cross(corpus, claims), measure(project(corpus, claims))
    return Analysis(corpus, claims, crossed, measures, findings(corpus, claims, crossed, measures), LEAST)


def test_every_string_of_the_analysis_and_the_report_is_shown_somewhere(analysis: Analysis) -> None:
    pairs = whole(*("".join(pair) for pair in zip("ABCDEFGHIJKL", "abcdefghijkl", strict=True)))
    sampled = replace(pairs, measures=replace(pairs.measures, pivots=20))
    analyses = (analysis, sampled, analyse(store([])), analyse(store(extractions()[:1])), with_two_dates())
    pages = [tree(report.page(one)) for one in analyses]
    for lang in ("zh", "en"):
        text = "".join([*(page.text(lang) for page in pages), *(table(one, lang) for one in analyses)])
        for name in ("analyse", "report"):
            for key, held in messages()[name].items():
                assert all(piece in text for piece in re.split(r"\{\w+\}", held[lang])), f"{name}.{key}"


def with_two_dates() -> Analysis:
    """The analysis of the sample with a date for its second article."""
    first, second = extractions()
    dated = replace(second.article, published="2025-01-02")
    return analyse(store([first, replace(second, text=replace(second.text, article=dated))]))


def test_an_empty_graph_makes_a_page() -> None:
    page = tree(report.page(analyse(store([]))))
    assert "没有文章。" in page.one("header").text("zh")
    assert [dd.text() for dd in page.all("dd")] == ["0"] * 6


def test_the_page_of_the_seed_quotes_its_article_exactly() -> None:
    (path,) = discovered(())
    seed = extract(path)
    page = tree(report.page(analyse(store([seed]))))
    found = list(page.all("blockquote"))
    assert len(found) > 100
    for one in found:
        _, start, end = map(int, re.findall(r"\d+", one.one("footer").text()))
        assert one.one("p", "raw").text() == seed.article.raw[start:end]
