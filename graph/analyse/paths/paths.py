"""Response paths: regulator → policy → theme → institution → product or initiative → segment, each hop with its proof.

A path without a last place is shorter and comes later; it says that the corpus holds no evidence for the rest, never
that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph.analyse.networks.project import LEAST, counted
from graph.analyse.paths.halves import halve
from graph.analyse.paths.links import gather
from graph.analyse.paths.search import ordered, pairs
from graph.analyse.paths.stretch import STEPS, Hop
from graph.analyse.reader import read
from graph.errors import QueryError
from graph.memory import uncollected
from graph.store.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from decimal import Decimal

    from graph.analyse.corpus import Claim, Corpus, Entity
    from graph.analyse.paths.stretch import Stretch
    from graph.store.store import Store

LIMIT = 20
# The place on a path of an entity, by the first of these classes that it belongs to; all others are things.
PLACES = {
    "Authority": "regulator",
    "Policy": "policy",
    "Theme": "theme",
    "Institution": "institution",
    "Segment": "segment",
}


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a regulator to whom its policy serves in the end, with a claim for each hop.

    `theme` is None where the institution responds by name to a policy of which no theme is known, `thing` (a product
    or initiative) and `segment` where the corpus holds none; the segment of a path without a thing is served by the
    institution itself. The hop to the institution is proved by its own claim on the theme, by the claim of the thing
    on the theme, or, strongest, by its response to the policy by name.
    """

    regulator: Entity
    policy: Entity
    theme: Entity | None
    institution: Entity
    thing: Entity | None
    segment: Entity | None
    hops: tuple[Hop, ...]
    strength: Decimal

    @property
    def steps(self) -> tuple[str, ...]:
        """The places that its hops lead to, of `STEPS`."""
        return tuple(hop.step for hop in self.hops)

    @property
    def complete(self) -> bool:
        """Whether no place is missing."""
        return self.steps == STEPS

    @property
    def by_name(self) -> bool:
        """Whether the institution responds to the policy by name."""
        return any(hop.step == "institution" and hop.claim.object == self.policy.iri for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Paths:
    """The best paths, one for each policy and institution: named institutions before collectives, complete paths
    first, then those whose thing itself answers the theme, then by strength, explicit hops and IRIs. `total` counts
    all policies and institutions that a path joins.
    """

    paths: tuple[Path, ...] = ()
    total: int = 0


def response_paths(
    store: Store, *, through: Collection[str] = (), limit: int = LIMIT, min_confidence: float = LEAST
) -> Paths:
    """The best response paths of a store that lead through some entities, by IRI or prefixed name (`policy:…`).

    An entity that the store does not know is a QueryError, as is what is neither an IRI nor a prefixed name.
    """
    corpus = read(store)
    iris = [known(corpus, one) for one in through]
    return paths(corpus, counted(corpus, min_confidence), limit=limit, through=iris)


def known(corpus: Corpus, name: str) -> str:
    """The IRI of an entity of a corpus, from its IRI or prefixed name."""
    prefix, colon, local = name.partition(":")
    iri = PREFIXES[prefix] + local if colon and prefix in PREFIXES else name.removeprefix("<").removesuffix(">")
    if not corpus.has(iri):
        raise QueryError(f"The graph has no entity {name}; name one by its IRI or prefixed name, as `search` finds it.")
    return iri


@uncollected()
def paths(corpus: Corpus, claims: Iterable[Claim], *, limit: int = LIMIT, through: Collection[str] = ()) -> Paths:
    """The best response paths that the given claims prove; every IRI of `through` lies on each of them."""
    fixed = {place(corpus, corpus.entity(iri)): iri for iri in through}
    if len(fixed) < len(set(through)):
        return Paths()
    halves = halve(corpus, gather(corpus, claims, fixed), fixed)
    return Paths(tuple(path(corpus, one) for one in islice(ordered(halves), max(limit, 0))), pairs(halves))


def place(corpus: Corpus, entity: Entity) -> str:
    """Where on a path an entity stands."""
    return next((found for kind, found in PLACES.items() if corpus.is_a(entity, kind)), "thing")


def path(corpus: Corpus, found: Stretch) -> Path:
    """The path that a whole stretch is."""
    regulator, policy, institution = (corpus.entity(found.places[at]) for at in (0, 1, 3))
    theme, thing, segment = (corpus.entity(iri) if (iri := found.places[at]) else None for at in (2, 4, 5))
    return Path(regulator, policy, theme, institution, thing, segment, found.hops, found.strength)
