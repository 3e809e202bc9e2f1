"""What two graphs have in common and what they have not: both in one view, each thing with its change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from graph.explore.view import Claim, Edge, Figure, Node, Passage, View
from graph.messages import say

Changing = TypeVar("Changing", Node, Edge, Figure)
Item = TypeVar("Item")
Key: TypeAlias = tuple[str, ...]

CAME, WENT, CHANGED = "came", "went", "changed"


def difference(old: View, new: View) -> View:
    """Both views in one, sorted; entities, relations and figures with their `change`: `came`, `went`, `changed`, or
    empty where both views hold them alike.

    An entity is the same by its IRI, a relation by its ends and predicate, a figure by its IRI. An entity or figure
    has changed when any of its values has, a relation when its claims have: which there are, and how sure, explicit,
    derived, done, denied, rejected each is, as of when and by whose voice. What both views hold, the texts of articles
    too, is as the new one has it; passages of an old text carry their own words.
    """
    return View(
        _marked(old.nodes, new.nodes, lambda node: (node.iri,), _same),
        _marked(old.edges, new.edges, lambda edge: (edge.subject, edge.predicate, edge.object), _same_claims),
        _marked(old.figures, new.figures, lambda figure: (figure.iri,), _same),
        tuple(sorted(_joined(old.passages, new.passages, lambda passage: (passage.iri,)), key=_place)),
        _joined(old.articles, new.articles, lambda article: (article.iri,)),
        _joined(old.terms, new.terms, lambda term: (term.name,)),
    )


def counts(view: View) -> dict[str, dict[str, int]]:
    """How many entities, relations and figures of a difference came, went and changed."""
    parts = {
        "entities": [node.change for node in view.nodes],
        "relations": [edge.change for edge in view.edges],
        "figures": [figure.change for figure in view.figures],
    }
    return {name: {change: found.count(change) for change in (CAME, WENT, CHANGED)} for name, found in parts.items()}


def summary(view: View, lang: str) -> str:
    """The counts of a difference in words, a line for each kind of thing."""
    return "".join(say(f"difference.{name}", lang, **numbers) + "\n" for name, numbers in counts(view).items())


def _marked(
    old: Iterable[Changing],
    new: Iterable[Changing],
    key: Callable[[Changing], Key],
    same: Callable[[Changing, Changing], bool],
) -> tuple[Changing, ...]:
    """The items of both sides in the order of their keys, each with its change."""
    before = {key(item): item for item in old}
    after = {key(item): item for item in new}

    def change(place: Key) -> str:
        if place not in before:
            return CAME
        if place not in after:
            return WENT
        return "" if same(before[place], after[place]) else CHANGED

    return tuple(replace(item, change=change(key(item))) for item in _joined(before.values(), after.values(), key))


def _joined(old: Iterable[Item], new: Iterable[Item], key: Callable[[Item], Key]) -> tuple[Item, ...]:
    """The items of both sides in the order of their keys, those of the new side where both have them."""
    held = {key(item): item for item in (*old, *new)}
    return tuple(held[place] for place in sorted(held))


def _same(one: Changing, other: Changing) -> bool:
    return replace(one, change="") == replace(other, change="")


def _same_claims(one: Edge, other: Edge) -> bool:
    return {claim.iri: _content(claim) for claim in one.claims} == {c.iri: _content(c) for c in other.claims}


def _content(claim: Claim) -> tuple[object, ...]:
    """What of a claim a change is made of; the rule, the sense and further passages are not."""
    truth = (claim.confidence, claim.modality, claim.negative, claim.rejected)
    return (*truth, claim.explicit, claim.derived, claim.as_of, claim.voice)


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.article, passage.start, passage.end
