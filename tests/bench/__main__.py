"""Prints the speed and memory of extraction: `python -m tests.bench` (a minute; jieba comes with `wupian[bench]`).

Others are measured by name, in some minutes each: `pages` (the explorer's page in a browser, beside stock pyvis),
`search` (the index of words beside SPARQL's CONTAINS), `serving` (the service beside other SPARQL servers; with
`--soak SECONDS` under load), `analysis` (networks beside rdflib's conversion, and the whole report), `measures` (the
measures of large networks with and without networkit).
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module

from graph.model import Article
from graph.pipeline import rules
from graph.text.clean import clean
from tests.bench.articles import many, own
from tests.bench.measures import apart, growth, interleaved

COUNTS = (100, 1_000, 10_000)
OTHERS = {
    "analysis": "analysis",
    "measures": "centrality",
    "pages": "pages",
    "search": "search",
    "serving": "serving",
}
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
    if arguments[:1] and arguments[0] in OTHERS:
        import_module(f"tests.bench.{OTHERS[arguments[0]]}").main(arguments[1:])
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
