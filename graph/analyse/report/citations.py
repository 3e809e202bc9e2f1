"""The sentences that a report cites, numbered in the order in which it first cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Cited, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Claim, Corpus, Figure

MOST = 3


class Citations:
    """Gives each sentence its number when it is first cited."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.numbers: dict[str, int] = {}
        self.quotes: list[Quote] = []

    def cite(self, held: Iterable[Claim | Figure], most: int = MOST) -> Cited:
        """The numbers of the sentences that prove some claims or figures, at most so many, ascending."""
        found: list[int] = []
        for one in held:
            for number in self.proof(one):
                if number not in found:
                    found.append(number)
            if len(found) >= most:
                break
        return Cited(tuple(sorted(found[:most])))

    def proof(self, held: Claim | Figure) -> list[int]:
        """The number of the sentence that says a claim or figure: the last one; those before lead up to it."""
        return [self.number(passage.iri) for passage in self.corpus.sentences(held)[-1:]]

    def number(self, iri: str) -> int:
        """The number of a sentence, by its IRI."""
        if iri not in self.numbers:
            passage = self.corpus.passage(iri)
            number = self.numbers[iri] = len(self.numbers) + 1
            self.quotes.append(Quote(number, passage, self.corpus.article(passage.article)))
        return self.numbers[iri]

    def quoted(self, held: Iterable[Claim | Figure], most: int = MOST) -> tuple[Quote, ...]:
        """The sentences that prove some claims or figures, with their numbers."""
        return tuple(self.quotes[number - 1] for number in self.cite(held, most).numbers)
