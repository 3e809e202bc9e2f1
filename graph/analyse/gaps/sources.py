"""How many articles stand behind each statement: what a single one says, and what several say alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Claim, Corpus, Entity


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject, predicate and object with the claims that state it, by IRI, and the IRIs of their articles."""

    subject: Entity
    predicate: str
    object: Entity
    claims: tuple[Claim, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """How many statements rest on one article (`single`) and on several; `corroborated` are the latter, those with
    most articles first. `unproved` statements have no sentence in the store and are in neither number.
    """

    single: int = 0
    corroborated: tuple[Statement, ...] = ()
    unproved: int = 0

    @property
    def several(self) -> int:
        """How many statements rest on more than one article."""
        return len(self.corroborated)

    @property
    def share(self) -> float | None:
        """The share (0 to 1) of statements with sources that rest on one article; None where there is none."""
        total = self.single + self.several
        return self.single / total if total else None


def source(corpus: Corpus, claims: Iterable[Claim]) -> Sources:
    """The statements of some claims by their number of articles."""
    held = defaultdict(list)
    for claim in claims:
        held[claim.subject, claim.predicate, claim.object].append(claim)
    single, unproved, found = 0, 0, []
    for (subject, predicate, end), stating in held.items():
        articles = tuple(sorted(corpus.sources(stating)))
        single, unproved = single + (len(articles) == 1), unproved + (not articles)
        if len(articles) > 1:
            ordered = tuple(sorted(stating, key=lambda claim: claim.iri))
            found.append(Statement(corpus.entity(subject), predicate, corpus.entity(end), ordered, articles))
    found.sort(key=lambda s: (-len(s.articles), s.subject.iri, s.predicate, s.object.iri))
    return Sources(single, tuple(found), unproved)
