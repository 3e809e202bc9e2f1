"""From a store to a `Corpus`: one property after the other, put together here, everything sorted."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse import proofs
from graph.analyse.columns import Columns
from graph.analyse.corpus import DONE, NEGATIVE, Claim, Corpus, Entity, Figure, Run, Term, local
from graph.analyse.corpus import unknown as nameless
from graph.memory import uncollected
from graph.rdf import known
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, WP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.store.store import Store

    Members = Mapping[str, list[str]]
    Names = Mapping[str, Mapping[str, str]]

SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
PREF = SKOS + "prefLabel"
# What takes longest to read: of the claims and entities, and of their sentences.
LINKS = (
    ("values", RDF_TYPE, ""),
    *(("column", WP + name, "") for name in ("subject", "object", "confidence", "asOf")),
    *(("values", WP + name, "") for name in ("predicate", "modality", "polarity")),
    ("members", WP + "explicit", "true"),
    ("labels", PREF, ""),
)
NAMES = ("labels", LABEL, "")
WORDS = tuple(("column", iri, "") for iri in (proofs.SUPPORT, proofs.SOURCE, proofs.QUOTE))
REST = tuple(("column", WP + name, "") for name in ("start", "end", "cleanText"))
RECORDS = frozenset(("Article", "Claim", "ExtractionRun", "Figure", "Passage"))


@uncollected()
def read(store: Store) -> Corpus:
    """The corpus of a store; needs only the store's `select`."""
    columns = Columns(store)
    with columns.fetching([NAMES, *LINKS, *WORDS, *REST]):
        types, labels = _types(columns), columns.named(LABEL)
        articles = proofs.articles(columns, types[WP + "Article"])
        passages = proofs.passages(columns, types[WP + "Passage"])
        support = proofs.support(columns.several(proofs.SUPPORT), passages, articles)
        claims = _claims(columns, types[WP + "Claim"], support)
        figures = _figures(columns, types[WP + "Figure"], support)
        runs = _runs(columns, types[WP + "ExtractionRun"])
        terms = _terms(columns, types, labels)
        entities = _entities(columns, types, terms, _ends(claims, figures), labels)
    themes, segments = _topics(entities)
    return Corpus(entities, claims, figures, passages, articles, terms, runs, themes, segments)


@uncollected()
def read_network(store: Store) -> Corpus:
    """The entities and claims with their raw sentences alone: without figures, repaired words, labels of terms, and who
    reviewed a claim.
    """
    columns = Columns(store)
    with columns.fetching([*LINKS, *WORDS]):
        types = _types(columns, without=(WP + "Claim", WP + "Figure", WP + "Passage"))
        articles, links = proofs.articles(columns, types[WP + "Article"]), columns.several(proofs.SUPPORT)
        passages = proofs.sentences(columns, links)
        claims = _claims(columns, None, proofs.support(links, passages, articles), reviewed=False)
        terms = _terms(columns, types, {})
        ends = _ends(claims, ()) | set(columns.values(WP + "figureOf"))
        entities = _entities(columns, types, terms, ends)
    themes, segments = _topics(entities)
    return Corpus(entities, claims, (), passages, articles, terms, themes=themes, segments=segments)


def _types(columns: Columns, without: Collection[str] = ()) -> Members:
    """The nodes of each class by its IRI, sorted; classes to do `without` have none."""
    own = [iri for iri in columns.values(RDF_TYPE) if iri not in without]
    return defaultdict(list, {iri: sorted(columns.members(RDF_TYPE, f"<{iri}>")) for iri in own})


def _ends(claims: Iterable[Claim], figures: Iterable[Figure]) -> set[str]:
    """The entities that any claim or figure is about."""
    return {iri for c in claims for iri in (c.subject, c.object)} | {figure.subject for figure in figures}


def _terms(columns: Columns, types: Members, labels: Names) -> tuple[Term, ...]:
    """What the vocabulary says of its own terms."""
    kinds: dict[str, list[str]] = {}
    for kind, held in types.items():
        for iri in held:
            if iri.startswith(WP):
                kinds.setdefault(iri, []).append(local(kind))
    parents = columns.several(SUBCLASS)
    found = []
    for iri in sorted(kinds):
        name = local(iri)
        zh, en = (labels.get(iri, {}).get(lang, "") for lang in ("zh", "en"))
        above = tuple(sorted({local(one) for one in parents.get(iri, ()) if one.startswith(WP)}))
        found.append(Term(name, zh or en or name, en or zh or name, tuple(sorted(kinds[iri])), above))
    return tuple(found)


