"""Which claims are of a span of time and of some articles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.analyse.corpus import Claim, Corpus


def selected(
    corpus: Corpus, claims: Iterable[Claim], since: str = "", until: str = "", articles: Collection[str] = ()
) -> tuple[Claim, ...]:
    """The claims of the days from `since` to `until`, both included, that any of the `articles` (ids) proves.

    What is empty limits nothing. A claim without any date is in no span of time. A date that is none, a span that ends
    before it begins and the id of no article are QueryErrors.
    """
    first, last = day(since), day(until)
    if first and last and first > last:
        raise QueryError(f"The time from {since} to {until} ends before it begins; exchange the two dates.")
    wanted = sources(corpus, articles)
    return tuple(
        claim
        for claim in claims
        if (not wanted or any(p.article in wanted for p in corpus.sentences(claim)))
        and (not (first or last) or within(dated(corpus, claim), first, last))
    )


def dated(corpus: Corpus, claim: Claim) -> str:
    """The ISO date of a claim: that which it is as of, else that of the first article that proves it, if any.

    >>> from graph.analyse.corpus import Claim, Corpus
    >>> dated(Corpus(), Claim("c", "a", "uses", "b", as_of="2025-06-30"))
    '2025-06-30'
    """
    if claim.as_of:
        return claim.as_of
    proofs = corpus.sentences(claim)
    article = corpus.article(proofs[0].article) if proofs else None
    return article.published if article else ""


def within(day: str, first: str, last: str) -> bool:
    """Whether a day lies in a span of time whose ends, where they are given, belong to it.

    >>> within("2025-06-30", "2025-06-30", ""), within("2025-06-30", "", "2025-06-29"), within("", "", "2025-01-01")
    (True, False, False)
    """
    return bool(day) and (not first or day[:10] >= first) and (not last or day[:10] <= last)


def day(text: str) -> str:
    """A date as it was given, or nothing."""
    try:
        right = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        right = False
    if not right:
        raise QueryError(f"A date is written like 2025-07-17, not {text}.")
    return text


def sources(corpus: Corpus, ids: Collection[str]) -> frozenset[str]:
    """The IRIs of the articles with some ids."""
    held = {article.id: article.iri for article in corpus.articles}
    if missing := sorted(set(ids) - held.keys()):
        raise QueryError(f"There is no article {', '.join(missing)}; articles are named by their file, without ending.")
    return frozenset(held[one] for one in ids)
