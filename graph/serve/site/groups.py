"""The statements about a thing in the groups of its page: by relation and direction, then by the other end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.serve.site.statements import statements
from graph.serve.site.terms import above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.serve.site.description import Description
    from graph.serve.site.records import Thing
    from graph.serve.site.statements import Statement

STANDINGS = ("fact", "open", "weak", "denied", "rejected")
ENDS = ("subject", "object")
WAYS = (*ENDS, "voice", "via")
SECTIONS = (("policies", "Policy"), ("institutions", "Agent"), ("actions", "Product"), ("actions", "Initiative"))


@dataclass(frozen=True, slots=True)
class Row:
    """The statements that tie a thing to one other, those that hold best first."""

    other: Thing
    statements: tuple[Statement, ...]

    @property
    def standing(self) -> str:
        """The best standing among them."""
        return min((each.standing for each in self.statements), key=STANDINGS.index)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one relation in one direction (`subject`, `object`, `voice`, `via`), facts first.

    What reviewers rejected stands apart.
    """

    way: str
    predicate: str
    rows: tuple[Row, ...]
    rejected: tuple[Row, ...]

    @property
    def anchor(self) -> str:
        """The id of the group on its page."""
        return f"{self.way}-{self.predicate}" if self.predicate else self.way


def groups(found: Description, ways: tuple[str, ...] = WAYS) -> tuple[Group, ...]:
    """The groups of a description: what the thing does, what is done to it, what it says, what it does for others."""
    made: list[Group] = []
    for way in (way for way in ways if way in ENDS):
        by_predicate: dict[str, list[Statement]] = {}
        for each in statements(found.records, found.of(way)):
            by_predicate.setdefault(each.predicate, []).append(each)
        made += [group(way, name, held) for name, held in by_predicate.items()]
    for way in (way for way in ways if way not in ENDS):
        if held := statements(found.records, found.of(way)):
            made.append(group(way, "", held))
    return tuple(made)


def group(way: str, predicate: str, held: list[Statement]) -> Group:
    """One group."""
    kept = [each for each in held if not each.rejected]
    gone = [each for each in held if each.rejected]
    return Group(way, predicate, rows(kept, way), rows(gone, way))


def rows(held: Iterable[Statement], way: str) -> tuple[Row, ...]:
    """Statements by their other end: the object of what a thing does, else the subject."""
    others: dict[str, list[Statement]] = {}
    for each in held:
        others.setdefault((each.object if way == "subject" else each.subject).iri, []).append(each)
    made = []
    for several in others.values():
        several.sort(key=lambda each: (STANDINGS.index(each.standing), -each.confidence, each.iri))
        made.append(Row(several[0].object if way == "subject" else several[0].subject, tuple(several)))
    return tuple(sorted(made, key=lambda row: (STANDINGS.index(row.standing), row.other.sorting)))


def sections(found: Description) -> dict[str, Group]:
    """What concerns a topic in sections by who or what it is: institutions, policies, products and initiatives."""
    apart: dict[str, list[Statement]] = {"institutions": [], "policies": [], "actions": [], "others": []}
    for each in statements(found.records, found.of("object")):
        classes = above(each.subject.type)
        apart[next((name for name, kind in SECTIONS if kind in classes), "others")].append(each)
    return {name: group("object", "", held) for name, held in apart.items() if held}
