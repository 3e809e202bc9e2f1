"""Response paths by plain loops over every combination: what the page must show, worked out without its shortcuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from graph.explore.view import BASE, Claim, Edge, View

LEAST = Decimal("0.5")
CLASSES = """
wp:Institution a owl:Class . wp:Bank a owl:Class ; rdfs:subClassOf wp:Institution . wp:Theme a owl:Class .
wp:Policy a owl:Class . wp:Segment a owl:Class . wp:Authority a owl:Class .
wp:Product a owl:Class . wp:App a owl:Class ; rdfs:subClassOf wp:Product .
wp:Regulator a owl:Class ; rdfs:subClassOf wp:Authority .
wp:Policy rdfs:label "政策文件"@zh , "policy"@en . wp:issues rdfs:label "发布"@zh , "issues"@en .
wp:advances rdfs:label "推进主题"@zh , "advances"@en .
"""
PLACES = {"Authority": "regulator", "Policy": "policy", "Theme": "theme", "Institution": "institution"}
PLACES |= {"Segment": "segment", "Product": "thing", "Initiative": "thing"}
KINDS = {"r": "Regulator", "p": "Policy", "t": "Theme", "b": "Bank", "c": "Bank", "a": "App", "s": "Segment"}


@dataclass(frozen=True, slots=True)
class Hop:
    """A relation that counts, by its number, with the claim that speaks for it."""

    number: int
    subject: str
    predicate: str
    object: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Path:
    """A path: the IRIs of those in its roles, empty for nobody, and its hops."""

    ids: tuple[str, ...]
    hops: tuple[Hop, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The policy and the institution."""
        return self.ids[1], self.ids[3]

    @property
    def sure(self) -> int:
        """The product of the confidences in thousand millionths."""
        product = Decimal(1)
        for hop in self.hops:
            product *= hop.claim.confidence
        return round(product * 10**9)

    @property
    def reply(self) -> bool:
        """Whether it shows a response to the policy by name."""
        return any(hop.predicate == "respondsTo" and hop.object == self.ids[1] for hop in self.hops)


def counts(claim: Claim, least: Decimal, article: str) -> bool:
    """Whether a claim makes its relation a hop."""
    done = claim.modality == "Done" and not claim.negative and not claim.rejected
    within = not article or any(f"/{article}#" in passage for passage in claim.passages)
    return done and claim.confidence >= max(least, LEAST) and within


def hop(number: int, edge: Edge, least: Decimal, article: str) -> Hop | None:
    """The hop of an edge, if any of its claims counts."""
    held = [claim for claim in edge.claims if counts(claim, least, article)]
    if not held or edge.subject == edge.object:
        return None
    best = max(held, key=lambda claim: (claim.confidence, claim.explicit))
    return Hop(number, edge.subject, edge.predicate, edge.object, best)


class Web:
    """The hops of a view, each between two entities of the right classes by the surest claim."""

    def __init__(self, view: View, least: Decimal, article: str) -> None:
        self.places = {node.iri: place(node.type, view) for node in view.nodes}
        self.late = {node.iri for node in view.nodes if node.collective}
        self.hops: dict[tuple[str, str, str], Hop] = {}
        for number, edge in enumerate(view.edges):
            one = hop(number, edge, least, article)
            if one and (kind := self.kind(one)):
                known = self.hops.get((kind, one.subject, one.object))
                if known is None or sureness(one) > sureness(known):
                    self.hops[kind, one.subject, one.object] = one

    def kind(self, one: Hop) -> str:
        """What a hop is good for, empty for nothing."""
        ends = self.places[one.subject], self.places[one.object]
        reply = one.predicate == "respondsTo" and ends[1] == "policy"
        known = {"issues": ends[1] == "policy", "addresses": ends[0] == "policy"}
        known |= dict.fromkeys(("offers", "develops", "runs"), ends == ("institution", "thing"))
        known |= dict.fromkeys(("advances", "serves"), ends[0] in ("institution", "thing"))
        known["respondsTo"] = ends[0] == "institution" if reply else known["advances"]
        names = {"offers": "owns", "develops": "owns", "runs": "owns", "advances": "acts", "respondsTo": "acts"}
        return ("replies" if reply else names.get(one.predicate, one.predicate)) if known.get(one.predicate) else ""

    def of(self, kind: str, subject: str = "", object_: str = "") -> list[Hop]:
        """The hops of a kind, from a subject or to an object where one is given."""
        return [
            one
            for (name, start, end), one in self.hops.items()
            if name == kind and subject in ("", start) and object_ in ("", end)
        ]

    def rank(self, path: Path) -> tuple[object, ...]:
        """What paths are sorted by."""
        _, _, theme, who, thing, _ = path.ids
        own = any(hop.subject == who and hop.predicate in ("advances", "respondsTo") for hop in path.hops)
        explicit = sum(hop.claim.explicit for hop in path.hops)
        apart = ("acts", thing, theme) not in self.hops
        return who in self.late, -len(path.hops), apart, -path.sure, -explicit, path.ids, not own


