"""Prints the speed and memory of extraction: `python -m tests.bench` (a minute; jieba comes with `wupian[bench]`).

`python -m tests.bench pages` measures the explorer's page in a browser instead (some minutes), `python -m tests.bench
search` the index of words beside SPARQL's CONTAINS (a minute), `python -m tests.bench serving` the service beside other
SPARQL servers (a minute) and, with `--soak SECONDS`, under load, `python -m tests.bench measures` the measures of large
networks with and without networkit (some minutes).
"""

from __future__ import annotations

import logging
import sys

from graph.model import Article
from graph.pipeline import rules
from graph.text.clean import clean
from tests.bench.articles import many, own
from tests.bench.measures import apart, growth, interleaved

COUNTS = (100, 1_000, 10_000)
EXTRACTOR = rules()


def extract(article: Article) -> object:
    """The whole way from an article to its facts."""
    return EXTRACTOR.extract(clean(article))


def segmentation(article: Article) -> object:
    """What the peer does: jieba's segmentation of the text."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return list(jieba.cut(article.raw))


def beside_jieba() -> None:
    """Prints CPU seconds of extraction and of cleaning beside those of the peer."""
    articles = many(3 * len(own()))
    whole, cleaning, peer = interleaved([extract, clean, segmentation], articles)
    characters = sum(len(article.raw) for article in articles)
    print(f"{len(articles)} articles, {characters:,} characters, CPU seconds (least of 5)")
    print(f"  jieba {peer:.3f}  article to facts {whole:.3f} (x {peer / whole:.2f})", end="")
    print(f"  cleaning alone {cleaning:.3f} (x {peer / cleaning:.1f})")


def main(arguments: list[str]) -> None:
    """Print every measurement, one a line, of extraction or of what the first argument names."""
    if arguments[:1] == ["pages"]:
        from tests.bench import pages

        pages.main(arguments[1:])
    elif arguments[:1] == ["search"]:
        from tests.bench import search

        search.main(arguments[1:])
    elif arguments[:1] == ["serving"]:
        from tests.bench import serving

        serving.main(arguments[1:])
    elif arguments[:1] == ["measures"]:
        from tests.bench import centrality

        centrality.main(arguments[1:])
    else:
        extraction()


def extraction() -> None:
    """Print the measurements of extraction."""
    try:
        beside_jieba()
    except ImportError:
        print("jieba is missing, so nothing is compared with it: pip install 'wupian[bench]'")
    one = apart(300)[0]
    print(f"ready in {one.ready * 1000:.0f} ms with {one.memory_ready:.0f} MB; after 300 articles {one.memory:.0f} MB")
    two = max(run.seconds for run in apart(300, processes=2))
    print(f"two processes do {2 * one.seconds / two:.2f} times the work of one")
    for count, taken in zip(COUNTS, growth(extract, COUNTS, many), strict=True):
        print(f"{count:,} articles: {taken * 1000:.2f} ms each")
    print("the explorer's page is measured by `python -m tests.bench pages`, search by `python -m tests.bench search`")


if __name__ == "__main__":
    main(sys.argv[1:])
