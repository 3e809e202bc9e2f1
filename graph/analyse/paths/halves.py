"""The two halves of a path: from a regulator to a policy and its theme, and from an institution on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.analyse.paths.stretch import Stretch, hop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.analyse.corpus import Claim, Corpus
    from graph.analyse.paths.links import Links
    from graph.analyse.paths.stretch import Rank

    Pair = tuple[str, str]

NOWHERE = Stretch(("",))
OPEN_END = NOWHERE.join(NOWHERE)


@dataclass(frozen=True, slots=True)
class Halves:
    """The best stretches: `issues` of each policy to it, `heads` by theme and policy up to the theme, `tails` by theme
    and institution from there on, `named` by policy and institution, whole, where it responds to the policy by name.
    """

    issues: dict[str, Stretch] = field(default_factory=dict)
    heads: dict[str, dict[str, Stretch]] = field(default_factory=dict)
    tails: dict[str, dict[str, Stretch]] = field(default_factory=dict)
    named: dict[Pair, Stretch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endings:
    """The ways on from an institution, over the places thing and segment; `free` is the best of all, `fitting` the
    best for each theme of those whose thing itself answers the theme.
    """

    institution: str
    late: bool
    ways: tuple[Stretch, ...]
    free: Stretch
    fitting: dict[str, Stretch]

    def after(self, theme: str) -> Stretch:
        """The best way on from a theme."""
        return best((self.free, self.fitting.get(theme, self.free)))

    def arrive(self, claim: Claim) -> Stretch:
        """The hop to the institution that a claim proves."""
        return hop("institution", claim, self.institution, late=self.late)


def halve(corpus: Corpus, links: Links, fixed: Mapping[str, str]) -> Halves:
    """The halves that some links allow; a path must have every place that is `fixed`."""
    halves = Halves()
    for policy, issuers in links.issues.items():
        issue = best(hop("policy", claim, regulator, policy) for regulator, claim in issuers.items())
        halves.issues[policy] = issue
        for theme, claim in links.addresses.get(policy, {}).items():
            halves.heads.setdefault(theme, {})[policy] = issue.join(hop("theme", claim, theme))
    for institution in sorted({*links.answers, *links.responds, *links.supplies} & links.institutions):
        ways = tuple(way for way in onward(institution, links) if reaches(way, fixed))
        if ways:
            late = corpus.entity(institution).collective
            endings = Endings(institution, late, ways, best(ways), fit(ways, links))
            for theme, tail in answers(endings, links):
                put(halves.tails.setdefault(theme, {}), institution, tail)
            respond(endings, links, halves, fixed)
    return halves


def onward(institution: str, links: Links) -> Iterator[Stretch]:
    """The ways on from an institution: without a thing, and with each of its things."""
    yield OPEN_END
    if direct := links.serves.get(institution):
        yield NOWHERE.join(served(direct))
    for thing, claim in links.supplies.get(institution, {}).items():
        after = links.serves.get(thing)
        yield hop("thing", claim, thing).join(served(after) if after else NOWHERE)


def served(claims: Mapping[str, Claim]) -> Stretch:
    """The best hop to a segment."""
    return best(hop("segment", claim, segment) for segment, claim in claims.items())


def reaches(ending: Stretch, fixed: Mapping[str, str]) -> bool:
    """Whether an ending has the thing and the segment that a path must have."""
    thing, segment = ending.places
    return bool((thing or "thing" not in fixed) and (segment or "segment" not in fixed))


def fit(ways: Iterable[Stretch], links: Links) -> dict[str, Stretch]:
    """The best of some ways for each theme that the thing on the way answers."""
    found: dict[str, Stretch] = {}
    for way in ways:
        for theme in links.answers.get(way.places[0], {}):
            put(found, theme, replace(way, fitting=True))
    return found


def answers(endings: Endings, links: Links) -> Iterator[tuple[str, Stretch]]:
    """The ways on from each theme: proved by a claim of the institution itself, or of the thing on the way."""
    for theme, claim in links.answers.get(endings.institution, {}).items():
        yield theme, endings.arrive(claim).join(endings.after(theme))
    for way in endings.ways:
        for theme, claim in links.answers.get(way.places[0], {}).items():
            yield theme, endings.arrive(claim).join(replace(way, fitting=True))


def respond(endings: Endings, links: Links, halves: Halves, fixed: Mapping[str, str]) -> None:
    """Put the whole ways of an institution from each policy to which it responds by name."""
    for policy, claim in links.responds.get(endings.institution, {}).items():
        begins = openings(endings.institution, policy, halves)
        middle = endings.arrive(claim)
        found = [b.join(middle).join(endings.after(b.places[2])) for b in begins if b.places[2] or "theme" not in fixed]
        if found:
            halves.named[policy, endings.institution] = best(found)


def openings(institution: str, policy: str, halves: Halves) -> list[Stretch]:
    """The ways to a policy and each of its themes that the institution answers; to each of all its themes where it
    answers none; without a theme where it has none.
    """
    addressed = [theme for theme in sorted(halves.heads) if policy in halves.heads[theme]]
    answered = [theme for theme in addressed if institution in halves.tails.get(theme, {})]
    if addressed:
        return [halves.heads[theme][policy] for theme in answered or addressed]
    return [halves.issues[policy].join(NOWHERE)] if policy in halves.issues else []


def put(held: dict[str, Stretch], key: str, stretch: Stretch) -> None:
    """Put a stretch in its place unless a better one stands there."""
    if key not in held or stretch.rank < held[key].rank:
        held[key] = stretch


def best(stretches: Iterable[Stretch]) -> Stretch:
    """The first of some stretches by rank."""
    return min(stretches, key=rank)


def rank(stretch: Stretch) -> Rank:
    """The rank of a stretch, to sort by."""
    return stretch.rank
