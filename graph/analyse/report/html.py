"""HTML built from text: whatever is not `Markup` is escaped, and the type checker sees to it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.report.wording import Words

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


def scrolling(inner: Markup, label: str) -> Markup:
    """A box that scrolls by itself, also by keyboard, named by the element with the id `label`."""
    return element("div", inner, class_="scroll", role="group", tabindex="0", aria_labelledby=label)


def shown(held: Words) -> Markup:
    """Both languages, of which the page shows one; what is equal in both stands once, marked when it is Chinese.

    >>> from graph.analyse.report.wording import Words
    >>> shown(Words("和", "and"))
    '<span class="zh" lang="zh">和</span><span class="en" lang="en">and</span>'
    >>> shown(Words("智鹿", "智鹿")), shown(Words("1,000", "1,000"))
    ('<span lang="zh">智鹿</span>', '1,000')
    """
    if held.zh != held.en:
        return Markup("".join(element("span", text(v), class_=lang, lang=lang) for lang, v in held._asdict().items()))
    return text(held.zh) if held.zh.isascii() else element("span", text(held.zh), lang="zh")


def fingerprint(source: str) -> str:
    """The hash by which a content security policy allows an inline style or script."""
    return "'sha256-" + b64encode(sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"
