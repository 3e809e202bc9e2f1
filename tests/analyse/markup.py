"""A page as a tree, read strictly: every element is closed in its turn, no attribute and no id stands twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = ("img", "input", "link", "meta")


@dataclass
class Element:
    """An element with its attributes and what stands in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inner: list[Element | str] = field(default_factory=list)

    def all(self, name: str = "", class_: str = "") -> Iterator[Element]:
        """The elements inside it, in order, by name and class."""
        for part in self.inner:
            if isinstance(part, Element):
                if name in ("", part.name) and (not class_ or class_ in part.classes):
                    yield part
                yield from part.all(name, class_)

    def one(self, name: str = "", class_: str = "") -> Element:
        """The first such element."""
        return next(self.all(name, class_))

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def text(self, lang: str = "") -> str:
        """Its text; in one language, or with that of both."""
        hidden = {"zh": "en", "en": "zh"}.get(lang, "-")
        return "".join(
            part if isinstance(part, str) else part.text(lang)
            for part in self.inner
            if isinstance(part, str) or hidden not in part.classes
        )


class Reader(HTMLParser):
    """Builds the tree and refuses what is not well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("")
        self.open = [self.root]
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        assert len(made.attributes) == len(attrs), attrs
        if key := made.attributes.get("id"):
            assert key not in self.ids, key
            self.ids.add(key)
        self.open[-1].inner.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def tree(html: str) -> Element:
    """The tree of a page."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root
