"""The analysis for the terminal: aligned columns in one language, nothing cut or wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.listing import lacks, routes
from graph.analyse.measures.measures import EXACT
from graph.messages import say
from graph.store.columns import pad, visible, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Entity
    from graph.analyse.gaps.matrix import Cell, Evidence
    from graph.analyse.measures.measures import Standing

SHOWN = 10
GAP = "  "
BLANK = "·"


def table(analysis: Analysis, lang: str) -> str:
    """The matrix, paths, gaps, measures and findings as text that ends with a newline."""
    parts = [
        matrix(analysis, lang),
        titled("report.paths", routes(analysis, lang), lang),
        titled("report.gaps", lacks(analysis, lang), lang),
        network(analysis, lang),
        found(analysis, lang),
    ]
    return "\n".join(part for part in parts if part)


def matrix(analysis: Analysis, lang: str) -> str:
    """The institution × theme matrix with its key."""
    held = analysis.matrix
    lines = [heading(say("analyse.matrix", lang))]
    if not held.rows:
        lines.append(say("analyse.no_institutions", lang))
    else:
        head = [say("analyse.institution", lang), *(t.name(lang) for t in held.themes), say("analyse.covered", lang)]
        body = [
            [called(row.institution, lang), *map(parts, row.cells), f"{row.covered}/{len(held.themes)}"]
            for row in held.rows
        ]
        lines += [*grid(head, body, numbers=range(1, len(head))), "", say("analyse.key", lang)]
        lines.append(say("analyse.meaning_matrix", lang))
    if held.silent:
        names = say("analyse.comma", lang).join(entity.name(lang) for entity in held.silent)
        lines.append(visible(say("analyse.silent", lang, count=len(held.silent), names=names)))
    return "\n".join(lines) + "\n"


def network(analysis: Analysis, lang: str) -> str:
    """The measures, each under its meaning."""
    measures = analysis.measures
    sizes = {"pairs": measures.pairs, "pieces": measures.pieces, "alone": measures.alone}
    counts = {"nodes": len(measures.standings), "claims": len(analysis.claims)}
    lines = [heading(say("analyse.network", lang)), say("analyse.size", lang, **counts, **sizes)]
    if not measures.pairs:
        return "\n".join([*lines, say("analyse.no_links", lang)]) + "\n"
    if measures.pivots is not None:
        lines.append(say("analyse.sampled", lang, limit=EXACT, pivots=measures.pivots))
    for key, ranks in (("degree", measures.by_degree()), ("betweenness", measures.by_betweenness())):
        if ranks:
            lines += ["", say(f"analyse.by_{key}", lang), say(f"analyse.meaning_{key}", lang)]
            lines += standings(analysis, ranks[:SHOWN], lang)
    return "\n".join([*lines, *groups(analysis, lang)]) + "\n"


def standings(analysis: Analysis, ranks: Sequence[Standing], lang: str) -> Iterator[str]:
    """The lines of a ranking."""
    head = [say(f"analyse.{name}", lang) for name in ("entity", "class", "degree", "claims", "betweenness")]
    body = []
    for one in ranks:
        entity = analysis.corpus.entity(one.entity)
        label = analysis.corpus.term(entity.type).label(lang)
        body.append([entity.name(lang), label, str(one.degree), str(one.claims), f"{one.betweenness:.4f}"])
    return grid(head, body, numbers=(2, 3, 4))


def groups(analysis: Analysis, lang: str) -> Iterator[str]:
    """The lines of the communities."""
    yield ""
    modularity = say("analyse.modularity", lang, value=f"{analysis.measures.modularity:.4f}")
    yield f"{say('analyse.communities', lang)} · {modularity}"
    yield say("analyse.meaning_communities", lang)
    body = [
        [str(len(one.members)), " · ".join(analysis.corpus.entity(iri).name(lang) for iri in one.hubs)]
        for one in analysis.measures.communities[:SHOWN]
    ]
    yield from grid([say("analyse.members", lang), say("analyse.community", lang)], body, numbers=(0,))
    if (more := len(analysis.measures.communities) - SHOWN) > 0:
        yield "(" + say("report.more", lang, count=more) + ")"


def found(analysis: Analysis, lang: str) -> str:
    """The main findings, one a line."""
    if not analysis.findings:
        return ""
    lines = [heading(say("report.findings", lang)), *(f"- {visible(one.text(lang))}" for one in analysis.findings)]
    return "\n".join(lines) + "\n"


def titled(key: str, lines: Iterator[str], lang: str) -> str:
    """Some lines under their title; nothing where there is none."""
    held = tuple(lines)
    return "\n".join([heading(say(key, lang)), *held]) + "\n" if held else ""


def heading(text: str) -> str:
    """A title with a line under it."""
    return text + "\n" + "═" * width(text)


def called(entity: Entity, lang: str) -> str:
    """The name of an institution; a collective is marked as one."""
    return entity.name(lang) + (f" [{say('analyse.collective', lang)}]" if entity.collective else "")


def parts(cell: Cell) -> str:
    """What a cell holds: stated + derived claims, those of products and initiatives in brackets, uncounted after `?`.

    >>> from graph.analyse.gaps.matrix import Cell
    >>> parts(Cell("a", "b"))
    '·'
    """
    if cell.blank:
        return BLANK
    found = [number(cell.direct)] if len(cell.direct) else []
    found += [f"({number(cell.via)})"] if len(cell.via) else []
    found += [f"?{len(cell.open)}"] if cell.open else []
    return " ".join(found)


def number(evidence: Evidence) -> str:
    """Stated claims, and derived ones behind a plus sign."""
    derived = len(evidence.derived)
    return f"{evidence.stated}+{derived}" if derived else str(evidence.stated)


def grid(head: Sequence[str], body: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> Iterator[str]:
    """The lines of a table: columns padded to equal width, `numbers` flush right, a rule under the head."""
    rows = [[visible(text) for text in row] for row in (head, *body)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for at, row in enumerate(rows):
        cells = (pad(text, wide, right=n in numbers) for n, (text, wide) in enumerate(zip(row, widths, strict=True)))
        yield GAP.join(cells).rstrip()
        if at == 0:
            yield GAP.join("─" * wide for wide in widths)
