"""The report page: one HTML file with everything in it, in Chinese and English, that makes no request.

`page` puts the sections between the template's lines under a content security policy that allows its one style and
its one script by their hashes. The same analysis gives the same bytes.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from graph.analyse.report import closing, grid, lists, opening, standing
from graph.analyse.report.html import Markup, element, fingerprint, lines, listed, text
from graph.analyse.report.wording import told, words
from graph.resources import asset

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis


def page(analysis: Analysis) -> str:
    """The report of an analysis as HTML text."""
    style, script = read("report.css"), read("report.js")
    held = sections(analysis)
    return Template(read("report.html")).substitute(
        policy=policy(style, script),
        style=style,
        script=script,
        title=text(words("report.title").zh),
        heading=told("report.title"),
        subtitle=opening.subtitle(analysis.corpus.articles),
        unfold=told("report.unfold"),
        other=other_language(),
        tiles=opening.tiles(analysis),
        contents=contents(tuple(held)),
        sections=lines(section(name, inner) for name, inner in held.items()),
        footer=told("report.footer"),
    )


def sections(analysis: Analysis) -> dict[str, Markup]:
    """The sections by name, in the order of the page; a name is an anchor and the end of a title's key."""
    return {
        "findings": opening.findings(analysis),
        "matrix": grid.matrix(analysis),
        "network": standing.network(analysis),
        "figures": lists.figures(analysis),
        "policies": lists.dossiers(analysis, "Policy"),
        "products": lists.dossiers(analysis, "Product"),
        "initiatives": lists.dossiers(analysis, "Initiative"),
        "plans": lists.plans(analysis),
        "others": lists.others(analysis),
        "classes": opening.classes(analysis),
        "quality": closing.quality(analysis),
        "method": closing.method(analysis),
        "sources": closing.sources(analysis),
    }


def section(name: str, inner: Markup) -> Markup:
    """A section under its title."""
    head = element("h2", told(f"report.{name}"), id=f"title-{name}")
    return element("section", lines((head, inner)), id=name, aria_labelledby=f"title-{name}")


def contents(names: tuple[str, ...]) -> Markup:
    """The way to each section."""
    links = listed(element("a", told(f"report.{name}"), href=f"#{name}") for name in names)
    head = element("h2", told("report.contents"), id="title-contents", class_="unseen")
    return element("nav", lines((head, links)), aria_labelledby="title-contents")


def other_language() -> Markup:
    """The name of the language that the page does not show, in that language."""
    held = words("report.other_language")
    return Markup(
        element("span", text(held.zh), class_="zh", lang="en") + element("span", text(held.en), class_="en", lang="zh")
    )


def policy(style: str, script: str) -> str:
    """The content security policy: this style, this script, and no request at all."""
    return (
        f"default-src 'none'; script-src {fingerprint(script)}; style-src {fingerprint(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def read(name: str) -> str:
    """An asset of the report, with line ends as the page has them."""
    return asset("analyse", "report", "assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")
