"""The whole analysis of a store as one value, from which the terminal's tables and the report are drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.corpus import Corpus
from graph.analyse.findings import Finding, findings
from graph.analyse.gaps.matrix import Matrix, cross
from graph.analyse.measures.groups import leading
from graph.analyse.measures.measures import Measures, measure
from graph.analyse.networks.project import LEAST, counted, project
from graph.analyse.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Claim
    from graph.store.store import Store


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found: `claims` are those that count (done, affirmed, not rejected, sure enough), by IRI."""

    corpus: Corpus
    claims: tuple[Claim, ...]
    matrix: Matrix
    measures: Measures
    findings: tuple[Finding, ...]
    min_confidence: float

    def classes(self) -> tuple[tuple[str, int], ...]:
        """How many entities each class has, the largest first."""
        return tally(entity.type for entity in self.corpus.entities)

    def modalities(self) -> tuple[tuple[str, int], ...]:
        """How many claims that nobody rejected each modality has, the largest first."""
        return tally(claim.modality for claim in self.corpus.claims if not claim.rejected)


def analyse(store: Store, *, min_confidence: float = LEAST) -> Analysis:
    """The analysis of a store; claims below `min_confidence` are shown as such and do not count."""
    corpus = read(store)
    claims = counted(corpus, min_confidence)
    crossed = cross(corpus, claims)
    measures = measure(project(corpus, claims), leading=leading(corpus))
    return Analysis(corpus, claims, crossed, measures, findings(corpus, claims, crossed, measures), min_confidence)


def tally(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Names with how often each occurs, the most frequent first."""
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
