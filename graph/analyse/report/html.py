"""HTML built from text: whatever is not `Markup` is escaped, and the type checker sees to it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Markup = NewType("Markup", str)
NOTHING = Markup("")
UNFIT = {ord("\r"): "&#13;", 0: "\ufffd"}


def text(words: str) -> Markup:
    r"""Words as HTML shows them; a carriage return survives, NUL, which HTML cannot hold, is U+FFFD.

    >>> text("<b> & \"c\"\r")
    '&lt;b&gt; &amp; &quot;c&quot;&#13;'
    """
    return Markup(escape(words).translate(UNFIT))


def element(name: str, *inner: Markup, **attributes: str) -> Markup:
    """An element; `class_` is the attribute class, `aria_label` is aria-label.

    >>> element("p", text("1 < 2"), class_="sum")
    '<p class="sum">1 &lt; 2</p>'
    """
    held = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{held}>{''.join(inner)}</{name}>")


def lines(parts: Iterable[Markup]) -> Markup:
    """Parts one under the other; empty ones are left out."""
    return Markup("\n".join(part for part in parts if part))


def listed(parts: Iterable[Markup], name: str = "ul", **attributes: str) -> Markup:
    """A list with an item for each part; nothing for none."""
    found = [element("li", part) for part in parts]
    return element(name, lines(found), **attributes) if found else NOTHING


def table(
    key: str,
    caption: Markup,
    head: Sequence[Markup],
    rows: Iterable[Sequence[Markup]],
    numbers: Collection[int] = (),
    *,
    seen: bool = True,
) -> Markup:
    """A table in a box of its own that scrolls; the first cell of a row is its header, `numbers` are flush right, and
    a cell beyond the head stands under its row. A caption that only repeats the title above is not `seen`.
    """
    classes = ["number" if at in numbers else "words" for at in range(len(head))]
    top = [element("th", cell, scope="col", class_=name) for cell, name in zip(head, classes, strict=True)]
    body = []
    for row in rows:
        first = element("th", row[0], scope="row", class_=classes[0])
        rest = [element("td", cell, class_=name) for cell, name in zip(row[1:], classes[1:], strict=False)]
        body.append(element("tr", first, *rest))
        wide = {"colspan": str(len(head)), "class_": "under"}
        body += [element("tr", element("td", cell, **wide)) for cell in row[len(head) :]]
    held = (
        element("caption", caption, id=key, class_="words" if seen else "unseen"),
        element("thead", element("tr", *top)),
        element("tbody", lines(body)),
    )
    return scrolling(element("table", lines(held)), key)


def scrolling(inner: Markup, label: str) -> Markup:
    """A box that scrolls by itself, also by keyboard, named by the element with the id `label`."""
    return element("div", inner, class_="scroll", role="group", tabindex="0", aria_labelledby=label)


def bar(lengths: Sequence[tuple[str, float]], most: float) -> Markup:
    """A horizontal bar of segments (class, length) drawn to the scale on which `most` is the full width; a picture of
    numbers that stand beside it, so that readers who do not see it miss nothing.
    """
    at, parts = 0.0, []
    for name, length in lengths:
        wide = 100 * length / most if most else 0.0
        if wide:
            parts.append(element("rect", class_=name, x=f"{at:.2f}", y="0", width=f"{wide:.2f}", height="10"))
        at += wide
    box = {"viewBox": "0 0 100 10", "preserveAspectRatio": "none", "aria_hidden": "true", "class_": "bar"}
    return element("svg", *parts, **box)


def fingerprint(source: str) -> str:
    """The hash by which a content security policy allows an inline style or script."""
    return "'sha256-" + b64encode(sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"
