"""The figures as a table, as CSV and as citations, and the relations as CSV; nothing is lost or becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Download

from graph.explore.page import CLAIMS
from graph.explore.reader import read
from graph.explore.view import BASE
from graph.store.embedded import in_memory
from tests.browser import Opened
from tests.explore.generated import generated
from tests.explore.graphs import fixture, made, written

COLUMNS = ("subject", "indicator", "value", "as_of", "article")
FORMULAS = ('=HYPERLINK("http://x.example","点")', "@SUM(A1)", "-2+3", "+1", "\t=1")
# Indicator, value, unit, date: sorted as text the values stand in another order than as numbers.
FIGURES = (
    ("贷款余额", "900.5", "亿元", "2024-12-31"),
    ("用户", "12000000", "人", "2023-06-30"),
    ("增速", "-3.2", "%", "2025-03-31"),
    ("网点", "85", "家", ""),
    ("利率", "0.035", "%", "2022-01-01"),
    ("放款", "9007199254740993.01", "元", "2024-01-31"),
)
ROWS = """() => [...document.querySelectorAll(".figures tbody tr")].map((row) =>
  [...row.children].slice(0, 5).map((cell) => cell.innerText.trim()))"""
EXACT = """() => [...document.querySelectorAll(".figures tbody .value")].map((value) => value.title)"""
SORTED = """() => [...document.querySelectorAll(".figures thead th")].map((head) => head.getAttribute("aria-sort"))"""


def table() -> str:
    """Turtle of two articles and of figures of two banks."""
    lines = [
        'id:a a wp:Bank ; skos:prefLabel "甲银行"@zh , "Bank A"@en . id:b a wp:Bank ; skos:prefLabel "乙银行"@zh .'
    ]
    for name in ("x", "y"):
        lines.append(
            f'<{BASE}article/{name}> a wp:Article ; wp:text "第一句。第二句。" ; dcterms:title "{name}题" ; '
            f'dcterms:publisher "{name}报" ; dcterms:issued "2025-0{1 + (name == "y")}-02" ; '
            f"dcterms:source <https://example.org/{name}> ."
        )
        lines.append(
            f"<{BASE}article/{name}#char=4,8> a wp:Passage ; wp:inArticle <{BASE}article/{name}> ; wp:start 4 ; "
            'wp:end 8 ; wp:quote "第二句。" .'
        )
    for number, (indicator, value, unit, date) in enumerate(FIGURES):
        lines.append(
            f'id:f{number} a wp:Figure ; wp:figureOf id:{"ab"[number % 2]} ; wp:indicator "{indicator}" ; '
            f'wp:value {value} ; wp:unitText "{unit}" ; wp:supportedBy <{BASE}article/{"yx"[number % 2]}#char=4,8> '
            + (f'; wp:asOf "{date}" .' if date else ".")
        )
    return "\n".join(lines)


def saved(opened: Opened, click: Callable[[], None]) -> Download:
    with opened.page.expect_download() as waiting:
        click()
    return waiting.value


def parsed(download: Download) -> list[dict[str, str]]:
    """The rows of a downloaded CSV file, which begins with a byte order mark and ends its lines as RFC 4180 has it."""
    data = Path(download.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def figures_csv(opened: Opened) -> list[dict[str, str]]:
    return parsed(saved(opened, lambda: opened.page.locator("#figures-view .act").first.click()))


def relations_csv(opened: Opened) -> list[dict[str, str]]:
    return parsed(saved(opened, lambda: opened.page.locator("#list-view .act").first.click()))


def test_the_table_has_a_row_for_each_figure_of_the_graph(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html, "view=figures"), read(fixture())
    assert opened.page.evaluate(ROWS) == [
        [
            "北辰消费金融有限公司",
            figure.indicator + (f" / {figure.base}" if figure.base else ""),
            {"人": "> 1,200万人", "%": "≈ 35%"}[figure.unit],
            "2024-12-31",
            "样例财经 · 2025-03-12",
        ]
        for figure in view.figures
    ]
    assert opened.page.evaluate(EXACT) == [format(figure.value, "f") for figure in view.figures]
    opened.page.locator("#figures-view .open").first.click()
    assert opened.page.locator("#panel h2").inner_text() == view.figures[0].indicator
    opened.to("view=figures&least=0.96")
    assert opened.page.locator("#figures-view table").count() == 0


def test_every_column_sorts_both_ways_and_numbers_as_numbers(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(table()), "view=figures&lang=en")
    assert opened.page.evaluate(SORTED) == [None] * 6
    for at, column in enumerate(COLUMNS):
        for way, down in (("ascending", False), ("descending", True), ("ascending", False)):
            opened.page.locator(f"[data-sort={column}]").click()
            assert opened.page.evaluate(SORTED) == [way if number == at else None for number in range(6)]
            assert opened.page.evaluate("document.activeElement.dataset.sort") == column
            cells = (
                opened.page.evaluate(EXACT) if column == "value" else [row[at] for row in opened.page.evaluate(ROWS)]
            )
            ordered(column, cells, down)
        opened.page.locator(f"[data-sort={column}]").press("Enter")
        assert opened.page.evaluate(SORTED)[at] == "descending"


def ordered(column: str, cells: list[str], down: bool) -> None:
    """Whether the cells of a column stand in order; names stand together."""
    if column == "value":
        assert list(map(Decimal, cells)) == sorted((Decimal(value) for _, value, _, _ in FIGURES), reverse=down)
    elif column == "as_of":
        assert [cell.replace("—", "") for cell in cells] == sorted((date for _, _, _, date in FIGURES), reverse=down)
    else:
        names = {"subject": ["Bank A", "乙银行"], "article": ["x报 · 2025-01-02", "y报 · 2025-02-02"]}.get(column)
        each = list(dict.fromkeys(cells))
        assert cells == sorted(cells, key=each.index)
        if names:
            assert sorted(each) == names
            assert (each == names) != down or column == "subject"


def test_the_csv_has_one_row_for_each_figure_with_its_exact_number(open_store: Callable[..., Opened]) -> None:
    store = written(table())
    opened, view = open_store(store, "view=figures"), read(store)
    quotes = {passage.iri: passage.quote for passage in view.passages}
    articles = {article.iri: article for article in view.articles}
    rows = figures_csv(opened)
    assert len(rows) == len(view.figures) == len(FIGURES)
    for row, figure in zip(rows, view.figures, strict=True):
        article = articles[figure.passages[0].split("#")[0]]
        assert row["主体"] == ("甲银行" if figure.subject.endswith("/a") else "乙银行")
        assert (row["指标"], row["数值"], row["单位"]) == (figure.indicator, format(figure.value, "f"), figure.unit)
        assert row["截至"] == (figure.as_of.date if figure.as_of else "")
        assert row["句子"] == quotes[figure.passages[0]]
        assert {article.publisher, article.published, article.title, article.url} <= set(row.values())
        assert row["标识"] == figure.iri
    assert [row["数值"] for row in rows] == [value for _, value, _, _ in FIGURES]


def test_the_csv_stands_in_the_order_and_the_choice_of_the_table(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(table()), "view=figures&from=2024-01-01&to=2025-12-31&lang=en")
    opened.page.locator("[data-sort=value]").click()
    rows = figures_csv(opened)
    numbers = [Decimal(row["Value"]) for row in rows]
    assert numbers == sorted(numbers)
    assert [row["Indicator"] for row in rows] == [row[1] for row in opened.page.evaluate(ROWS)]
    assert rows[0]["Subject"] == "Bank A"
    assert "2022-01-01" not in {row["As of"] for row in rows}


def test_the_menu_saves_the_figures_from_every_view(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    opened.page.click("#export summary")
    download = saved(opened, lambda: opened.page.click("#save-figures"))
    assert download.suggested_filename == "figures.csv"
    assert [row["数值"] for row in parsed(download)] == ["35", "12000000"]
    assert "figures.csv" in opened.page.locator("#status").inner_text()


def test_no_cell_becomes_a_formula_and_negative_numbers_stay_numbers(open_store: Callable[..., Opened]) -> None:
    words = ["".join({'"': '\\"', "\t": "\\t"}.get(sign, sign) for sign in text) for text in FORMULAS]
    lines = ['id:a a wp:Bank ; skos:prefLabel "=1+1"@zh .']
    lines += [
        f'id:f{number} a wp:Figure ; wp:figureOf id:a ; wp:indicator "{word}" ; wp:value -2.5 ; wp:unitText "{word}" .'
        for number, word in enumerate(words)
    ]
    rows = figures_csv(open_store(written("\n".join(lines)), "view=figures"))
    assert [row["指标"] for row in rows] == ["'" + text for text in FORMULAS]
    assert [row["单位"] for row in rows] == ["'" + text for text in FORMULAS]
    assert {row["主体"] for row in rows} == {"'=1+1"}
    assert {row["数值"] for row in rows} == {"-2.5"}


@pytest.mark.parametrize(("lang", "moment"), [("zh", "截至 2024-12-31"), ("en", "As of 2024-12-31")])
def test_a_citation_has_the_number_the_sentence_its_source_and_its_place(
    open_explorer: Callable[..., Opened], html: str, lang: str, moment: str
) -> None:
    opened, view = open_explorer(html, f"view=figures&lang={lang}"), read(fixture())
    opened.page.locator("#figures-view tbody .quiet").last.click()
    assert opened.page.locator("#copy").evaluate("(dialog) => dialog.open")
    text = opened.page.locator("#copy-text").input_value()
    passage = next(passage for passage in view.passages if passage.iri in view.figures[-1].passages)
    article = view.articles[0]
    name = "北辰消费金融有限公司" if lang == "zh" else "Beichen Consumer Finance"
    number = "> 1,200万人" if lang == "zh" else "> 12 million"
    for part in (name, number, moment, passage.clean, article.publisher, article.author, article.title):
        assert part in text
    assert {article.published, article.url} <= set(text.replace(",", "，").replace(" ", "").split("，"))
    assert f"{passage.start}–{passage.end}" in text
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#copy").is_hidden()
    opened.page.locator("#figures-view .act").last.click()
    assert opened.page.locator("#copy-text").input_value().count(passage.clean) == len(view.figures)


def test_a_claim_is_cited_with_its_modality_and_its_sentence(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html), read(fixture())
    edge = next(edge for edge in view.edges if edge.object.endswith("initiative-yinling"))
    opened.to("claim=" + edge.claims[0].iri.removeprefix(BASE))
    opened.page.locator("#panel .cite button").click()
    text = opened.page.locator("#copy-text").input_value()
    passage = next(passage for passage in view.passages if passage.iri in edge.claims[0].passages)
    for part in (
        "北辰消费金融有限公司 · 开展 · “银铃”养老金融专区",
        "计划",
        passage.clean,
        f"{passage.start}–{passage.end}",
    ):
        assert part in text


def test_the_relations_csv_has_one_row_for_each_claim(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html, "view=list"), read(fixture())
    quotes = {passage.iri: passage.clean for passage in view.passages}
    names = {node.iri: node.name for node in view.nodes}
    claims = {one.iri: (edge, one) for edge in view.edges for one in edge.claims if not one.rejected}
    rows = relations_csv(opened)
    assert sorted(row["标识"] for row in rows) == sorted(claims)
    for row in rows:
        edge, claim = claims[row["标识"]]
        assert (row["主体"], row["客体"]) == (names[edge.subject], names[edge.object])
        assert row["句子"] == " / ".join(quotes[passage] for passage in claim.passages)
        assert Decimal(row["置信度"]) == claim.confidence
        assert row["截至"] == (claim.as_of.date if claim.as_of else "")
        assert [row[key] == "true" for key in ("原文明示", "推导", "否定")] == [
            claim.explicit,
            claim.derived,
            claim.negative,
        ]
    opened.to("view=list&least=0.9")
    assert {row["标识"] for row in relations_csv(opened)} == {
        iri for iri, (_, claim) in claims.items() if claim.confidence >= Decimal("0.9")
    }


def test_a_rejected_claim_is_not_saved_as_if_it_held(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html, "view=list&rejected=1"), read(fixture())
    (rejected,) = [one.iri for edge in view.edges for one in edge.claims if one.rejected]
    rows = [row for row in relations_csv(opened) if row["标识"] == rejected]
    assert all("true" in [value for head, value in row.items() if "否决" in head] for row in rows)


def test_the_iris_of_claims_that_a_large_page_leaves_out_are_made_anew(open_explorer: Callable[..., Opened]) -> None:
    store = in_memory(generated(1_050))
    view = read(store)
    claims = sorted(one.iri for edge in view.edges for one in edge.claims if not one.rejected)
    assert len(claims) > CLAIMS
    opened = open_explorer(made(store), "view=list")
    assert opened.page.evaluate("graph.claims.filter((claim) => claim.iri === undefined).length") > CLAIMS
    assert sorted(row["标识"] for row in relations_csv(opened)) == claims
