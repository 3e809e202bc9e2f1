"""The report as one HTML file with everything in it, in Chinese and English, that makes no request.

The page stands under a content security policy that allows its one style and its one script by their hashes. The same
report gives the same bytes.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from graph.analyse.report.drawn import block, recipe
from graph.analyse.report.html import Markup, element, fingerprint, lines, listed, shown, text
from graph.analyse.report.wording import number, words
from graph.resources import asset

if TYPE_CHECKING:
    from graph.analyse.report.blocks import Report, Section


def page(report: Report) -> str:
    """A report as HTML text."""
    style, script = read("report.css"), read("report.js")
    return Template(read("report.html")).substitute(
        policy=policy(style, script),
        style=style,
        script=script,
        title=text(words("report.title").zh),
        heading=shown(words("report.title")),
        subtitle=shown(report.subtitle),
        print=shown(words("report.print")),
        other=other_language(),
        tiles=tiles(report),
        contents=contents(report),
        sections=lines(section(one) for one in report.sections),
        footer=shown(words("report.footer")),
    )


def tiles(report: Report) -> Markup:
    """The sizes of the graph, large, and how they were counted."""
    held = (element("div", element("dt", shown(name)), element("dd", shown(number(n)))) for name, n in report.tiles)
    return lines((element("dl", *held, class_="tiles"), recipe(report.tiles_recipe)))


def section(one: Section) -> Markup:
    """A section under its title."""
    head = element("h2", shown(words(f"report.{one.key}")), id=f"title-{one.key}")
    inner = lines((head, *map(block, one.blocks)))
    return element("section", inner, id=one.key, aria_labelledby=f"title-{one.key}")


def contents(report: Report) -> Markup:
    """The way to each section."""
    links = listed(element("a", shown(words(f"report.{one.key}")), href=f"#{one.key}") for one in report.sections)
    head = element("h2", shown(words("report.contents")), id="title-contents", class_="unseen")
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
