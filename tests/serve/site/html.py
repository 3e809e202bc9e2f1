"""A page as a parser sees it: its elements, links, text and scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "path", "rect", "circle"}


@dataclass
class Element:
    """An element: its attributes, its text with that of all elements in it, these elements, the text directly in it."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in it."""
        return "".join(self.words)

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """The elements of a tag in it; `class_` is one of the classes, other names are whole attributes."""
        return [each for each in self.inside if each.tag == tag and each.fits(wanted)]

    def fits(self, wanted: dict[str, str]) -> bool:
        """Whether its attributes are as wanted."""
        return all(
            value in self.attributes.get("class", "").split()
            if name == "class_"
            else self.attributes.get(name) == value
            for name, value in wanted.items()
        )


class Parser(HTMLParser):
    """Builds elements; an end tag without its start tag, and an element left open, is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(text)
        self.close()
        assert [each.tag for each in self.open] == [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        for each in self.open:
            each.inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element that ends at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leaves an element."""
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keeps text."""
        self.open[-1].own.append(data)
        for each in self.open:
            each.words.append(data)


def parsed(body: bytes) -> Element:
    """A page."""
    return Parser(body.decode("utf-8")).root
