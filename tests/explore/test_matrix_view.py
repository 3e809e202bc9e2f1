"""The matrix view: its counts are those of `graph.matrix`, and every cell opens the claims that it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest

import graph
from graph.analyse.gaps.matrix import Cell
from graph.explore.reader import read
from graph.explore.view import BASE, WP
from graph.pipeline import discovered, read_all, rules, statements
from graph.store.embedded import in_memory
from graph.store.store import Store
from tests.browser import Opened
from tests.explore.graphs import FIXTURE, made, triples, written

CLASSES = """
wp:Institution a owl:Class . wp:FinancialInstitution a owl:Class ; rdfs:subClassOf wp:Institution .
wp:Bank a owl:Class ; rdfs:subClassOf wp:FinancialInstitution . wp:Theme a owl:Class . wp:App a owl:Class .
wp:ConsumerFinanceCompany a owl:Class ; rdfs:subClassOf wp:FinancialInstitution .
wp:CreditBureau a owl:Class ; rdfs:subClassOf wp:Institution .
"""
# What counts and what does not: plans, doubts, denials, rejected claims, products of others, and a collective.
CASES = f"""{CLASSES}
<{BASE}theme/green-finance> a wp:Theme ; skos:prefLabel "绿色金融"@zh . id:t a wp:Theme ; skos:prefLabel "另一主题"@zh .
id:a a wp:Bank ; skos:prefLabel "甲银行"@zh . id:b a wp:Bank ; skos:prefLabel "乙银行"@zh .
id:c a wp:Bank ; skos:prefLabel "各家银行"@zh ; wp:collective true . id:q a wp:Bank ; skos:prefLabel "不语银行"@zh .
id:p a wp:App ; skos:prefLabel "应用"@zh . id:r a wp:App ; skos:prefLabel "计划中的应用"@zh .
"""
ON = BASE + "theme/green-finance"
STATED = (
    ("a", "advances", ON, "Done", "0.9", ""),
    ("a", "respondsTo", ON, "Done", "0.6", ""),
    ("a", "advances", ON, "Planned", "0.9", ""),
    ("a", "advances", ON, "Done", "0.4", ""),
    ("a", "advances", ON, "Done", "0.8", "wp:polarity wp:Negative"),
    ("a", "advances", ON, "Done", "0.95", "wp:rejected true"),
    ("a", "advances", BASE + "id/t", "Done", "0.9", ""),
    ("a", "offers", BASE + "id/p", "Done", "0.8", ""),
    ("a", "uses", BASE + "id/r", "Done", "0.8", ""),
    ("b", "offers", BASE + "id/r", "Planned", "0.8", ""),
    ("b", "develops", BASE + "id/p", "Done", "0.7", ""),
    ("p", "advances", ON, "Done", "0.7", ""),
    ("p", "advances", ON, "Reported", "0.7", ""),
    ("r", "advances", ON, "Done", "0.9", ""),
    ("c", "advances", ON, "Done", "0.9", ""),
    ("c", "advances", BASE + "id/t", "Done", "0.9", ""),
)
COLUMNS = """() => [...document.querySelectorAll(".matrix thead th")].slice(1, -2).map((head) => head.textContent)"""
ROWS = """() => [...document.querySelectorAll(".matrix tbody tr")].map((row) => {
  const cells = [...row.children];
  return { iri: graph.nodes[row.querySelector(".entity").dataset.node].iri, covered: cells.at(-2).textContent,
    figures: Number(cells.at(-1).textContent), cells: cells.slice(1, -2).map((cell) => {
      const button = cell.querySelector("button"), label = button?.getAttribute("aria-label");
      return { heat: cell.className, label: label ?? cell.querySelector(".unseen").textContent,
        text: button ? [...button.children].map((part) => part.textContent) : null };
    }) };
})"""
PANEL = """() => [...document.querySelectorAll("#panel .cell-claim")].map((section) => {
  const marks = [...section.querySelectorAll("mark")].map((mark) => mark.textContent);
  return [section.querySelector(".claim").dataset.claim, marks];
})"""
CELLS = f"""() => institutions().flatMap((id) => themesOf().filter((theme) => theme.id !== null).map((theme) => {{
  go({{ cell: [id, theme.id] }});
  return [graph.nodes[id].iri, theme.iri, ({PANEL})()];
}}))"""


@dataclass(frozen=True)
class Made:
    """A store with its page."""

    store: Store
    html: str


def stated() -> str:
    """The cases as Turtle."""
    return CASES + "".join(
        f"id:s{number} a wp:Claim ; wp:subject id:{subject} ; wp:predicate wp:{predicate} ; wp:object <{end}> ; "
        f"wp:modality wp:{modality} ; wp:confidence {confidence} ; wp:explicit true {'; ' + more if more else ''} .\n"
        for number, (subject, predicate, end, modality, confidence, more) in enumerate(STATED)
    )


def fixture_with_classes() -> list[ox.Triple]:
    return triples(FIXTURE.read_text(encoding="utf-8") + CLASSES)


@pytest.fixture(scope="module")
def worlds() -> dict[str, Made]:
    found, _, _ = read_all(discovered(()), "utf-8", rules(), None)
    stores = {
        "fixture": in_memory(fixture_with_classes()),
        "seed": in_memory(statements(found, None)),
        "cases": written(stated()),
    }
    return {name: Made(store, made(store)) for name, store in stores.items()}


def numbers(cell: dict[str, Any]) -> tuple[int, int, int]:
    """The counts of a cell (own, through, open) as its label says them, which are those that it shows."""
    if cell["text"] is None:
        assert (cell["label"], cell["heat"]) == ("没有证据", "blank")
        return 0, 0, 0
    count, own, through, left = map(int, re.findall(r"\d+", cell["label"].rsplit("：", 1)[1]))
    assert count == own + through
    parts = [f"{own}+{through}"] * (through > 0) + [f"({left})"] * (left > 0)
    assert cell["text"] == [str(count), " ".join(parts)][: 2 if parts else 1]
    assert ("heat-0" in cell["heat"]) == (count == 0)
    return own, through, left


def shown(opened: Opened) -> dict[str, list[tuple[int, int, int]]]:
    return {row["iri"]: list(map(numbers, row["cells"])) for row in opened.page.evaluate(ROWS)}


def counts(cells: Iterable[Cell], least: Decimal = Decimal(0)) -> list[tuple[int, int, int]]:
    """The counts of cells; open are claims of at least a confidence."""
    return [(len(c.direct), len(c.via), sum(one.confidence >= least for one in c.open)) for c in cells]


@pytest.mark.parametrize("name", ["fixture", "seed", "cases"])
def test_the_cells_are_those_of_the_analysis_in_its_order(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made], name: str
) -> None:
    opened, wanted = open_explorer(worlds[name].html, "view=matrix"), graph.matrix(worlds[name].store)
    assert opened.page.evaluate(COLUMNS) == [theme.zh for theme in wanted.themes]
    found = shown(opened)
    assert list(found) == [row.institution.iri for row in wanted.rows]
    assert found == {row.institution.iri: counts(row.cells) for row in wanted.rows}
    assert opened.page.locator(".matrix .blank").count() == wanted.blanks
    covered = [row["covered"] for row in opened.page.evaluate(ROWS)]
    assert covered == [f"{row.covered}/{len(wanted.themes)}" for row in wanted.rows]
    assert any(own and through for cells in found.values() for own, through, _ in cells) or name == "fixture"
    assert opened.quiet()


@pytest.mark.parametrize("name", ["fixture", "seed", "cases"])
def test_every_cell_opens_its_claims_with_their_sentences(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made], name: str
) -> None:
    opened, wanted, view = open_explorer(worlds[name].html), graph.matrix(worlds[name].store), read(worlds[name].store)
    quotes = {passage.iri: passage.quote for passage in view.passages}
    sentences = {one.iri: [quotes[p] for p in one.passages] for edge in view.edges for one in edge.claims}
    cells = {(cell.institution, cell.theme): cell for row in wanted.rows for cell in row.cells}
    opened_cells: list[Any] = opened.page.evaluate(CELLS)
    assert opened_cells
    for institution, theme, claims in opened_cells:
        cell = cells[institution, theme]
        expected = sorted(one.iri for one in (*cell.claims, *cell.open))
        assert sorted(iri for iri, _ in claims) == expected
        assert all(marks == sentences[iri] for iri, marks in claims)


def test_a_click_on_a_cell_shows_its_claims_apart_by_how_they_count(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made]
) -> None:
    opened = open_explorer(worlds["cases"].html, "view=matrix")
    cell = opened.page.locator(".matrix .cell[aria-label^='甲银行 × 绿色金融']")
    cell.click()
    heads = opened.page.locator("#panel h3").all_inner_texts()
    assert [re.findall(r"\d+", head) for head in heads if "（" in head] == [["2"], ["1"], ["3"]]
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"
    assert cell.get_attribute("aria-pressed") == "true"
    assert opened.page.locator(".matrix .cell[aria-pressed=true]").count() == 1
    assert len(opened.page.evaluate(PANEL)) == 6


def test_a_cell_without_evidence_says_so_when_it_is_linked_to(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made]
) -> None:
    opened = open_explorer(worlds["cases"].html, "view=matrix&lang=en")
    opened.page.evaluate("go({ cell: ['id/b', 'id/t'].map((iri) => numberOf('nodes', iri)) })")
    assert opened.page.locator("#panel .lead").inner_text() == "no evidence"
    assert opened.page.locator(".matrix .blank .unseen").first.text_content() == "no evidence"


@pytest.mark.parametrize("name", ["fixture", "cases"])
def test_a_confidence_takes_out_what_lies_below_it(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made], name: str
) -> None:
    opened = open_explorer(worlds[name].html, "view=matrix")
    whole = shown(opened)
    for least in ("0.7", "0.85"):
        opened.to(f"view=matrix&least={least}")
        wanted = graph.matrix(worlds[name].store, min_confidence=float(least))
        found, blank = shown(opened), [(0, 0, 0)] * len(wanted.themes)
        assert found != whole
        assert set(found) <= {row.institution.iri for row in wanted.rows}
        for row in wanted.rows:
            assert found.get(row.institution.iri, blank) == counts(row.cells, Decimal(least))


@pytest.mark.parametrize("article", ["a1", "a2"])
def test_an_article_alone_counts_its_own_claims(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made], article: str
) -> None:
    opened = open_explorer(worlds["fixture"].html, f"view=matrix&source=article%2F{article}")
    held = fixture_with_classes()
    by = ox.NamedNode(WP + "supportedBy")
    others = {t.subject for t in held if t.predicate == by and f"/article/{article}#" not in str(t.object)}
    wanted = graph.matrix(in_memory([triple for triple in held if triple.subject not in others]))
    found, blank = shown(opened), [(0, 0, 0)] * len(wanted.themes)
    assert any(cell != (0, 0, 0) for cells in found.values() for cell in cells)
    rows = {row.institution.iri: counts(row.cells) for row in wanted.rows}
    assert {iri: cells for iri, cells in found.items() if cells != blank} == {
        iri: cells for iri, cells in rows.items() if cells != blank
    }


def test_rejected_claims_never_count_even_where_they_are_shown(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made]
) -> None:
    opened = open_explorer(worlds["cases"].html, "view=matrix")
    plain = shown(opened)
    opened.to("view=matrix&rejected=1")
    assert shown(opened) == plain


def test_a_theme_that_no_article_names_is_a_column_of_blanks(open_store: Callable[..., Opened]) -> None:
    turtle = f"""{CLASSES} id:a a wp:Bank ; skos:prefLabel "甲银行"@zh .
    <{ON}> a wp:Theme ; skos:prefLabel "绿色金融"@zh . id:s a wp:Claim ; wp:subject id:a ; wp:predicate wp:advances ;
    wp:object <{ON}> ; wp:confidence 0.9 ; wp:modality wp:Done ."""
    opened = open_store(written(turtle), "view=matrix")
    themes = opened.page.evaluate(COLUMNS)
    assert themes == ["数字金融", "绿色金融", "普惠金融", "养老金融", "科技金融"]
    (cells,) = shown(opened).values()
    assert cells == [(0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]
    assert opened.page.locator(".matrix .blank").first.inner_text().endswith("没有证据")


def test_a_graph_without_institutions_says_so(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written('id:a a wp:App ; skos:prefLabel "独一"@zh .'), "view=matrix")
    assert opened.page.locator(".matrix").count() == 0
    assert opened.page.locator("#matrix-view .hint").inner_text()


def test_figures_of_an_institution_and_of_what_is_its_are_counted_beside_its_themes(
    open_explorer: Callable[..., Opened], worlds: dict[str, Made]
) -> None:
    opened, view = open_explorer(worlds["seed"].html, "view=matrix"), read(worlds["seed"].store)
    for row in opened.page.evaluate(ROWS):
        own = {
            edge.object
            for edge in view.edges
            if edge.subject == row["iri"] and edge.predicate in ("develops", "offers", "runs")
            for one in edge.claims
            if one.modality == "Done" and not one.negative and not one.rejected and one.confidence >= Decimal("0.5")
        }
        assert row["figures"] == sum(figure.subject in own | {row["iri"]} for figure in view.figures)
