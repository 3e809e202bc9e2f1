"""The network of the claims as arrays of integers, for programs that count with millions of edges.

It is read from a few properties, without a value for each claim, in a fraction of the time that networkx's graph takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.columns import Columns
from graph.analyse.corpus import DONE, NEGATIVE, local
from graph.analyse.networks.project import LEAST
from graph.analyse.networks.shapes import check
from graph.analyse.reader import RECORDS
from graph.memory import uncollected
from graph.vocabulary import RDF_TYPE, WP

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from graph.store.store import Store

AHEAD = (
    *(("column", WP + name, "") for name in ("subject", "object", "confidence")),
    *(("values", property_, "") for property_ in (WP + "modality", WP + "polarity", RDF_TYPE)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """A weighted directed graph: `nodes` are the IRIs of the entities, sorted; an edge leads from the node at the place
    `sources[i]` to that at `targets[i]` and stands for `weights[i]` claims. Each ordered pair occurs once, sorted.
    """

    nodes: tuple[str, ...]
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    weights: NDArray[np.int64]

    def __len__(self) -> int:
        """How many edges there are."""
        return len(self.weights)


@uncollected()
def to_arrays(
    store: Store, *, min_confidence: float = LEAST, modality: Collection[str] = (DONE,), negative: bool = False
) -> Arrays:
    """The claims of a store that count as arrays; they are those of `to_networkx`, parallel ones summed."""
    columns = Columns(store)
    with columns.fetching(AHEAD):
        check({local(iri) for iri in columns.members(RDF_TYPE, f"<{WP}Modality>")}, min_confidence, modality)
        subjects, objects = columns.texts(WP + "subject"), columns.texts(WP + "object")
        ends = {*subjects.values(), *objects.values(), *columns.values(WP + "figureOf")}
        counts = counting(columns, Decimal(str(min_confidence)), {WP + name for name in modality}, negative=negative)
        nodes = tuple(sorted(described(columns) | ends))
    kept = [iri for iri in subjects if iri in objects and counts(iri)]
    return paired(nodes, [subjects[iri] for iri in kept], [objects[iri] for iri in kept])


def counting(columns: Columns, least: Decimal, modality: Collection[str], *, negative: bool) -> Callable[[str], bool]:
    """Whether a claim counts, by its IRI; what is not given is done, affirmed and not sure at all."""
    sure, rejected = columns.texts(WP + "confidence"), columns.flags(WP + "rejected")
    enough = {text for text in {*sure.values(), ""} if Decimal(text or 0) >= least}
    modalities = columns.terms(WP + "modality", WP + DONE)
    polarities = {} if negative else columns.terms(WP + "polarity", WP + "Positive")
    return lambda iri: (
        sure.get(iri, "") in enough
        and modalities.get(iri, WP + DONE) in modality
        and polarities.get(iri) != WP + NEGATIVE
        and iri not in rejected
    )


def described(columns: Columns) -> set[str]:
    """The entities that have a class of the vocabulary and are none of its terms."""
    classes = [iri for iri in columns.values(RDF_TYPE) if iri.startswith(WP) and local(iri) not in RECORDS]
    return {iri for one in classes for iri in columns.members(RDF_TYPE, f"<{one}>") if not iri.startswith(WP)}


def paired(nodes: tuple[str, ...], sources: Sequence[str], targets: Sequence[str]) -> Arrays:
    """The arrays of some edges, equal ones as one.

    >>> made = paired(("a", "b"), ["b", "a", "b"], ["a", "a", "a"])
    >>> made.sources.tolist(), made.targets.tolist(), made.weights.tolist()
    ([0, 1], [0, 0], [1, 2])
    """
    import numpy as np

    place = {iri: number for number, iri in enumerate(nodes)}
    first, second = (np.fromiter(map(place.__getitem__, iris), np.int64, len(iris)) for iris in (sources, targets))
    pairs, weights = np.unique(first * len(nodes) + second, return_counts=True)
    return Arrays(nodes, *np.divmod(pairs, max(len(nodes), 1)), weights.astype(np.int64))
