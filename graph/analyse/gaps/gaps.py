"""Where the corpus holds nothing, little, or two things at once: all gaps as one value.

A plan is not done; a blank says that the corpus holds no evidence, never that somebody does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.analyse.gaps.coverage import Policies, cover
from graph.analyse.gaps.disagreements import Disagreement, disagree
from graph.analyse.gaps.grid import Grid, spread
from graph.analyse.gaps.matrix import cross
from graph.analyse.gaps.segments import Segments, serve
from graph.analyse.gaps.sources import Sources, source
from graph.analyse.networks.project import LEAST, counted, counted_figures
from graph.analyse.reader import read
from graph.memory import uncollected

if TYPE_CHECKING:
    from graph.analyse.corpus import Claim, Corpus
    from graph.analyse.gaps.matrix import Matrix
    from graph.store.store import Store


@dataclass(frozen=True, slots=True)
class Gaps:
    """The grid of evidence, the coverage of the policies, who serves the segments, what several articles say, and
    which figures contradict each other.
    """

    grid: Grid = field(default_factory=Grid)
    policies: Policies = field(default_factory=Policies)
    segments: Segments = field(default_factory=Segments)
    sources: Sources = field(default_factory=Sources)
    disagreements: tuple[Disagreement, ...] = ()


def gaps(store: Store, *, min_confidence: float = LEAST) -> Gaps:
    """The gaps of a store; claims and figures below `min_confidence` do not count."""
    corpus = read(store)
    claims = counted(corpus, min_confidence)
    return find(corpus, claims, cross(corpus, claims), min_confidence=min_confidence)


@uncollected()
def find(corpus: Corpus, claims: tuple[Claim, ...], matrix: Matrix, *, min_confidence: float = LEAST) -> Gaps:
    """The gaps of a corpus in which the given claims count, with their matrix."""
    figures = counted_figures(corpus, min_confidence)
    return Gaps(
        spread(corpus, claims, matrix, figures),
        cover(corpus, claims, matrix),
        serve(corpus, claims),
        source(corpus, claims),
        disagree(corpus, figures),
    )
