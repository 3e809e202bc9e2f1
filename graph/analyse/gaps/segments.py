"""Who serves which segment, and which segments nobody serves: those of the ontology, named in an article or not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.gaps.matrix import THROUGH
from graph.rdf import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.analyse.corpus import Claim, Corpus, Entity


@dataclass(frozen=True, slots=True)
class Service:
    """One segment: institutions that serve it themselves (`direct`) and those whose product or initiative does
    (`through`), collectives last; `claims` say who serves it; `below` are segments within it that somebody serves.
    """

    segment: Entity
    direct: tuple[Entity, ...] = ()
    through: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    below: tuple[Entity, ...] = ()

    @property
    def institutions(self) -> int:
        """How many institutions serve it in either way, collectives left out."""
        return len({e.iri for e in (*self.direct, *self.through) if not e.collective})


@dataclass(frozen=True, slots=True)
class Segments:
    """Every segment, those that most institutions serve first."""

    services: tuple[Service, ...] = ()

    @property
    def unserved(self) -> tuple[Entity, ...]:
        """The segments that no claim which counts says anybody serves, themselves or a part of them."""
        return tuple(one.segment for one in self.services if not (one.claims or one.below))

    @property
    def in_part(self) -> tuple[Entity, ...]:
        """The segments of which only parts are served by name."""
        return tuple(one.segment for one in self.services if one.below and not one.claims)


def serve(corpus: Corpus, claims: Iterable[Claim]) -> Segments:
    """Who serves each segment of the ontology and of the corpus, by the claims that count."""
    served, owners = defaultdict(list), defaultdict(set)
    institutions = {e.iri for e in corpus.members("Institution")}
    for claim in claims:
        if claim.predicate == "serves":
            served[claim.object].append(claim)
        elif claim.predicate in THROUGH and claim.subject in institutions and claim.subject != claim.object:
            owners[claim.object].add(claim.subject)
    parts = below(served)
    found = [service(corpus, s, served[s.iri], owners, institutions, sorted(parts[s.iri])) for s in corpus.segments]
    return Segments(tuple(sorted(found, key=lambda s: (-s.institutions, not s.claims, not s.below, s.segment.iri))))


def below(served: Iterable[str]) -> Mapping[str, set[str]]:
    """Of some segments those within each broader one of the ontology."""
    up = known.broader_segments()
    found = defaultdict(set)
    for iri in served:
        for broader in above(iri, up):
            found[broader].add(iri)
    return found


def above(iri: str, up: Mapping[str, str]) -> Iterator[str]:
    """The segments that a segment lies within, from the next one up; a circle ends where it closes.

    >>> list(above("a", {"a": "b", "b": "c"})), list(above("a", {"a": "b", "b": "a"}))
    (['b', 'c'], ['b'])
    """
    seen = {iri}
    while (iri := up.get(iri, iri)) not in seen:
        seen.add(iri)
        yield iri


def service(
    corpus: Corpus,
    segment: Entity,
    claims: list[Claim],
    owners: Mapping[str, set[str]],
    institutions: set[str],
    parts: list[str],
) -> Service:
    """Who serves one segment."""
    servers = {claim.subject for claim in claims}
    behind = {owner for server in servers for owner in owners.get(server, ())}
    return Service(
        segment,
        named(corpus, servers & institutions),
        named(corpus, behind),
        tuple(claims),
        tuple(map(corpus.entity, parts)),
    )


def named(corpus: Corpus, iris: Iterable[str]) -> tuple[Entity, ...]:
    """Some entities, collectives last, then by IRI."""
    return tuple(sorted(map(corpus.entity, iris), key=lambda e: (e.collective, e.iri)))