def sureness(one: Hop) -> tuple[Decimal, bool]:
    return one.claim.confidence, one.claim.explicit


def every(web: Web) -> Iterator[Path]:
    """Every path there is."""
    for issue in web.of("issues"):
        regulator, policy = issue.subject, issue.object
        addressed = web.of("addresses", policy)
        for address in addressed:
            for act in web.of("acts", object_=address.object):
                whose = [(act.subject, "")] if web.places[act.subject] == "institution" else []
                whose += [(own.subject, own.object) for own in web.of("owns", object_=act.subject)]
                for who, thing in whose:
                    for rest, ends in endings(web, who, thing):
                        yield Path((regulator, policy, address.object, who, *ends), (issue, address, act, *rest))
        for reply in web.of("replies", object_=policy):
            who = reply.subject
            for theme, over in [(one.object, [one]) for one in addressed] or [("", [])]:
                for rest, ends in endings(web, who):
                    yield Path((regulator, policy, theme, who, *ends), (issue, *over, reply, *rest))


def endings(web: Web, who: str, thing: str = "") -> Iterator[tuple[list[Hop], tuple[str, str]]]:
    """Every end of a path of an institution; with a thing only those through it."""
    if not thing:
        yield [], ("", "")
        yield from (([serve], ("", serve.object)) for serve in web.of("serves", who))
    for own in web.of("owns", who, thing):
        yield [own], (own.object, "")
        yield from (([own, serve], (own.object, serve.object)) for serve in web.of("serves", own.object))


def place(kind: str, view: View) -> str:
    """Where entities of a class stand on a path, empty for nowhere."""
    parents = {term.name: term.parents for term in view.terms}
    found = PLACES.get(kind, "")
    return found or next((up for parent in parents.get(kind, ()) if (up := place(parent, view))), "")


def responses(view: View, through: tuple[str, ...] = (), least: Decimal = Decimal(0), article: str = "") -> list[Path]:
    """The best path of each pair through some entities, the best first."""
    web = Web(view, least, article)
    held = [path for path in every(web) if set(through) <= set(path.ids)]
    replies = {path.pair for path in held if path.reply}
    acted: dict[tuple[str, str], set[str]] = {path.pair: set() for path in held}
    for path in held:
        if not path.reply:
            acted[path.pair].add(path.ids[2])
    best: dict[tuple[str, str], Path] = {}
    for path in sorted(held, key=web.rank):
        over = not acted[path.pair] or path.ids[2] in acted[path.pair]
        if over if path.reply else path.pair not in replies:
            best.setdefault(path.pair, path)
    return sorted(best.values(), key=web.rank)


def drawn(seed: int) -> str:
    """Turtle of a small dense graph in which much is tied, missing or does not count."""
    chance = Random(seed)
    names = [f"{kind}{number}" for kind in KINDS for number in range(1, 2 if kind == "c" else 4)]
    ends = [("r", "issues", "p"), ("p", "addresses", "t"), ("bca", "advances", "t"), ("bc", "respondsTo", "tp")]
    ends += [("bcr", kind, "a") for kind in ("offers", "develops", "runs")] + [("bca", "serves", "s")]
    claims = []
    for starts, predicate, objects in ends:
        for start in (name for name in names if name[0] in starts):
            for end in (name for name in names if name[0] in objects):
                claims += [told(chance, start, predicate, end) for _ in range(chance.choice((0, 0, 1, 2)))]
    return CLASSES + entities(names) + "".join(f"id:x{number} {claim}\n" for number, claim in enumerate(claims))


def entities(names: list[str]) -> str:
    """Turtle of entities whose classes their names begin with; those in c are collectives."""
    return "".join(
        f'id:{name} a wp:{KINDS[name[0]]} ; skos:prefLabel "{name}"@zh '
        + ("; wp:collective true .\n" if name[0] == "c" else ".\n")
        for name in names
    )


def told(chance: Random, start: str, predicate: str, end: str) -> str:
    """Turtle of a claim of which much does not count."""
    modality = chance.choice(("Done",) * 7 + ("Planned",))
    more = chance.choice(("",) * 12 + ("; wp:polarity wp:Negative", "; wp:rejected true"))
    confidence, explicit = chance.choice(("0.4", "0.5", "0.8", "0.9", "0.9", "1")), chance.choice(("true", "false"))
    return stated(start, predicate, end, confidence, explicit, f"; wp:modality wp:{modality} {more}")


def stated(
    start: str, predicate: str, end: str, confidence: str = "0.9", explicit: str = "true", more: str = ""
) -> str:
    """Turtle of a claim, without its subject."""
    return (
        f"a wp:Claim ; wp:subject id:{start} ; wp:predicate wp:{predicate} ; wp:object id:{end} ; "
        f"wp:confidence {confidence} ; wp:explicit {explicit} {more} ."
    )


def short(iri: str) -> str:
    """An IRI as the address of the page has it."""
    return iri.removeprefix(BASE)
