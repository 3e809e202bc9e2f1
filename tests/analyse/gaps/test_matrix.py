"""The institution × theme matrix: what counts, how, and what is a blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.gaps.matrix import Cell, matrix
from tests.analyse.sample import THEMES, sample, store

if TYPE_CHECKING:
    from graph.analyse.gaps.matrix import Matrix

DIGITAL, GREEN, INCLUSIVE, PENSION, TECHNOLOGY = range(len(THEMES))


def row(found: Matrix, name: str) -> tuple[Cell, ...]:
    return next(row.cells for row in found.rows if row.institution.zh == name)


def sizes(cell: Cell) -> tuple[int, int, int, int, int]:
    """How many claims are explicit, implied, derived, through what is the institution's, and uncounted."""
    return len(cell.direct.explicit), len(cell.direct.implied), len(cell.direct.derived), len(cell.via), len(cell.open)


def test_the_columns_are_all_themes_of_the_ontology_in_its_order() -> None:
    assert [theme.iri.rsplit("/", 1)[1] for theme in matrix(store()).themes] == list(THEMES)
    assert len(matrix(store([])).themes) == len(THEMES)
    assert matrix(store([])).rows == ()


def test_an_institutions_own_claims_stand_apart_by_how_they_show_it() -> None:
    assert sizes(row(matrix(store()), "云杉消费金融")[DIGITAL]) == (1, 1, 1, 0, 0)


def test_responding_to_a_theme_counts_like_advancing_it() -> None:
    cell = row(matrix(store()), "青禾银行")[DIGITAL]
    assert [claim.predicate for claim in cell.claims] == ["respondsTo"]


def test_a_shared_product_counts_for_each_of_its_makers() -> None:
    found = matrix(store())
    yunshan, qinghe = (row(found, name)[INCLUSIVE] for name in ("云杉消费金融", "青禾银行"))
    assert sizes(yunshan) == sizes(qinghe) == (0, 0, 0, 1, 0)
    assert yunshan.via == qinghe.via


def test_planned_and_doubtful_claims_are_open_and_do_not_count() -> None:
    cells = row(matrix(store()), "青禾银行")
    assert sizes(cells[PENSION]) == sizes(cells[GREEN]) == (0, 0, 0, 0, 1)
    assert (len(cells[PENSION]), cells[PENSION].blank, cells[PENSION].open[0].modality) == (0, False, "Planned")


def test_a_lower_threshold_lets_a_doubtful_claim_count_and_a_plan_never() -> None:
    cells = row(matrix(store(), min_confidence=0.3), "青禾银行")
    assert (len(cells[GREEN]), len(cells[PENSION])) == (1, 0)


def test_denied_and_rejected_claims_leave_a_blank() -> None:
    cell = row(matrix(store()), "青禾银行")[TECHNOLOGY]
    assert cell.blank
    assert len(cell) == 0


def test_collectives_come_last_and_those_without_a_statement_are_no_row() -> None:
    found = matrix(store())
    assert [row.institution.zh for row in found.rows] == ["云杉消费金融", "青禾银行", "各机构"]
    assert [entity.zh for entity in found.silent] == ["明月征信"]


def test_covered_themes_blanks_and_columns_agree_with_the_cells() -> None:
    found = sample().matrix
    assert [row.covered for row in found.rows] == [2, 2, 1]
    assert [len(row) for row in found.rows] == [4, 2, 1]
    assert found.blanks == 3 + 1 + 4
    assert [len(cell) for cell in found.column(found.themes[INCLUSIVE].iri)] == [1, 1, 1]
