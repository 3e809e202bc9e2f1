"""Every number of the report comes out again of the line of Python or the SPARQL query that the report prints."""

from __future__ import annotations

import collections
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import graph
from graph.analyse.analysis import analyse
from graph.analyse.report.blocks import Chains, Cited, Listing, Paragraph, Point, Recipe, Sources, Table
from graph.analyse.report.compose import compose
from graph.query.run import run
from tests.analyse.sample import store as sample_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.analyse.report.blocks import Block, Cell, Line, Report
    from graph.store.store import Store

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
VALUED = ("leaders", "peers", "policies")  # tables that have numbers among names


@pytest.fixture(scope="module", params=["the seed", "the sample"])
def held(request: pytest.FixtureRequest, seed: Any) -> Store:
    if request.param == "the seed":
        return graph.open_store(seed / "store")
    return sample_store()


@pytest.fixture(scope="module")
def report(held: Store) -> Report:
    return compose(analyse(held))


def found(store: Store, recipe: Recipe) -> Any:
    """What a recipe gives: the value of its Python, of several lines one after the other, or the rows of its SPARQL."""
    if recipe.sparql:
        return [tuple(getattr(term, "value", "") for term in row) for row in run(store, recipe.sparql, []).rows]
    a = graph.analysis(store)
    values = [eval(each, {"graph": graph, "a": a, "collections": collections}) for each in recipe.python.splitlines()]
    return values[0] if len(values) == 1 else values


def flat(value: Any) -> Iterator[str]:
    """The numbers in a value, as texts without groups or trailing zeros."""
    if isinstance(value, dict):
        for each in value.items():
            yield from flat(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from flat(each)
    elif isinstance(value, int | float | Decimal):
        yield plain(f"{value:f}" if isinstance(value, Decimal) else repr(value))
    elif isinstance(value, str) and NUMBER.fullmatch(value):
        yield plain(value)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from flat(getattr(value, name))


def plain(number: str) -> str:
    """A number without groups, without trailing zeros."""
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def numbers(line: Line) -> list[str]:
    """The numbers that a line shows, without citations and dates; what is rounded keeps its digits."""
    said = (DATE.sub("", part.words.en) for part in line if not isinstance(part, Cited))
    return [plain(each) for words in said for each in NUMBER.findall(words)]


def agree(shown: str, given: list[str]) -> bool:
    """Whether a number that is shown is one of those that are given, rounded to as many digits."""
    digits = len(shown.partition(".")[2])
    return any(abs(Decimal(shown) - Decimal(each)) <= Decimal(10) ** -digits / 2 for each in given)


def counted(table: Table, cells: tuple[Cell, ...]) -> list[str]:
    """The numbers of a row that count something: those of the columns of numbers, of a heat map, and of lists of names
    with their values.
    """
    wanted = [
        c for at, c in enumerate(cells) if at in table.numbers or c.shade is not None or (table.key in VALUED and at)
    ]
    return [number for cell in wanted for number in numbers(cell.line)]


def blocks(report: Report) -> Iterator[tuple[str, Block]]:
    """The blocks that tell results, with the section that they stand in."""
    for section in report.sections:
        if section.key not in ("method", "quotes"):
            for block in section.blocks:
                yield section.key, block


def test_every_block_with_a_number_says_how_to_get_it(report: Report) -> None:
    for key, block in blocks(report):
        if isinstance(block, Table) and any(counted(block, row) for row in block.rows):
            assert block.recipe, block.key
        if isinstance(block, Paragraph) and numbers(block.line):
            assert block.recipe, (key, block.line)
        if isinstance(block, Point | Chains | Listing | Sources):
            assert block.recipe, key


def test_the_sizes_come_out_again(held: Store, report: Report) -> None:
    assert list(found(held, report.tiles_recipe)) == [count for _, count in report.tiles]


def test_the_numbers_of_every_row_of_every_table_come_out_again(held: Store, report: Report) -> None:
    seen = 0
    for _, block in blocks(report):
        if isinstance(block, Table) and block.recipe:
            given, foot = parted(block, found(held, block.recipe))
            assert len(given) >= len(block.rows), block.key
            for shown, row in zip([*block.rows, block.foot], [*given[: len(block.rows)], foot], strict=True):
                for number in counted(block, shown):
                    assert agree(number, list(flat(row))), (block.key, number, shown, row)
                    seen += 1
    assert seen > 40


def parted(table: Table, given: Any) -> tuple[list[Any], Any]:
    """The rows that a recipe gives for a table, and for its foot."""
    if table.foot:
        rows, foot = given
        return rows, foot
    return list(given), ()


def test_the_numbers_of_every_paragraph_and_list_come_out_again(held: Store, report: Report) -> None:
    seen = 0
    for key, block in blocks(report):
        if isinstance(block, Paragraph | Listing) and block.recipe:
            for line in block.items if isinstance(block, Listing) else (block.line,):
                for number in numbers(line):
                    given = list(flat(found(held, block.recipe)))
                    assert agree(number, given), (key, line, given)
                    seen += 1
    assert seen > 15


def test_what_came_from_each_article_comes_out_again(held: Store, report: Report) -> None:
    for _, block in blocks(report):
        if isinstance(block, Sources):
            assert block.recipe
            assert found(held, block.recipe) == [
                (one.number, claims, figures) for one, claims, figures in block.articles
            ]


def test_the_numbers_of_every_finding_come_out_again(held: Store, report: Report) -> None:
    seen = 0
    for _, block in blocks(report):
        if isinstance(block, Point):
            assert block.recipe
            given = list(flat(found(held, block.recipe)))
            for number in numbers(block.line):
                assert agree(number, given) or number in names(block), (block.line, given)
                seen += 1
    assert seen > 5


def names(block: Point) -> str:
    """What is quoted in a finding, in which numbers may be part of a name."""
    return " ".join(
        re.findall(r"[《“][^》”]*[》”]", " ".join(p.words.zh for p in block.line if not isinstance(p, Cited)))
    )


def test_the_strengths_of_the_paths_come_out_again(held: Store, report: Report) -> None:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chains):
                assert block.recipe
                total, given = found(held, block.recipe)
                assert total >= len(block.chains)
                for chain, one in zip(block.chains, given, strict=False):
                    assert agree(numbers(chain.note)[0], list(flat(one)))
