"""The surest claim for every single hop, from which paths are put together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.analyse.corpus import Claim, Corpus

    Sure = dict[str, dict[str, Claim]]


@dataclass(frozen=True, slots=True)
class Links:
    """The surest claim between two IRIs, by the first and then the second end of the hop.

    `issues` and `addresses` begin at a policy, `answers` at an institution or thing (what it does for a theme),
    `responds` at an institution (which policy it names), `supplies` at an institution, `serves` at either.
    """

    issues: Sure = field(default_factory=lambda: defaultdict(dict))
    addresses: Sure = field(default_factory=lambda: defaultdict(dict))
    answers: Sure = field(default_factory=lambda: defaultdict(dict))
    responds: Sure = field(default_factory=lambda: defaultdict(dict))
    supplies: Sure = field(default_factory=lambda: defaultdict(dict))
    serves: Sure = field(default_factory=lambda: defaultdict(dict))
    institutions: frozenset[str] = frozenset()


def gather(corpus: Corpus, claims: Iterable[Claim], fixed: Mapping[str, str]) -> Links:
    """The links of some claims; where a place is `fixed` to an IRI, only those that keep to it."""
    policies, institutions, products, initiatives = (
        frozenset(e.iri for e in corpus.members(name)) for name in ("Policy", "Institution", "Product", "Initiative")
    )
    links = Links(institutions=institutions)
    things = products | initiatives

    def fits(**ends: str) -> bool:
        return all(fixed.get(place, iri) == iri for place, iri in ends.items())

    for claim in sorted(claims, key=lambda claim: claim.iri):
        subject, end = claim.subject, claim.object
        match claim.predicate:
            case "issues" if end in policies and fits(regulator=subject, policy=end):
                keep(links.issues, end, subject, claim)
            case "addresses" if subject in policies and fits(policy=subject, theme=end):
                keep(links.addresses, subject, end, claim)
            case "respondsTo" if end in policies:
                if subject in institutions and fits(institution=subject, policy=end):
                    keep(links.responds, subject, end, claim)
            case "advances" | "respondsTo" if fits(theme=end) and (subject in things or fits(institution=subject)):
                keep(links.answers, subject, end, claim)
            case "offers" | "develops" | "runs" if subject in institutions and end in things:
                if fits(institution=subject, thing=end):
                    keep(links.supplies, subject, end, claim)
            case "serves" if fits(segment=end):
                keep(links.serves, subject, end, claim)
    return links


def keep(sure: Sure, start: str, end: str, claim: Claim) -> None:
    """Put a claim in its place unless a surer one stands there; of equally sure ones an explicit one stays."""
    standing = sure[start].get(end)
    if standing is None or (claim.confidence, claim.explicit) > (standing.confidence, standing.explicit):
        sure[start][end] = claim
