"""The condition of the articles: what had to be repaired before they could be read, and where they break off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.columns import Columns
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store.store import Store

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One article by its IRI: how many repairs of each kind its text needed, and how many findings of each kind."""

    article: str
    repairs: Counts
    findings: Counts


def conditions(store: Store) -> tuple[Condition, ...]:
    """The condition of every article whose text the store holds, by IRI."""
    return tuple(condition(iri, raw) for iri, raw in sorted(Columns(store).texts(WP + "text").items()))


def condition(iri: str, raw: str) -> Condition:
    """The condition of an article's raw text.

    >>> condition("urn:a", "監(jiān)管部門召開").repairs
    (('pinyin', 1),)
    """
    from graph.text.clean import findings, legible
    from graph.text.layout import blocks

    repairs, _, text, runs = legible(raw)
    found = findings(text, blocks(text), runs)
    return Condition(iri, counted(one.kind for one in repairs), counted(one.kind for one in found))


def counted(kinds: Iterable[str]) -> Counts:
    """How often each kind occurs, by its name."""
    return tuple(sorted(Counter(kinds).items()))
