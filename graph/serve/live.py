"""The explorer as a service shows it: the whole graph while it is small, else a part that grows where somebody asks.

`?query=` shows what an answer names, `?about=IRI` (again and again) adds an entity with its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.serve import parts
from graph.serve.exchange import HTML, Reply
from graph.serve.problems import problem

if TYPE_CHECKING:
    from graph.explore.portion import Answer
    from graph.explore.view import View
    from graph.serve.exchange import Ask
    from graph.store.store import Store

WHOLE = 20_000  # claims that are shown at once
AROUND = 200  # neighbours that one entity brings
ABOUT = 50  # entities whose neighbours may be asked for
MOST = 5_000  # entities of a part


def respond(store: Store, ask: Ask) -> Reply:
    """The explorer of the graph, or of the part that is asked for."""
    from graph.explore.page import page

    if ask.path != "/explore":
        return problem(404, f"Nothing lies at {ask.path}; the explorer is at /explore.", ask.accept)
    about = list(dict.fromkeys(ask.all("about")))[:ABOUT]
    if wrong := [iri for iri in about if not is_iri(iri)]:
        return problem(400, f"“{wrong[0]}” is no IRI; write ?about=IRI.", ask.accept)
    try:
        if ask.found is None and not about and parts.count(store) <= WHOLE:
            view, lines = whole(store)
            return reply(page(view, lines, beyond={}))
        view, lines = part(store, answer(ask), about)
    except QueryError as error:
        return problem(400, str(error), ask.accept)
    return reply(page(view, lines, beyond=beyond(store, view)))


def whole(store: Store) -> tuple[View, list[str]]:
    """Everything."""
    from graph.explore.reader import view

    lines = store.lines()
    return view(lines), lines


def part(store: Store, answered: Answer | None, about: list[str]) -> tuple[View, list[str]]:
    """What an answer names, and some entities with their neighbours; the hubs of the graph when nothing is asked."""
    from pyoxigraph import NamedNode

    from graph.explore import portion, reader
    from graph.rdf import ntriples

    named = portion.named(answered) if answered is not None else None
    found = set(parts.meant(store, named.iris, named.texts) if named else [] if about else parts.hubs(store))
    wide = {iri for iris in parts.neighbours(store, about).values() for iri in iris[:AROUND]} | set(about)
    if len(found | wide) > MOST:
        raise QueryError(f"The answer names {len(found | wide):,} entities; the explorer shows at most {MOST:,}.")
    triples = parts.statements(store, found | wide)
    view = reader.view(ntriples.lines(triples))
    kept = portion.portion(view, answered) if answered is not None else None
    if kept is None or wide:
        shown = {node.iri for node in kept.nodes} | wide if kept else found | wide
        kept = portion.portion(view, [(NamedNode(iri),) for iri in sorted(shown)])
    return kept, ntriples.lines(portion.dataset(kept, triples))


def answer(ask: Ask) -> Answer | None:
    """What a query of others was answered with: rows or triples."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

    if ask.found is None:
        return None
    media, body = ask.found
    if "results" not in media:
        return [quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)]
    solutions = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("An ASK is answered with yes or no; ask with SELECT, CONSTRUCT or DESCRIBE for what to show.")
    return [tuple(solution) for solution in solutions]


def is_iri(text: str) -> bool:
    """Whether a text is an IRI."""
    from pyoxigraph import NamedNode

    try:
        return bool(NamedNode(text))
    except ValueError:
        return False


def beyond(store: Store, view: View) -> dict[str, int]:
    """How many neighbours of the entities of a part are not in it."""
    here = {node.iri for node in view.nodes}
    found = parts.neighbours(store, here)
    return {iri: more for iri in sorted(here) if (more := len(set(found.get(iri, ())) - here))}


def reply(html: str) -> Reply:
    """A page of the explorer, which says itself what it may do."""
    policy = html.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    return Reply(200, HTML, html.encode("utf-8"), (("Content-Security-Policy", f"{policy}; frame-ancestors 'none'"),))