def _claims(
    columns: Columns, iris: list[str] | None, support: proofs.Links, *, reviewed: bool = True
) -> tuple[Claim, ...]:
    """The claims among some nodes, or all; by whom they are reviewed and why they are dated so only when asked for."""
    subjects, objects = columns.texts(WP + "subject"), columns.texts(WP + "object")
    predicates = columns.terms(WP + "predicate")
    modalities, polarities = columns.terms(WP + "modality", WP + DONE), columns.terms(WP + "polarity", WP + "Positive")
    sure, dated = _numbers(columns, "confidence"), columns.texts(WP + "asOf")
    bases = columns.terms(WP + "asOfBasis") if reviewed else {}
    reviewers = columns.texts(WP + "reviewedBy") if reviewed else {}
    explicit, derived, rejected = (columns.flags(WP + name) for name in ("explicit", "derived", "rejected"))
    voices, roles = columns.texts(WP + "voice"), columns.texts(WP + "roleTitle")
    return tuple(
        Claim(
            iri,
            subjects[iri],
            local(predicates[iri]),
            objects[iri],
            support.get(iri, ()),
            sure.get(iri, Decimal(0)),
            iri in explicit,
            iri in derived,
            local(modalities.get(iri, DONE)),
            local(polarities.get(iri, "")) == NEGATIVE,
            iri in rejected,
            reviewers.get(iri, ""),
            voices.get(iri, ""),
            roles.get(iri, ""),
            dated.get(iri, ""),
            local(bases.get(iri, "")),
        )
        for iri in (sorted(subjects) if iris is None else iris)
        if iri in subjects and iri in predicates and iri in objects
    )


def _figures(columns: Columns, iris: list[str], support: proofs.Links) -> tuple[Figure, ...]:
    subjects = columns.texts(WP + "figureOf")
    values, uppers = _numbers(columns, "value"), _numbers(columns, "upperBound")
    comparators, bases = columns.terms(WP + "comparator"), columns.terms(WP + "asOfBasis")
    names = ("indicator", "unitText", "valueText", "baseText", "asOf")
    indicators, units, texts, shares, dates = (columns.texts(WP + name) for name in names)
    sure, rejected = _numbers(columns, "confidence"), columns.flags(WP + "rejected")
    return tuple(
        Figure(
            iri,
            subjects[iri],
            indicators.get(iri, ""),
            values.get(iri, Decimal(0)),
            local(comparators.get(iri, "")),
            units.get(iri, ""),
            texts.get(iri, ""),
            shares.get(iri, ""),
            uppers.get(iri),
            sure.get(iri, Decimal(0)),
            dates.get(iri, ""),
            local(bases.get(iri, "")),
            iri in rejected,
            support.get(iri, ()),
        )
        for iri in iris
        if iri in subjects
    )


def _numbers(columns: Columns, name: str) -> dict[str, Decimal]:
    """The decimals of a property; equal ones are one value."""
    held: dict[str, Decimal] = {}
    found = {}
    for node, text in columns.texts(WP + name).items():
        if text not in held:
            held[text] = Decimal(text)
        found[node] = held[text]
    return found


def _entities(
    columns: Columns, types: Members, terms: tuple[Term, ...], linked: set[str], others: Names | None = None
) -> tuple[Entity, ...]:
    """The entities, each with the deepest of its classes; of those that only a claim names the IRI alone is known."""
    labels, vocabulary = columns.named(PREF), Corpus(terms=terms)
    collective, issued = columns.flags(WP + "collective"), columns.texts(WP + "issuedOn")
    classes: dict[str, str] = {}
    own = {local(iri) for iri in types if iri.startswith(WP)} - RECORDS
    for name in sorted(own, key=lambda name: (-len(vocabulary.lineage(name)), name)):
        for iri in types[WP + name]:
            if not iri.startswith(WP):
                classes.setdefault(iri, name)
    if others is None:
        unnamed = any(not labels.get(iri, {}).get("zh") for iri in classes)
        others = columns.named(LABEL) if unnamed else {}
    found = []
    for iri in sorted(classes.keys() | linked):
        if iri in classes:
            held, other = labels.get(iri, {}), others.get(iri, {})
            en = held.get("en", "")
            name = held.get("zh") or min(other.values(), default="") or en or nameless(iri).zh
            found.append(Entity(iri, name, en, classes[iri], iri in collective, issued.get(iri, "")))
        else:
            found.append(nameless(iri))
    return tuple(found)


def _runs(columns: Columns, iris: list[str]) -> tuple[Run, ...]:
    programs, versions = columns.texts(proofs.DCTERMS + "identifier"), columns.texts(proofs.DCTERMS + "hasVersion")
    return tuple(Run(programs.get(iri, ""), versions.get(iri, "")) for iri in iris)


def _topics(entities: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The themes and the segments."""
    return _scheme(entities, "Theme", known.themes()), _scheme(entities, "Segment", known.segments())


def _scheme(entities: tuple[Entity, ...], kind: str, known_: list[dict[str, str]]) -> tuple[Entity, ...]:
    """The topics of the ontology in its order, then others of the store: also one that no article names is there, as
    a blank tells most.
    """
    held = {e.iri: e for e in entities if e.type == kind}
    found = {t["iri"]: held.get(t["iri"]) or Entity(t["iri"], t["zh"], t["en"], kind) for t in known_}
    return tuple({**found, **{iri: e for iri, e in held.items() if iri not in found}}.values())
