"""The pages of things: an entity, a theme, a claim, a figure, or whatever an IRI names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.serve.site import addresses, questions, readings
from graph.serve.site.citation import cited_claim, cited_figure
from graph.serve.site.data import REFERRING, is_known, number, redirect, referring
from graph.serve.site.description import ARTICLE, PAGE, Description, describe
from graph.serve.site.groups import groups, sections
from graph.serve.site.missing import missing
from graph.serve.site.records import Records, Thing
from graph.serve.site.schema import island
from graph.serve.site.showing import show_thing
from graph.serve.site.statements import Figure, figures, moment, statements
from graph.serve.site.terms import is_entity
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, WP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.serve.exchange import Ask, Reply
    from graph.store.store import Store, Term

IDENTIFIERS = ("nfraCode", "uscc", "lei")
NOWHERE = WP  # an IRI of which no triple tells anything
RELATED = 300  # figures and owners of what acts on a theme
TAGS = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values: links, or literals with the tag of their language and their datatype."""

    predicate: Thing
    links: tuple[Thing, ...]
    literals: tuple[tuple[str, str, str], ...]


def page_of(store: Store, ask: Ask, path: str) -> Reply:
    """The page of the thing at a path."""
    for iri in addresses.spellings(path):
        if iri.startswith(WP.removesuffix("#")) and iri[len(WP) - 1 : len(WP)] in ("", "#", "/"):
            return redirect(ask, addresses.href(iri, ask.lang), 303)
        if questions.is_iri(iri) and (reply := page(store, ask, iri)):
            return reply
    return missing(ask, path)


def about(store: Store, ask: Ask) -> Reply:
    """The plain page of the IRI that a parameter names."""
    iri = ask.get("iri")
    if not questions.is_iri(iri):
        return missing(ask, iri)
    found = describe(store, iri)
    return plain(store, ask, found) if found.triples or is_known(store, iri) else missing(ask, iri)


def page(store: Store, ask: Ask, iri: str) -> Reply | None:
    """The page of an IRI; None when nobody knows it."""
    found = describe(store, iri, number(ask.get("page")), ARTICLE if "/article/" in iri else PAGE)
    record = found.records.get(iri)
    kind = record.thing.type
    if kind == "Article":
        return readings.article(ask, found)
    if kind == "Claim" and record.all(WP + "predicate"):
        return claim(ask, found)
    if kind == "Figure" and record.all(WP + "figureOf"):
        return figure(ask, found)
    if kind == "Theme":
        return theme(store, ask, found)
    if is_entity(kind) or (not kind and set(found.ways) - {"passage", "same"}):
        return entity(store, ask, found)
    return plain(store, ask, found) if found.known or is_known(store, iri) else None


def entity(store: Store, ask: Ask, found: Description) -> Reply:
    """The page of an entity."""
    return show_thing(ask, "entity.html", **profile(store, ask, found), groups=groups(found))


def theme(store: Store, ask: Ask, found: Description) -> Reply:
    """The page of a theme: who acts on it and how, with the figures of those who do."""
    parts = sections(found)
    actors = dict.fromkeys(row.other.iri for part in parts.values() for row in part.rows)
    owners, numbers = related(store, actors)
    held = profile(store, ask, found)
    own = groups(found, ("subject", "voice", "via"))
    return show_thing(ask, "theme.html", **held, sections=parts, owners=owners, numbers=numbers, groups=own)


def related(store: Store, actors: Iterable[str]) -> tuple[dict[str, list[Thing]], list[Figure]]:
    """Who offers, develops or runs some things, and the figures of these."""
    named = list(actors)
    rows = questions.texts(questions.rows(store, "related", things=named, most=RELATED))
    owned = [(thing, other) for thing, way, other in rows if way == "owner"]
    counted = [other for _, way, other in rows if way == "figure"]
    triples = questions.triples(store, "description", thing=NOWHERE, statements=counted)
    names = questions.triples(store, "names", things=dict.fromkeys(owner for _, owner in owned))
    records = Records((*triples, *names))
    owners: dict[str, list[Thing]] = {}
    for thing, owner in owned:
        owners.setdefault(thing, []).append(records.thing(owner))
    kept = [each for each in figures(records, counted) if not each.rejected]
    return owners, sorted(kept, key=lambda each: (each.subject.sorting, each.indicator, each.iri))


