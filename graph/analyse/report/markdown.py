"""The report as Markdown in one language, for mail, a wiki, a memo; of pictures it tells what they show."""

from __future__ import annotations

import re
from functools import singledispatch
from typing import TYPE_CHECKING

from graph.analyse.report.blocks import (
    BLANK,
    Block,
    Cell,
    Chain,
    Chains,
    Cited,
    Line,
    Listing,
    Paragraph,
    Picture,
    Point,
    Quote,
    Quotes,
    Report,
    Sources,
    Table,
)
from graph.analyse.report.wording import Words, words

if TYPE_CHECKING:
    from graph.analyse.corpus import Article

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def markdown(report: Report, lang: str) -> str:
    """A report as Markdown text in a language; how to get its numbers stands at the end."""
    sizes = " · ".join(f"{said(name, lang)} **{count:,}**" for name, count in report.tiles)
    parts = [f"# {said(words('report.title'), lang)}", said(report.subtitle, lang), sizes]
    for section in report.sections:
        parts.append(f"## {said(words(f'report.{section.key}'), lang)}")
        parts += (text for held in section.blocks for text in block(held, lang) if text)
    return "\n\n".join([*parts, *recipes(report, lang)]) + "\n"


def recipes(report: Report, lang: str) -> list[str]:
    """How to get the same numbers: a line or query for each table, finding and list."""
    held = [(words("report.sizes"), report.tiles_recipe)]
    for section in report.sections:
        for part in section.blocks:
            if isinstance(part, Table | Point | Chains | Paragraph | Listing | Sources) and part.recipe:
                title = part.caption if isinstance(part, Table) else words(f"report.{section.key}")
                held.append((title, part.recipe))
    parts = [f"## {said(words('report.recipe'), lang)}"]
    for title, one in held:
        name, code = ("sparql", one.sparql) if one.sparql else ("python", one.python)
        parts += [said(title, lang), f"```{name}\n{code}\n```"]
    return parts


def plain(text: str) -> str:
    r"""Text as Markdown shows it, whatever it holds; line ends become blanks.

    >>> plain("a*b\n<i>|")
    'a\\*b \\<i\\>\\|'
    """
    return SPECIAL.sub(r"\\\1", CONTROL.sub(" ", text)).strip()


def said(held: Words, lang: str) -> str:
    """Words in a language."""
    return plain(held.en if lang == "en" else held.zh)


def written(held: Line, lang: str) -> str:
    """A line with its looks and citations."""
    parts = []
    for part in held:
        if isinstance(part, Cited):
            parts.append(cited(part))
        else:
            text = said(part.words, lang)
            parts.append(f"**{text}**" if part.look == "strong" and text else text)
    return " ".join(part for part in parts if part)


def cited(held: Cited) -> str:
    """The numbers of some sentences."""
    return "".join(f"\\[{number}\\]" for number in held.numbers)


@singledispatch
def block(held: Block, lang: str) -> list[str]:
    """The paragraphs of a block."""
    raise TypeError(held, lang)


@block.register
def _(held: Paragraph, lang: str) -> list[str]:
    return [written(held.line, lang)]


@block.register
def _(held: Listing, lang: str) -> list[str]:
    return ["\n".join(f"- {written(item, lang)}" for item in held.items)]


@block.register
def _(held: Picture, lang: str) -> list[str]:
    return [f"{said(held.title, lang)}: {said(held.says, lang)}"]


@block.register
def _(held: Point, lang: str) -> list[str]:
    quotes = (f"> {plain(one.passage.clean or one.passage.quote)} {place(one, lang)}" for one in held.quotes)
    return [f"**{written(held.line, lang)}**", *quotes]


def place(held: Quote, lang: str) -> str:
    """Where a sentence stands: its number, its article, its code points."""
    article = said(words("report.source", number=held.article.number), lang) if held.article else ""
    return f"\\[{held.number}\\] {article} · {held.passage.start}–{held.passage.end}"


@block.register
def _(held: Table, lang: str) -> list[str]:
    rule = "|".join("---:" if at in held.numbers else "---" for at in range(len(held.head)))
    lines = ["| " + " | ".join(said(name, lang) for name in held.head) + " |", f"|{rule}|"]
    lines += (row(cells, lang) for cells in (*held.rows, *([held.foot] if held.foot else [])))
    return [f"**{said(held.caption, lang)}**", "\n".join(lines)]


def row(cells: tuple[Cell, ...], lang: str) -> str:
    """A row of a table."""
    texts = ("—" if one.shade == BLANK else written(one.line, lang) for one in cells)
    return "| " + " | ".join(texts) + " |"


@block.register
def _(held: Chains, lang: str) -> list[str]:
    lines = "\n".join(f"{number}. {chain(one, lang)}" for number, one in enumerate(held.chains, 1))
    return [lines]


def chain(held: Chain, lang: str) -> str:
    """A way through the graph in one line."""
    parts = []
    for step in held.steps:
        way = (
            f"{'←' if step.back else '→'} {said(step.relation, lang)} {cited(step.cited)}" if any(step.relation) else ""
        )
        parts += [way.strip(), f"**{said(step.name, lang)}**"]
    note = written(held.note, lang)
    return " ".join(part for part in parts if part) + (f" ({note})" if note else "")


@block.register
def _(held: Sources, lang: str) -> list[str]:
    return ["\n".join(f"{one[0].number}. {source(*one, lang)}" for one in held.articles)]


def source(article: Article, claims: int, figures: int, lang: str) -> str:
    """An article as it is cited, with how much came from it."""
    facts = (article.title or article.id, article.publisher, article.author, article.published, article.url)
    counts = said(words("report.yield", claims=claims, figures=figures), lang)
    return " · ".join([*(plain(one) for one in facts if one), counts])


@block.register
def _(held: Quotes, lang: str) -> list[str]:
    return ["\n".join(f"- {place(one, lang)}: {plain(one.passage.quote)}" for one in held.quotes)]
