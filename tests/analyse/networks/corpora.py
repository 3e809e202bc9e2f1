"""Corpora of every kind for property tests: claims of all modalities, sure and unsure, told twice, dated or not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from graph.model import Extraction, Fact, Moment
from graph.text.clean import clean
from tests.analyse.sample import (
    AI,
    BUREAU,
    DIGITAL,
    ENTITIES,
    INCLUSIVE,
    LOAN,
    NEWCOMERS,
    QINGHE,
    QINGHE_ARTICLE,
    YUNSHAN,
    YUNSHAN_ARTICLE,
    said,
)

if TYPE_CHECKING:
    from graph.model import Article

LINKS = (
    (YUNSHAN, "advances", DIGITAL),
    (QINGHE, "respondsTo", DIGITAL),
    (LOAN, "advances", INCLUSIVE),
    (YUNSHAN, "offers", LOAN),
    (QINGHE, "offers", LOAN),
    (LOAN, "serves", NEWCOMERS),
    (QINGHE, "serves", NEWCOMERS),
    (YUNSHAN, "uses", AI),
    (QINGHE, "drawsDataFrom", BUREAU),
    (BUREAU, "partnersWith", QINGHE),
)
DAYS = ("2024-12-31", "2025-06-30", "2025-07-17", "2025-08-01")
ARTICLES = (YUNSHAN_ARTICLE, QINGHE_ARTICLE)


@st.composite
def facts(draw: st.DrawFn, article: Article) -> Fact:
    """A statement that any line of an article proves."""
    subject, predicate, end = draw(st.sampled_from(LINKS))
    lines = article.raw.splitlines()
    fact = said(article.raw, draw(st.sampled_from(lines)), subject, predicate, end)
    day = draw(st.sampled_from(("", *DAYS)))
    return replace(
        fact,
        confidence=Decimal(draw(st.sampled_from(("0.3", "0.5", "0.9")))),
        modality=draw(st.sampled_from(("Done", "Done", "Planned", "Ended"))),
        negative=draw(st.booleans()),
        derived=draw(st.booleans()),
        rejected=(rejected := draw(st.integers(0, 4)) == 0),
        reviewer="审阅人" if rejected else "",
        as_of=Moment(day, day, "Stated", "day") if day else None,
    )


@st.composite
def extractions(draw: st.DrawFn) -> tuple[Extraction, ...]:
    """Both articles of the sample with other statements."""
    return tuple(
        Extraction(clean(article), ENTITIES, tuple(draw(st.lists(facts(article), max_size=12))), ())
        for article in ARTICLES
    )