def profile(store: Store, ask: Ask, found: Description) -> dict[str, Any]:
    """What every page of an entity tells: names, class, identifiers, dates, figures, and how much more there is."""
    record = found.records.get(found.iri)
    thing = found.records.thing(found.iri)
    former = set(record.all(WP + "formerName"))
    aliases = {*record.all(SKOS + "altLabel"), *record.all(WP + "contextualName")} - {thing.zh, thing.en} - former
    paged = found.more or found.page > 1
    counts = questions.texts(questions.rows(store, "counts", thing=found.iri)) if paged else []
    numbers = figures(found.records, found.of("figure"))
    return {
        "thing": thing,
        "island": island(found),
        "record": record,
        "aliases": sorted(aliases),
        "former": sorted(former),
        "identifiers": [(name, value) for name in IDENTIFIERS for value in record.all(WP + name)],
        "definition": worded(record.values.get(SKOS + "definition", ()), ask.lang),
        "issued": record.own("issuedOn"),
        "as_written": moment(record) or record.own("asOfText"),
        "collective": record.flag("collective"),
        "figures": [each for each in numbers if not each.rejected],
        "rejected": [each for each in numbers if each.rejected],
        "properties": further(found, [predicate for way, predicate, _ in counts if way == "2 subject"]),
        "found": found,
        "total": sum(int(count or 0) for *_, count in counts),
        "counts": [(way[2:], predicate, int(count or 0)) for way, predicate, count in counts],
    }


def claim(ask: Ask, found: Description) -> Reply:
    """The page of a claim: everything about the one statement, and the others of the same."""
    (one,) = statements(found.records, [found.iri])
    others = [each for each in statements(found.records, found.of("same")) if each.iri != found.iri]
    thing = Thing(found.iri, type="Claim")
    cited = {lang: cited_claim(one, lang) for lang in TAGS}
    return show_thing(
        ask,
        "claim.html",
        thing=thing,
        island=island(found),
        one=one,
        others=others,
        cited=cited,
        properties=properties(found),
    )


def figure(ask: Ask, found: Description) -> Reply:
    """The page of a figure: everything about the one number."""
    (one,) = figures(found.records, [found.iri])
    thing = Thing(found.iri, type="Figure")
    cited = {lang: cited_figure(one, lang) for lang in TAGS}
    return show_thing(
        ask, "figure.html", thing=thing, island=island(found), one=one, cited=cited, properties=properties(found)
    )


def plain(store: Store, ask: Ask, found: Description) -> Reply:
    """The table of all that is known of an IRI, and what points to it."""
    pointing = referring(store, found.iri)
    pairs = sorted({(str(getattr(each.subject, "value", "")), each.predicate.value) for each in pointing})
    records = Records(questions.triples(store, "names", things=dict.fromkeys(iri for iri, _ in pairs)))
    named = [(records.thing(iri), found.records.thing(by)) for iri, by in pairs]
    record = found.records.get(found.iri)
    return show_thing(
        ask,
        "thing.html",
        thing=record.thing,
        island=island(found),
        properties=properties(found),
        referring=named,
        full=len(pointing) == REFERRING,
        web=addresses.outside(found.iri) if not addresses.own(found.iri) else None,
    )


SHOWN = frozenset(
    (
        *(WP + name for name in (*IDENTIFIERS, "formerName", "contextualName", "issuedOn", "collective")),
        *(WP + name for name in ("asOfText", "asOfBasis", "precision")),
        *(SKOS + name for name in ("prefLabel", "altLabel", "definition")),
        *(LABEL, RDF_TYPE),
    )
)


def further(found: Description, elsewhere: list[str]) -> list[Property]:
    """The properties of an entity that its page does not tell elsewhere: neither its names nor what claims state.

    `elsewhere` are the relations of claims that other pages show.
    """
    told = {*SHOWN, *elsewhere, *(found.records.get(iri).one(WP + "predicate") for iri in found.of("subject"))}
    return [each for each in properties(found) if each.predicate.iri not in told]


def properties(found: Description) -> list[Property]:
    """All properties with an IRI as subject, by predicate."""
    record = found.records.get(found.iri)
    return [_property(found.records, name, record.values[name]) for name in sorted(record.values)]


def _property(records: Records, predicate: str, values: list[Term]) -> Property:
    """One property."""
    from pyoxigraph import Literal, NamedNode

    links = tuple(records.thing(value.value) for value in values if isinstance(value, NamedNode))
    literals = [
        (
            value.value,
            TAGS.get(value.language or "", value.language or ""),
            "" if value.language else value.datatype.value,
        )
        for value in values
        if isinstance(value, Literal)
    ]
    literals += [(str(value), "", "") for value in values if not isinstance(value, NamedNode | Literal)]
    return Property(records.thing(predicate), links, tuple(literals))


def worded(values: Iterable[Term], lang: str) -> tuple[str, str]:
    """The text in a language, else in any, and its tag."""
    held = {getattr(value, "language", None) or "": str(getattr(value, "value", "")) for value in values}
    tag = lang if lang in held else next(iter(sorted(held)), "")
    return held.get(tag, ""), TAGS.get(tag, tag)
