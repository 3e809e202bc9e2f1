"""Words for people in both languages at once, as the report holds them side by side and shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.messages import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def number(value: int | str) -> Words:
    """A number, which is the same in both languages; one of digits has them in groups.

    >>> number(12345)
    Words(zh='12,345', en='12,345')
    """
    held = f"{value:,}" if isinstance(value, int) else value
    return Words(held, held)


def called(entity: Entity) -> Words:
    """The name of an entity."""
    return Words(entity.name("zh"), entity.name("en"))


def label(corpus: Corpus, term: str) -> Words:
    """The label of a class, relation or value of the vocabulary, by its local name."""
    held = corpus.term(term)
    return Words(held.label("zh"), held.label("en"))


def listed(held: Iterable[Words]) -> Words:
    """Words one after the other.

    >>> listed([Words("甲", "a"), Words("乙", "b")])
    Words(zh='甲、乙', en='a, b')
    """
    found = list(held)
    return Words(*(say("analyse.comma", lang).join(getattr(one, lang) for one in found) for lang in LANGUAGES))
