"""Statements with their proof: what is said, how far it holds, and the exact sentences that say it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE
from graph.analyse.report.html import NOTHING, Markup, element, lines, listed, text
from graph.analyse.report.wording import Words, called, label, shown, told, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Claim, Corpus, Figure, Passage

STATED = "Stated"
SIGNS = {"Exactly": "", "GreaterThan": "> ", "AtLeast": "≥ ", "LessThan": "< ", "AtMost": "≤ ", "Approximately": "≈ "}
Place = tuple[int, str, int, int, str, str]


def claims(analysis: Analysis, held: Iterable[Claim]) -> Markup:
    """A list of claims, each above its sentences."""
    return listed((unfolded(analysis, one) for one in held), class_="claims")


def foldings(analysis: Analysis, held: Iterable[Claim], about: str = "") -> Markup:
    """A list of claims, each of which opens to its sentences; see `stated` for `about`."""
    return listed((folded(analysis, one, about) for one in held), class_="claims")


def ordered(analysis: Analysis, held: Iterable[Claim]) -> list[Claim]:
    """Claims in reading order."""
    return sorted(held, key=lambda one: place(analysis.corpus, one))


def unfolded(analysis: Analysis, claim: Claim) -> Markup:
    """A claim above its sentences."""
    return lines((element("p", stated(analysis, claim), class_="statement"), sentences(analysis.corpus, claim)))


def folded(analysis: Analysis, claim: Claim, about: str = "") -> Markup:
    """A claim that opens to its sentences."""
    head = element("summary", stated(analysis, claim, about), class_="statement")
    return element("details", head, sentences(analysis.corpus, claim), class_="proof")


def stated(analysis: Analysis, claim: Claim, about: str = "") -> Markup:
    """What a claim says, and the marks that tell how far it holds; `about` is an end that need not stand out."""
    corpus = analysis.corpus
    subject, object_ = (
        element("span" if end == about else "b", shown(called(corpus.entity(end))))
        for end in (claim.subject, claim.object)
    )
    parts = (
        subject,
        element("i", shown(label(corpus, claim.predicate))),
        object_,
        *(element("span", shown(mark), class_=f"mark {kind}") for kind, mark in marks(analysis, claim)),
    )
    return Markup(" ".join(parts))


def marks(analysis: Analysis, claim: Claim) -> Iterator[tuple[str, Words]]:
    """How a claim is known and how far it holds, each mark with its kind: `no` and `open` are why it does not count."""
    corpus = analysis.corpus
    if claim.rejected:
        yield "no", words("report.rejected")
    if claim.negative:
        yield "no", words("report.negative")
    if claim.modality != DONE:
        yield "open", label(corpus, claim.modality)
    low = claim.confidence < Decimal(str(analysis.min_confidence))
    yield "how", words("report.derived" if claim.derived else "report.explicit" if claim.explicit else "report.implied")
    yield "open" if low else "how", words("report.confidence", value=f"{claim.confidence:.2f}")
    if claim.role:
        yield "how", Words(claim.role, claim.role)
    if claim.as_of:
        yield "how", words("report.dated", date=dated(corpus, claim))
    if claim.voice:
        yield "how", words("report.voice", name=called(corpus.entity(claim.voice)))
    if claim.reviewer:
        yield "how", words("report.reviewer", name=claim.reviewer)


def dated(corpus: Corpus, held: Claim | Figure) -> Words:
    """The date that a claim or figure holds for, and on what it rests when the sentence does not state it whole."""
    if not held.as_of or held.basis in ("", STATED):
        return Words(held.as_of, held.as_of)
    basis = label(corpus, held.basis)
    return Words(f"{held.as_of}（{basis.zh}）", f"{held.as_of} ({basis.en})")


def sentences(corpus: Corpus, held: Claim | Figure, highlight: str = "") -> Markup:
    """The sentences that prove a claim or figure, in reading order; words to highlight are marked where they stand."""
    found = corpus.sentences(held)
    if not found:
        return element("p", told("report.no_sentence"), class_="note")
    return lines(sentence(corpus, passage, highlight) for passage in found)


def sentence(corpus: Corpus, passage: Passage, highlight: str = "") -> Markup:
    """A sentence as it stands in the article, under its repaired words where they differ, with its place."""
    raw = element("p", *marked(passage.quote, highlight), class_="raw", lang="zh")
    if passage.repaired:
        clean = element("p", *marked(passage.clean, highlight), class_="clean", lang="zh")
        raw = lines((clean, element("p", told("report.raw"), class_="label"), raw))
    return element("blockquote", raw, element("footer", origin(corpus, passage)))


def marked(held: str, highlight: str) -> Iterator[Markup]:
    """Words with the first occurrence of some of them marked."""
    before, found, after = held.partition(highlight) if highlight else (held, "", "")
    yield text(before)
    if found:
        yield element("mark", text(found))
    yield text(after)


def origin(corpus: Corpus, passage: Passage) -> Markup:
    """Where a sentence stands: the number of its article and its code points."""
    article = corpus.article(passage.article)
    source = element("a", text(f"[{article.number}]"), href=f"#source-{article.number}") if article else NOTHING
    return Markup(" ".join((source, element("span", text(f"{passage.start}–{passage.end}"), class_="place"))))


def place(corpus: Corpus, held: Claim | Figure) -> Place:
    """Where a claim or figure stands, to sort by: that of its last sentence, which says it; those without come last."""
    found = corpus.sentences(held)
    if not found:
        return (len(corpus.articles) + 1, "", 0, 0, held.subject, held.iri)
    last = found[-1]
    article = corpus.article(last.article)
    number = article.number if article else len(corpus.articles) + 1
    return (number, last.article, last.start, last.end, held.subject, held.iri)


def amount(corpus: Corpus, figure: Figure) -> Words:
    """The number of a figure with comparator and unit: `> 200,000,000 人`, `70%`, `3–5 万`."""
    sign = SIGNS.get(figure.comparator)
    number = digits(figure.value) if figure.upper is None else f"{digits(figure.value)}–{digits(figure.upper)}"
    unit = figure.unit if figure.unit in ("", "%", "‰") else " " + figure.unit
    if sign is not None:
        sign = "" if figure.upper is not None else sign
        return Words(*(f"{sign}{number}{unit}",) * 2)
    called = label(corpus, figure.comparator)
    return Words(f"{called.zh} {number}{unit}", f"{called.en} {number}{unit}")


def digits(value: Decimal) -> str:
    """A number in full with its digits in groups.

    >>> digits(Decimal("3E+6")), digits(Decimal("1.250"))
    ('3,000,000', '1.25')
    """
    return f"{value.normalize():,f}"
