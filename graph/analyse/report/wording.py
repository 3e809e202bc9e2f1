"""Words for people in both languages at once, as the report holds them side by side and shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.analyse.report.html import Markup, element, text
from graph.messages import LANGUAGES, say

if TYPE_CHECKING:
    from graph.analyse.corpus import Corpus, Entity


class Words(NamedTuple):
    """The same words in Chinese and English."""

    zh: str
    en: str


def words(key: str, **data: str | int | Words) -> Words:
    """A message of the messages file in both languages; numbers have their digits in groups."""
    return Words(*(say(key, lang, **{name: filled(value, lang) for name, value in data.items()}) for lang in LANGUAGES))


def filled(value: str | int | Words, lang: str) -> str:
    """What stands in a message's gap in a language."""
    if isinstance(value, Words):
        return value.en if lang == "en" else value.zh
    return f"{value:,}" if isinstance(value, int) else value


def shown(held: Words) -> Markup:
    """Both languages, of which the page shows one; what is equal in both stands once, marked when it is Chinese.

    >>> shown(Words("和", "and"))
    '<span class="zh" lang="zh">和</span><span class="en" lang="en">and</span>'
    >>> shown(Words("智鹿", "智鹿")), shown(Words("1,000", "1,000"))
    ('<span lang="zh">智鹿</span>', '1,000')
    """
    if held.zh != held.en:
        return Markup("".join(element("span", text(v), class_=lang, lang=lang) for lang, v in held._asdict().items()))
    return text(held.zh) if held.zh.isascii() else element("span", text(held.zh), lang="zh")


def told(key: str, **data: str | int | Words) -> Markup:
    """A message as the page shows it."""
    return shown(words(key, **data))


def count(number: int) -> Markup:
    """A number with its digits in groups."""
    return text(f"{number:,}")


def called(entity: Entity) -> Words:
    """The name of an entity."""
    return Words(entity.name("zh"), entity.name("en"))


def label(corpus: Corpus, term: str) -> Words:
    """The label of a class, relation or value of the vocabulary, by its local name."""
    held = corpus.term(term)
    return Words(held.label("zh"), held.label("en"))


def named(entities: tuple[Entity, ...]) -> Words:
    """The names of some entities, one after the other."""
    return Words(*(say("analyse.comma", lang).join(e.name(lang) for e in entities) for lang in LANGUAGES))
