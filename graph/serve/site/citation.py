"""A claim or figure as a text to be cited: what is stated, how far it holds, the sentence, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.messages import say
from graph.serve.site.showing import amount
from graph.serve.site.terms import term

if TYPE_CHECKING:
    from graph.serve.site.statements import Figure, Quote, Statement


def cited_claim(one: Statement, lang: str) -> str:
    """The citation of a claim."""
    ends = one.subject.named(lang)[0], term(one.predicate).label(lang), one.object.named(lang)[0]
    stated = say("serve.cite_claim", lang, subject=ends[0], relation=ends[1], object=ends[2])
    return whole(stated + standing(one, lang), one.quotes, one.iri, lang)


def standing(one: Statement, lang: str) -> str:
    """Why a claim is no fact, in brackets; nothing for a fact."""
    words = [
        term(one.modality).label(lang) if name == "open" else say(f"serve.doubt_{name}", lang) for name in one.doubts
    ]
    return say("serve.cite_doubt", lang, words=say("serve.cite_and", lang).join(words)) if words else ""


def cited_figure(one: Figure, lang: str) -> str:
    """The citation of a figure: the words of the article before the number."""
    number = amount(one.value) if one.value is not None else ""
    value = one.text or f"{term(one.comparator).notation}{number}{one.unit}"
    stated = say("serve.cite_figure", lang, subject=one.subject.named(lang)[0], indicator=one.indicator, value=value)
    if one.as_of:
        stated += say("serve.cite_as_of", lang, date=one.as_of.date)
    return whole(stated, one.quotes, one.iri, lang)


def whole(stated: str, quotes: tuple[Quote, ...], iri: str, lang: str) -> str:
    """What is stated, then each sentence with its article and place, then the IRI."""
    told = [
        say("serve.cite_quote", lang, quote=each.legible, source=named(each, lang), start=each.start, end=each.end)
        for each in quotes
    ]
    return say("serve.cite_whole", lang, stated=stated, quotes="".join(told), iri=iri)


def named(quote: Quote, lang: str) -> str:
    """An article in a citation: what is known of title, publisher and date."""
    title = say("serve.cite_title", lang, title=quote.source.title) if quote.source.title else ""
    return say("serve.cite_comma", lang).join(filter(None, (title, quote.source.publisher, quote.source.issued)))
