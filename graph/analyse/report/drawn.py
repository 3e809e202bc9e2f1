"""The blocks of a report as HTML."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from graph.analyse.report.blocks import (
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
    Recipe,
    Sources,
    Step,
    Table,
)
from graph.analyse.report.html import NOTHING, Markup, element, lines, listed, scrolling, shown, text
from graph.analyse.report.wording import Words, number, words

if TYPE_CHECKING:
    from graph.analyse.corpus import Article

WEB = ("http://", "https://")
LOOKS = {"strong": ("b", ""), "soft": ("small", ""), "tag": ("span", "tag")}


@singledispatch
def block(held: Block) -> Markup:
    """A block as the page shows it."""
    raise TypeError(held)


def written(held: Line) -> Markup:
    """A line with its looks and citations."""
    parts = []
    for part in held:
        if isinstance(part, Cited):
            parts.append(cited(part))
        elif part.look:
            name, look = LOOKS[part.look]
            parts.append(element(name, shown(part.words), **({"class_": look} if look else {})))
        else:
            parts.append(shown(part.words))
    return Markup(" ".join(parts))


def cited(held: Cited) -> Markup:
    """The numbers of some sentences, each a link to it."""
    links = (element("a", text(f"[{one}]"), href=f"#quote-{one}") for one in held.numbers)
    return element("span", *links, class_="cited") if held.numbers else NOTHING


def recipe(held: Recipe | None) -> Markup:
    """How to get the same numbers, behind a word; nothing for none."""
    if held is None:
        return NOTHING
    name, code = ("sparql", held.sparql) if held.sparql else ("python", held.python)
    summary = element("summary", shown(words("report.recipe")))
    inner = element("pre", element("code", text(code), class_=name), tabindex="0")
    return element("details", summary, inner, class_="recipe")


@block.register
def _(held: Paragraph) -> Markup:
    made = element("p", written(held.line), **({"class_": held.look} if held.look else {}))
    return lines((made, recipe(held.recipe)))


@block.register
def _(held: Listing) -> Markup:
    return lines((listed(map(written, held.items), class_="listing"), recipe(held.recipe)))


@block.register
def _(held: Picture) -> Markup:
    caption = element("figcaption", element("b", shown(held.title)), Markup(" "), shown(held.says))
    return element("figure", held.svg, caption)


@block.register
def _(held: Point) -> Markup:
    said = element("p", written(held.line), class_="said")
    return element("article", lines((said, *map(quoted, held.quotes), recipe(held.recipe))), class_="finding")


def quoted(held: Quote) -> Markup:
    """A sentence beside its finding: as it is read, with its number."""
    passage = held.passage
    words_ = element("p", text(passage.clean or passage.quote), lang="zh")
    link = element("a", text(f"[{held.number}]"), href=f"#quote-{held.number}")
    return element("blockquote", words_, element("footer", link, Markup(" "), origin(held)))


def origin(held: Quote) -> Markup:
    """Where a sentence stands: the number of its article and its code points."""
    article = held.article
    parts = (
        [element("a", shown(words("report.source", number=article.number)), href=f"#source-{article.number}")]
        if (article)
        else []
    )
    parts.append(element("span", text(f"{held.passage.start}–{held.passage.end}"), class_="place"))
    return Markup(" · ".join(parts))


@block.register
def _(held: Table) -> Markup:
    caption = element("caption", shown(held.caption), id=f"table-{held.key}")
    top = (element("th", shown(name), scope="col", class_=side(held, at)) for at, name in enumerate(held.head))
    body = lines(element("tr", *row(held, cells)) for cells in held.rows)
    parts = [caption, element("thead", element("tr", *top)), element("tbody", body)]
    if held.foot:
        parts.append(element("tfoot", element("tr", *row(held, held.foot))))
    shaded = any(one.shade is not None for cells in held.rows for one in cells)
    made = element("table", lines(parts), class_=f"{held.key} {'matrix' if shaded else ''}".strip())
    return lines((scrolling(made, f"table-{held.key}"), recipe(held.recipe)))


def side(held: Table, at: int) -> str:
    """Whether a column is of numbers or of words."""
    return "number" if at in held.numbers else "words"


def row(held: Table, cells: tuple[Cell, ...]) -> list[Markup]:
    """The cells of a row, the first of them its header."""
    first = element("th", written(cells[0].line), scope="row", class_=side(held, 0))
    return [first, *(square(one, side(held, at)) for at, one in enumerate(cells[1:], 1))]


def square(one: Cell, kind: str) -> Markup:
    """A cell; in a heat map it is warm by its count, and hatched where there is no evidence."""
    if one.shade is None:
        return element("td", written(one.line), class_=kind)
    if one.shade < 0:
        dot = element("span", text("·"), aria_hidden="true")
        return element("td", dot, element("span", written(one.line), class_="unseen"), class_="blank")
    return element("td", written(one.line), class_=f"heat heat-{one.shade}")


@block.register
def _(held: Chains) -> Markup:
    made = listed(map(chain, held.chains), "ol", class_="chains")
    return lines((made, recipe(held.recipe)))


def chain(held: Chain) -> Markup:
    """A way through the graph as a row of names joined by relations."""
    steps = listed(map(step, held.steps), "ol", class_="chain")
    note = element("p", written(held.note), class_="note") if held.note else NOTHING
    return lines((steps, note))


def step(held: Step) -> Markup:
    """A thing after the relation that led to it."""
    name = element("b", shown(held.name), class_=f"chip kind-{held.group}")
    if not any(held.relation):
        return name
    arrow = text("←" if held.back else "→")
    way = element("i", element("span", arrow, aria_hidden="true"), Markup(" "), shown(held.relation))
    return Markup(" ".join(part for part in (way, cited(held.cited), name) if part))


@block.register
def _(held: Sources) -> Markup:
    made = element("ol", lines(source(*one) for one in held.articles), class_="sources")
    return lines((made, recipe(held.recipe)))


def source(article: Article, claims: int, figures: int) -> Markup:
    """An article with its title, publication, address, rights, fingerprint, and how much came from it."""
    title = [same(article.title)] if article.title else [text(article.id), tag(words("report.untitled"))]
    facts = [same(held) for held in (article.publisher, article.author, article.published) if held]
    numbers = shown(words("report.yield", claims=claims, figures=figures))
    codes = (element("code", text(held)) for held in (article.id, article.sha256) if held)
    parts = (
        element("p", Markup(" ".join(title)), class_="title"),
        element("p", Markup(" · ".join((*facts, numbers)))),
        element("p", address(article.url)) if article.url else NOTHING,
        element("p", same(article.rights), class_="note") if article.rights else NOTHING,
        element("p", Markup(" ".join(codes)), class_="note"),
    )
    return element("li", lines(parts), id=f"source-{article.number}")


def same(held: str) -> Markup:
    """Words of an article, which are the same in both languages of the page."""
    return shown(Words(held, held))


def tag(held: Words) -> Markup:
    """A mark behind a name."""
    return element("span", shown(held), class_="tag")


def address(url: str) -> Markup:
    """A link, when the address is one of the web; else its text."""
    if not url.lower().startswith(WEB):
        return text(url)
    return element("a", text(url), href=url, rel="noopener noreferrer")


@block.register
def _(held: Quotes) -> Markup:
    return element("ol", lines(map(citation, held.quotes)), class_="quotes")


def citation(held: Quote) -> Markup:
    """A numbered sentence: as it stands in the article, under its repaired words where they differ."""
    passage = held.passage
    raw = element("p", text(passage.quote), class_="raw", lang="zh")
    if passage.repaired:
        clean = element("p", text(passage.clean), class_="clean", lang="zh")
        raw = lines((clean, element("p", shown(words("report.raw")), class_="label"), raw))
    mark = element("span", shown(number(f"[{held.number}]")), class_="mark")
    return element("li", mark, element("blockquote", raw, element("footer", origin(held))), id=f"quote-{held.number}")
