"""The project's own articles, as many as a measurement needs, each with names of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from graph.model import Article
from graph.resources import folder
from graph.text.reader import discover, read

GOLD = Path(__file__).parents[1] / "gold"
# Characters that places and companies are named with; each copy of an article shifts them by its number.
NAMING = "东西南北江海山川安宁华新"
QUOTED = re.compile("(?<=[“《])([^“”《》，。]{2,12})(?=[”》])")


def own() -> list[Article]:
    """The seed article and the annotated ones."""
    return [read(file) for file in discover([folder("seeds"), GOLD])]


def many(count: int) -> list[Article]:
    """So many articles, made of the project's own."""
    return [renamed(article, number) for number, article in enumerate(islice(cycle(own()), count))]


def renamed(article: Article, number: int) -> Article:
    """An article with other names in the same sentences.

    >>> renamed(Article("a", "南海银行推出“易贷”。", ""), 1).raw
    '北山银行推出“易贷1”。'
    """
    shift = number % len(NAMING)
    raw = article.raw.translate(str.maketrans(NAMING, NAMING[shift:] + NAMING[:shift]))
    return replace(article, id=f"{article.id}-{number}", raw=QUOTED.sub(rf"\g<1>{number}", raw))
