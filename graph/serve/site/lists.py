"""The pages that lead into the graph: the start, the entities by class, the themes, the articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.rdf.known import themes as known_themes
from graph.serve.site import questions
from graph.serve.site.data import number
from graph.serve.site.records import Records, Thing
from graph.serve.site.showing import show
from graph.serve.site.statements import source
from graph.serve.site.terms import above, below, is_entity, terms
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.serve.exchange import Ask, Reply
    from graph.serve.site.statements import Source
    from graph.store.store import Store

PAGE = 50  # lines of a list
RANKED = 1_000  # entities that a list sorts by their claims
NEWEST, BUSIEST, ACTING = 6, 12, 6
ROOT = "Entity"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many claims show that an institution acts on a theme: its own, and those of what it offers, develops, runs.

    `open` are claims that do not count as facts.
    """

    own: int = 0
    through: int = 0
    open: int = 0

    @property
    def count(self) -> int:
        """The claims that count."""
        return self.own + self.through


@dataclass(frozen=True, slots=True)
class Line:
    """An institution with a cell for each theme."""

    institution: Thing
    cells: tuple[Cell, ...]
    collective: bool = False

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Those that act on most themes first, collectives last."""
        covered = sum(1 for cell in self.cells if cell.count)
        return self.collective, -covered, -sum(cell.count for cell in self.cells), self.institution.iri


def home(store: Store, ask: Ask) -> Reply:
    """The start: what this is, how much there is, who acts on the themes, what is new."""
    counts = counted(store)
    lines = matrix(store)
    held = {line.institution.iri: line for line in lines}
    topics = [Thing(each["iri"], each["zh"], each["en"], "Theme") for each in known_themes()]
    acting = [
        (topic, sorted((line for line in lines if line.cells[at].count), key=lambda line: -line.cells[at].count))
        for at, topic in enumerate(topics)
    ]
    busiest = questions.texts(questions.rows(store, "busiest", classes=iris(below("Institution")), most=BUSIEST))
    records = Records(questions.triples(store, "names", things=[iri for iri, _ in busiest]))
    return show(
        ask,
        "home.html",
        counts=counts,
        entities=sum(count for name, count in counts.items() if is_entity(name)),
        acting=[(topic, found[:ACTING], len(found)) for topic, found in acting],
        articles=sources(store, 0, NEWEST)[0],
        busiest=[(records.thing(iri), int(count or 0)) for iri, count in busiest],
        institutions=len(held),
    )


def counted(store: Store) -> dict[str, int]:
    """How many members each class of the vocabulary has, without those of the classes below it."""
    found = questions.texts(questions.rows(store, "classes"))
    counts = {iri.removeprefix(WP): int(count or 0) for iri, count in found if iri.startswith(WP)}
    return {name: counts[name] for name in terms() if counts.get(name)}


def iris(names: Iterable[str]) -> list[str]:
    """The IRIs of some terms."""
    return [WP + name for name in names]


def tally(store: Store, question: str, things: list[str]) -> dict[str, int]:
    """How many statements each of some things has, by a query that gives a thing and a count."""
    found = (questions.texts(questions.rows(store, question, things=part)) for part in questions.parts(things))
    return {iri: int(count or 0) for rows in found for iri, count in rows}


def matrix(store: Store) -> list[Line]:
    """The institutions that act on a theme, those on most themes first; counted as in `graph.analyse.gaps.matrix`."""
    rows = questions.texts(questions.rows(store, "matrix", classes=iris(below("Institution"))))
    order = [each["iri"] for each in known_themes()]
    found: dict[str, dict[str, dict[str, int]]] = {}
    for institution, theme, how, count in rows:
        found.setdefault(institution, {}).setdefault(theme, {})[how] = int(count or 0)
    records = Records(questions.triples(store, "names", things=found))
    lines = [
        Line(
            records.thing(iri),
            tuple(Cell(**cells.get(theme, {})) for theme in order),
            records.get(iri).flag("collective"),
        )
        for iri, cells in found.items()
    ]
    return sorted(lines, key=lambda line: line.order)


def themes(store: Store, ask: Ask) -> Reply:
    """The matrix of institutions and themes."""
    lines = matrix(store)
    page = number(ask.get("page"))
    shown = lines[(page - 1) * PAGE : page * PAGE]
    topics = [Thing(each["iri"], each["zh"], each["en"], "Theme") for each in known_themes()]
    totals = [sum(1 for line in lines if line.cells[at].count) for at in range(len(topics))]
    return show(
        ask,
        "themes.html",
        topics=topics,
        totals=totals,
        lines=shown,
        page=page,
        pages=pages(len(lines)),
        count=len(lines),
    )


def pages(count: int) -> int:
    """How many pages a list takes."""
    return max(1, -(-count // PAGE))


def entities(store: Store, ask: Ask) -> Reply:
    """The entities of a class and of the classes below it, by name, and how many each class has."""
    counts = {name: count for name, count in counted(store).items() if is_entity(name)}
    chosen = ask.get("class")
    chosen = chosen if chosen in terms() and is_entity(chosen) else ROOT
    page = number(ask.get("page"))
    classes = iris(name for name in below(chosen) if is_entity(name))
    total = sum(count for name, count in counts.items() if chosen in above(name))
    named, stated = members(store, classes, page, total)
    records = Records(questions.triples(store, "names", things=named))
    return show(
        ask,
        "entities.html",
        chosen=chosen,
        classes=[(name, sum(counts.get(each, 0) for each in below(name)), len(above(name))) for name in tree(counts)],
        rows=[(records.thing(iri), stated.get(iri, 0)) for iri in named],
        page=page,
        pages=pages(total),
        total=total,
    )


def members(store: Store, classes: list[str], page: int, total: int) -> tuple[list[str], dict[str, int]]:
    """A page of the members of some classes, with how many claims each has an end in.

    Those with most claims come first, unless there are too many to be counted at once: then they come as the store
    has them.
    """
    few = total <= RANKED
    skip, most = (0, RANKED) if few else ((page - 1) * PAGE, PAGE)
    named = [
        iri for (iri,) in questions.texts(questions.rows(store, "entities", classes=classes, most=most, skip=skip))
    ]
    stated = tally(store, "stated", named)
    if few:
        named.sort(key=lambda iri: (-stated.get(iri, 0), iri))
        named = named[(page - 1) * PAGE : page * PAGE]
    return named, stated


def tree(counts: dict[str, int]) -> list[str]:
    """The classes of entities that have members, each before those below it."""
    used = {each for name in counts for each in above(name) if is_entity(each)}
    return sorted(used, key=lambda name: above(name)[::-1])


def articles(store: Store, ask: Ask) -> Reply:
    """The articles, the newest first."""
    page = number(ask.get("page"))
    found, total = sources(store, (page - 1) * PAGE, PAGE)
    stated = tally(store, "told", [each.iri for each in found])
    return show(
        ask,
        "articles.html",
        rows=[(each, stated.get(each.iri, 0)) for each in found],
        page=page,
        pages=pages(total),
        total=total,
    )


def sources(store: Store, skip: int, most: int) -> tuple[list[Source], int]:
    """Some of the articles, the newest first, and how many there are."""
    found = [iri for iri, _ in questions.texts(questions.rows(store, "articles", most=most, skip=skip))]
    records = Records(questions.triples(store, "cited", things=found))
    total = questions.texts(questions.rows(store, "article-count"))
    return [source(records.get(iri)) for iri in found], int(total[0][0] or 0) if total else 0
