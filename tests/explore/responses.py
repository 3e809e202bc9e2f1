"""Response paths by plain loops over every combination: what the page must show, worked out without its shortcuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from graph.explore.view import BASE, Claim, Edge, View

ROLES = ("regulator", "policy", "theme", "institution", "thing", "segment")
LEAST = Decimal("0.5")
CLASSES = """
wp:Institution a owl:Class . wp:Bank a owl:Class ; rdfs:subClassOf wp:Institution . wp:Theme a owl:Class .
wp:Policy a owl:Class . wp:App a owl:Class . wp:Segment a owl:Class . wp:Regulator a owl:Class .
wp:Policy rdfs:label "政策文件"@zh , "policy"@en . wp:issues rdfs:label "发布"@zh , "issues"@en .
wp:advances rdfs:label "推进主题"@zh , "advances"@en .
"""
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

    def rank(self, view: View) -> tuple[object, ...]:
        """What paths are sorted by."""
        collective = {node.iri for node in view.nodes if node.collective}
        full = bool(self.ids[4]) + bool(self.ids[5])
        explicit = sum(hop.claim.explicit for hop in self.hops)
        proof = bool(self.ids[2]) and self.hops[2].subject != self.ids[3], [hop.predicate for hop in self.hops]
        return self.ids[3] in collective, -full, -self.sure, -explicit, self.ids, proof


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


def every(view: View, least: Decimal, article: str) -> Iterator[Path]:
    """Every path there is."""
    hops = [one for number, edge in enumerate(view.edges) if (one := hop(number, edge, least, article))]
    banks = {node.iri for node in view.nodes if institution(node.type, view)}
    of = {kind: [one for one in hops if one.predicate in kind.split()] for kind in KINDS_OF_HOPS}
    owned = [one for one in of["offers develops runs"] if one.subject in banks]
    for issue in of["issues"]:
        for reply in of["respondsTo"]:
            if reply.object == issue.object and reply.subject in banks:
                for rest, ends in endings(reply.subject, "", owned, of["serves"]):
                    yield Path((issue.subject, issue.object, "", reply.subject, *ends), (issue, reply, *rest))
        for address in (one for one in of["addresses"] if one.subject == issue.object):
            for act in (one for one in of["advances respondsTo"] if one.object == address.object):
                whose = {act.subject: ""} if act.subject in banks else {}
                for who, thing in [*whose.items(), *((o.subject, o.object) for o in owned if o.object == act.subject)]:
                    for rest, ends in endings(who, thing, owned, of["serves"]):
                        ids = (issue.subject, issue.object, address.object, who, *ends)
                        yield Path(ids, (issue, address, act, *rest))


KINDS_OF_HOPS = ("issues", "addresses", "advances respondsTo", "respondsTo", "offers develops runs", "serves")


def endings(who: str, thing: str, owned: list[Hop], served: list[Hop]) -> Iterator[tuple[list[Hop], tuple[str, str]]]:
    """Every end of a path of an institution; with a thing only those through it."""
    if not thing:
        yield [], ("", "")
        yield from (([serve], ("", serve.object)) for serve in served if serve.subject == who)
    for own in owned:
        if own.subject == who and thing in ("", own.object):
            yield [own], (own.object, "")
            yield from (([own, serve], (own.object, serve.object)) for serve in served if serve.subject == own.object)


def institution(kind: str, view: View) -> bool:
    """Whether a class is that of institutions or below it."""
    parents = {term.name: term.parents for term in view.terms}
    return kind == "Institution" or any(institution(parent, view) for parent in parents.get(kind, ()))


def responses(view: View, through: tuple[str, ...] = (), least: Decimal = Decimal(0), article: str = "") -> list[Path]:
    """The best path of each pair through some entities, the best first."""
    best: dict[tuple[str, str], Path] = {}
    for path in every(view, least, article):
        if set(through) <= set(path.ids) and (path.pair not in best or path.rank(view) < best[path.pair].rank(view)):
            best[path.pair] = path
    return sorted(best.values(), key=lambda path: path.rank(view))


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
