"""The whole analysis of a store as one value, from which the terminal's tables and the report are drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.condition import Condition, conditions
from graph.analyse.corpus import Corpus
from graph.analyse.findings import Finding, findings
from graph.analyse.gaps.gaps import Gaps, find
from graph.analyse.gaps.matrix import Matrix, cross
from graph.analyse.measures.groups import leading
from graph.analyse.measures.intervals import Interval, intervals
from graph.analyse.measures.measures import STEPS as MEASURED
from graph.analyse.measures.measures import Measures, measure, quiet
from graph.analyse.measures.peers import Peers, peers
from graph.analyse.measures.ranking import Rank, ranking
from graph.analyse.networks.project import LEAST, counted, project
from graph.analyse.paths.paths import Paths, paths
from graph.analyse.reader import read
from graph.analyse.series import Series, series

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Claim, Entity, Figure
    from graph.analyse.measures.measures import Standing
    from graph.analyse.measures.net import Progress
    from graph.store.store import Store

FIRST = ("read", "matrix", "texts")
LAST = "intervals"
STEPS = len(FIRST) + len(MEASURED) + 1
SHOWN = 20  # entities and institutions whose intervals and peers are looked for


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found: `claims` are those that count (done, affirmed, not rejected, sure enough), by IRI."""

    corpus: Corpus
    claims: tuple[Claim, ...]
    matrix: Matrix
    measures: Measures
    findings: tuple[Finding, ...]
    min_confidence: float
    conditions: tuple[Condition, ...] = ()
    gaps: Gaps = field(default_factory=Gaps)
    paths: Paths = field(default_factory=Paths)
    series: Series = field(default_factory=Series)
    intervals: tuple[Interval, ...] = ()
    peers: tuple[Peers, ...] = ()

    def ranking(self, key: str) -> tuple[Rank, ...]:
        """The entities that can be ranked by a measure of the catalogue, the first first."""
        return ranking(self.corpus, self.measures, key, self.intervals)

    def standing(self, entity: Entity) -> Standing:
        """The measures of an entity of the network."""
        held = self.measures.standings
        return held[bisect_left(held, entity.iri, key=lambda one: one.entity)]

    @property
    def least(self) -> Decimal:
        """The confidence from which claims count."""
        return Decimal(str(self.min_confidence))

    @property
    def kept(self) -> tuple[Claim, ...]:
        """The claims that nobody rejected, whether they count or not."""
        return tuple(claim for claim in self.corpus.claims if not claim.rejected)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that nobody rejected, in reading order."""
        held = (figure for figure in self.corpus.figures if not figure.rejected)
        return tuple(sorted(held, key=lambda figure: self.corpus.place(figure)))

    def modalities(self) -> tuple[tuple[str, int], ...]:
        """How many claims that nobody rejected each modality has, the largest first."""
        return tally(claim.modality for claim in self.corpus.claims if not claim.rejected)


def analyse(
    store: Store,
    *,
    min_confidence: float = LEAST,
    progress: Progress | None = None,
) -> Analysis:
    """The analysis of a store; claims below `min_confidence` are shown as such and do not count.

    `progress` is told the name of each step, how many are done, and how many there are.
    """
    tell = progress or quiet
    tell(FIRST[0], 0, STEPS)
    corpus = read(store)
    claims = counted(corpus, min_confidence)
    tell(FIRST[1], 1, STEPS)
    matrix, ways = cross(corpus, claims), paths(corpus, claims)
    gaps = find(corpus, claims, matrix, min_confidence=min_confidence)
    tell(FIRST[2], 2, STEPS)
    texts, network = conditions(store), project(corpus, claims)
    measures = measure(network, lambda name, done, _: tell(name, len(FIRST) + done, STEPS), leading(corpus))
    tell(LAST, STEPS - 1, STEPS)
    return Analysis(
        corpus=corpus,
        claims=claims,
        matrix=matrix,
        measures=measures,
        findings=findings(corpus, claims, matrix, measures, gaps, ways),
        min_confidence=min_confidence,
        conditions=texts,
        gaps=gaps,
        paths=ways,
        series=series(corpus, claims),
        intervals=intervals(network, {one.entity for one in measures.by_degree()[:SHOWN]}),
        peers=peers(corpus, claims, {row.institution.iri for row in matrix.named[:SHOWN]}),
    )


def tally(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Names with how often each occurs, the most frequent first."""
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
