"""The main findings: what stands out in the matrix, the network and the claims, each with claims that show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE, Entity
from graph.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Claim, Corpus
    from graph.analyse.gaps.gaps import Gaps
    from graph.analyse.gaps.matrix import Matrix
    from graph.analyse.measures.measures import Measures
    from graph.analyse.paths.paths import Paths

Value = int | tuple[Entity, ...]
CITED = 2
TIED = 3
COMMON = (("serves", "segment"), ("uses", "technology"), ("drawsDataFrom", "source"), ("respondsTo", "policy"))


SHARED = 'collections.Counter(o for o, _ in {{(c.object, c.subject) for c in a.claims if c.predicate == "{}"}})'
RECIPES = {
    "theme": "[(t.zh, sum(len(r.cells[n]) > 0 for r in a.matrix.named)) for n, t in enumerate(a.matrix.themes)], "
    "len(a.matrix.named)",
    "no_theme": "[t.zh for t in a.matrix.themes if all(c.blank for c in a.matrix.column(t.iri))]",
    "coverage": "(p := a.gaps.policies.with_themes[0]).reached, p.total, len(p.uptakes), "
    "[(u.theme.zh, len(u.institutions)) for u in p.uptakes]",
    "unserved": "len(a.gaps.segments.unserved), len(a.gaps.segments.services)",
    "path": "a.paths.total, [(hop.claim.subject, hop.claim.object) for hop in a.paths.paths[0].hops]",
    "blanks": "sum(c.blank for r in a.matrix.named for c in r.cells), len(a.matrix.named) * len(a.matrix.themes)",
    "broadest": "max((r.covered, r.institution.zh) for r in a.matrix.named), len(a.matrix.themes)",
    "hub": "a.measures.by_degree()[0]",
    "bridge": "a.measures.by_betweenness()[0]",
    "groups": "len(a.measures.communities), len(a.measures.communities[0].members)",
    "plans": 'sum(c.modality != "Done" for c in a.kept), len(a.kept)',
    **{kind: SHARED.format(predicate) for predicate, kind in COMMON},
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence: `kind` names its message in the messages file, `values` fill it, `claims` prove it."""

    kind: str
    values: tuple[tuple[str, Value], ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def recipe(self) -> str:
        """The line of Python that gives its numbers, where `a` is the analysis."""
        return RECIPES[self.kind]

    def text(self, lang: str) -> str:
        """The sentence in a language."""
        return say(f"analyse.finding_{self.kind}", lang, **{name: worded(v, lang) for name, v in self.values})


def worded(value: Value, lang: str) -> str:
    """A number with its digits in groups, or names one after the other."""
    if isinstance(value, int):
        return f"{value:,}"
    return say("analyse.comma", lang).join(entity.name(lang) for entity in value)


def findings(
    corpus: Corpus, claims: tuple[Claim, ...], matrix: Matrix, measures: Measures, gaps: Gaps, paths: Paths
) -> tuple[Finding, ...]:
    """The findings that the data gives, what matters most first; an empty graph gives none."""
    return (
        *of_themes(matrix),
        *of_policies(gaps),
        *of_institutions(matrix),
        *of_paths(paths),
        *of_blanks(matrix),
        *of_segments(gaps),
        *of_network(corpus, claims, measures),
        *(finding for predicate, kind in COMMON for finding in of_objects(corpus, claims, predicate, kind)),
        *of_plans(corpus),
    )


def of_themes(matrix: Matrix) -> Iterable[Finding]:
    """The themes with most institutions, the themes with none, and how much of the matrix is blank."""
    rows = matrix.named
    if not (rows and matrix.themes):
        return
    cells = {t.iri: [row.cells[at] for row in rows] for at, t in enumerate(matrix.themes)}
    counts = {iri: sum(1 for cell in column if len(cell)) for iri, column in cells.items()}
    top = [theme for theme in matrix.themes if counts[theme.iri] == max(counts.values())]
    if counts[top[0].iri] and len(top) <= TIED:
        shown = [claim for theme in top for cell in cells[theme.iri] for claim in cell.claims]
        many = (("count", counts[top[0].iri]), ("total", len(rows)))
        yield Finding("theme", (("themes", tuple(top)), *many), cite(shown))
    if empty := tuple(theme for theme in matrix.themes if all(cell.blank for cell in cells[theme.iri])):
        yield Finding("no_theme", (("themes", empty),))


def of_policies(gaps: Gaps) -> Iterable[Finding]:
    """How far the policy that reaches most institutions is answered, and on which of its themes least."""
    for one in gaps.policies.with_themes[:1]:
        least = min(len(uptake.institutions) for uptake in one.uptakes)
        weakest = tuple(uptake.theme for uptake in one.uptakes if len(uptake.institutions) == least)
        if one.total and len(one.uptakes) > 1:
            counts = (("themes", len(one.uptakes)), ("reached", one.reached), ("total", one.total), ("least", least))
            values = (("policy", (one.policy,)), *counts, ("weakest", weakest))
            yield Finding("coverage", values, cite((*one.addressed, *one.responded)))


def of_paths(paths: Paths) -> Iterable[Finding]:
    """The strongest way from a regulator to whom its policy serves in the end, where one is complete."""
    for one in (path for path in paths.paths[:1] if path.complete):
        names = ("regulator", "policy", "theme", "institution", "thing", "segment")
        values = tuple((name, (getattr(one, name),)) for name in names)
        yield Finding("path", (*values, ("total", paths.total)), tuple(dict.fromkeys(hop.claim for hop in one.hops)))


def of_blanks(matrix: Matrix) -> Iterable[Finding]:
    """How many institutions and themes have no evidence together."""
    blanks = sum(cell.blank for row in matrix.named for cell in row.cells)
    if blanks:
        yield Finding("blanks", (("count", blanks), ("total", len(matrix.named) * len(matrix.themes))))


def of_segments(gaps: Gaps) -> Iterable[Finding]:
    """How many segments nobody is said to serve, where anybody is said to serve any."""
    held = gaps.segments
    if held.unserved and len(held.unserved) < len(held.services):
        yield Finding("unserved", (("count", len(held.unserved)), ("total", len(held.services))))


def of_institutions(matrix: Matrix) -> Iterable[Finding]:
    """The institutions with evidence on most themes, when there is evidence on more than one."""
    rows = matrix.named
    most = max((row.covered for row in rows), default=0)
    top = [row for row in rows if row.covered == most]
    if most > 1 and len(top) <= TIED:
        shown = [claim for row in top for cell in row.cells for claim in cite(cell.claims, 1)]
        names = tuple(row.institution for row in top)
        counts = (("count", most), ("total", len(matrix.themes)))
        yield Finding("broadest", (("institutions", names), *counts), cite(shown, most))


def of_network(corpus: Corpus, claims: tuple[Claim, ...], measures: Measures) -> Iterable[Finding]:
    """The best connected entity of all and the one that most shortest ways lead through."""
    for kind, standings in (("hub", measures.by_degree()), ("bridge", measures.by_betweenness())):
        if standings and standings[0].degree > 1:
            first = standings[0]
            near = [claim for claim in claims if first.entity in (claim.subject, claim.object)]
            values = (("entity", (corpus.entity(first.entity),)), ("count", first.degree))
            yield Finding(kind, values, cite(near))
    if len(measures.communities) > 1:
        hubs = tuple(corpus.entity(iri) for iri in measures.communities[0].hubs)
        members = len(measures.communities[0].members)
        yield Finding("groups", (("count", len(measures.communities)), ("members", members), ("hubs", hubs)))


def of_objects(corpus: Corpus, claims: tuple[Claim, ...], predicate: str, kind: str) -> Iterable[Finding]:
    """The objects of a relation that most subjects share, when at least two do."""
    subjects = defaultdict(set)
    for claim in claims:
        if claim.predicate == predicate and (kind != "policy" or corpus.is_a(corpus.entity(claim.object), "Policy")):
            subjects[claim.object].add(claim.subject)
    most = max(map(len, subjects.values()), default=0)
    top = sorted(iri for iri, held in subjects.items() if len(held) == most)
    if most > 1 and len(top) <= TIED:
        shown = [claim for claim in claims if claim.predicate == predicate and claim.object in top]
        yield Finding(kind, (("objects", tuple(map(corpus.entity, top))), ("count", most)), cite(shown))


def of_plans(corpus: Corpus) -> Iterable[Finding]:
    """How many claims speak of what is not done."""
    kept = [claim for claim in corpus.claims if not claim.rejected]
    undone = [claim for claim in kept if claim.modality != DONE]
    if undone:
        yield Finding("plans", (("count", len(undone)), ("total", len(kept))), cite(undone))


def cite(claims: Iterable[Claim], most: int = CITED) -> tuple[Claim, ...]:
    """The claims that show something best, of different sentences: stated before derived, explicit before implied,
    then the surest.
    """
    ordered = sorted(set(claims), key=lambda c: (c.derived, not c.explicit, -c.confidence, c.iri))
    seen: Counter[tuple[str, ...]] = Counter()
    kept = []
    for claim in ordered:
        if claim.passages and not seen[claim.passages]:
            kept.append(claim)
        seen[claim.passages] += 1
    return tuple(kept[:most])
