"""Which institutions are alike: by the themes, segments, policies and products that their counted claims hold evidence
of, their own and those of what they offer, develop or run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.gaps.matrix import ON, THROUGH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph.analyse.corpus import Claim, Corpus, Entity

    Floats = NDArray[np.float64]
    Near = list[tuple[int, float, float]]

LEAST = 3
ROWS = 256
ABOUT = (*ON, "serves")


@dataclass(frozen=True, slots=True)
class Peer:
    """An institution that is like another: `jaccard` is the share of features common to both among those of either,
    `cosine` compares how many claims hold evidence of each (both 0 to 1); `shared` are the common features.
    """

    institution: Entity
    jaccard: float
    cosine: float
    shared: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Peers:
    """An institution, how many features the claims hold evidence of, and the institutions most like it."""

    institution: Entity
    features: int
    nearest: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """An institution and how many claims hold evidence of each of its features (IRIs)."""

    institution: Entity
    features: Counter[str]


def peers(
    corpus: Corpus, claims: Iterable[Claim], institutions: Collection[str] | None = None, most: int = 3
) -> tuple[Peers, ...]:
    """For each institution, or for those whose IRIs are given, at most so many others that share a feature with it.

    Institutions with fewer than `LEAST` features are left out (see `bare`), collectives too. By IRI.
    """
    held = [one for one in profiles(corpus, claims) if len(one.features) >= LEAST]
    asked = [at for at, one in enumerate(held) if institutions is None or one.institution.iri in institutions]
    if not asked:
        return ()
    return tuple(
        Peers(held[at].institution, len(held[at].features), tuple(alike(corpus, held, at, near)))
        for at, near in nearest(held, asked, most)
    )


def bare(corpus: Corpus, claims: Iterable[Claim]) -> int:
    """How many institutions have too few features to be compared."""
    return sum(len(one.features) < LEAST for one in profiles(corpus, claims))


def profiles(corpus: Corpus, claims: Iterable[Claim]) -> tuple[Profile, ...]:
    """The features of every institution that is no collective, by IRI."""
    said: dict[str, list[str]] = defaultdict(list)
    owned: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.subject != claim.object and claim.predicate in ABOUT:
            said[claim.subject].append(claim.object)
        elif claim.subject != claim.object and claim.predicate in THROUGH:
            owned[claim.subject][claim.object] += 1
    institutions = (e for e in corpus.entities if not e.collective and corpus.is_a(e, "Institution"))
    return tuple(Profile(one, gathered(one.iri, said, owned.get(one.iri, Counter()))) for one in institutions)


def gathered(iri: str, said: dict[str, list[str]], owned: Counter[str]) -> Counter[str]:
    """The features of an institution: what it owns, what it is about and what that which it owns is about."""
    return owned + Counter(feature for one in (iri, *sorted(owned)) for feature in said.get(one, ()))


def nearest(held: Sequence[Profile], asked: list[int], most: int) -> Iterator[tuple[int, Near]]:
    """For each asked profile the places of those most like it, with both similarities; a block of rows at a time."""
    counts = crossed(held)
    marks = counts.sign()
    sizes = marks.sum(axis=1)
    units = counts / (counts.multiply(counts).sum(axis=1) ** 0.5)[:, None]
    units, across, over = units.tocsr(), marks.T.tocsr(), units.T.tocsr()
    for first in range(0, len(asked), ROWS):
        block = asked[first : first + ROWS]
        common, cosines = (marks[block] @ across).toarray(), (units[block] @ over).toarray()
        jaccards = common / (sizes[block][:, None] + sizes[None, :] - common)
        for row, at in enumerate(block):
            yield at, best(at, jaccards[row].round(4), cosines[row].round(4), most)


def crossed(held: Sequence[Profile]) -> csr_array:
    """The profiles as a sparse matrix of claims, a row for each, a column for each feature."""
    import numpy as np
    from scipy.sparse import csr_array

    columns = {feature: at for at, feature in enumerate(sorted({f for one in held for f in one.features}))}
    cells = [(row, columns[f], count) for row, one in enumerate(held) for f, count in one.features.items()]
    rows, places, counts = (np.array(part) for part in zip(*cells, strict=True))
    return csr_array((counts.astype(np.float64), (rows, places)), shape=(len(held), len(columns)))


def best(own: int, jaccards: Floats, cosines: Floats, most: int) -> Near:
    """The others that share anything, the most alike first; of equals those with the higher cosine, then by place."""
    import numpy as np

    jaccards[own] = 0
    bar = np.partition(jaccards, -most)[-most] if 0 < most < len(jaccards) else 0
    near = np.flatnonzero((jaccards > 0) & (jaccards >= bar)).tolist()
    near.sort(key=lambda at: (-jaccards[at], -cosines[at], at))
    return [(at, float(jaccards[at]), float(cosines[at])) for at in near[:most]]


def alike(corpus: Corpus, held: Sequence[Profile], own: int, near: Near) -> Iterator[Peer]:
    """The peers found for a profile, each with the features that both have."""
    for at, jaccard, cosine in near:
        shared = sorted(held[own].features.keys() & held[at].features.keys())
        yield Peer(held[at].institution, jaccard, min(cosine, 1.0), tuple(map(corpus.entity, shared)))
