"""Where the articles of a view name its entities: found again in their text, since a store keeps no mentions.

An entity is looked for in the articles in which it takes part: as an end or the voice of a claim or the subject of a
figure whose passage lies there. It is looked for by all its names, in the repaired text and without regard to blanks
inside a line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph import model
from graph.mentions.gazetteer import cuts_word, fold, places
from graph.mentions.resolve import declared, normal, without_form
from graph.text import script
from graph.text.clean import legible
from graph.text.offsets import kept
from graph.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ahocorasick_rs import AhoCorasick

    from graph.explore.view import Article, Node, View

Passages = set[tuple[int, int]]
BLANKS = re.compile("[ \t\u00a0\u3000]+")
MARKS = str.maketrans("", "", "\"'“”‘’「」『』《》〈〉")
UNIT = "unitOf"
FORMER = "formerName"
SHORTEST, SHORTEST_PART = 2, 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in an article: a half-open range of code points of the raw text, and the IRI of the entity."""

    article: str
    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Readable:
    """A text as it is searched: `clean` is repaired and in Simplified characters, `runs` its offset map.

    `compact` is the clean text folded as names are and without blanks, `held` the offset map between these two.
    """

    clean: str
    runs: model.Runs
    traditional: bool
    compact: str
    held: model.Runs

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The clean range of a compact one, which must not be empty."""
        return model.position(self.held, start), model.position(self.held, end - 1) + 1


@dataclass(frozen=True, slots=True)
class Index:
    """The spellings that are looked for: `whole` the names of entities, `parts` those of departments without house.

    Both give the entities by spelling; `words` are all spellings in the order of the automaton.
    """

    whole: Mapping[str, set[str]]
    parts: Mapping[str, set[str]]
    words: tuple[str, ...]
    automaton: AhoCorasick

    def named(self, word: str, taking: Mapping[str, Passages]) -> tuple[list[str], bool]:
        """The entities of an article that a spelling may mean, and whether it is the name of them all."""
        whole = [entity for entity in self.whole.get(word, ()) if entity in taking]
        if whole:
            return whole, True
        return [entity for entity in self.parts.get(word, ()) if entity in taking], False


class Place(NamedTuple):
    """A clean range of an article where a spelling stands, and the entities that it may mean.

    A sure one means its entity everywhere, another only in a passage about it.
    """

    start: int
    end: int
    entities: Collection[str]
    sure: bool


def mentions(view: View) -> tuple[Mention, ...]:
    """The names of entities in the articles of a view, sorted by article and start, without overlaps in an article.

    The longest name counts. One that several entities of the article share means the one with a claim or figure in
    the sentence where it stands, and nothing where that is none or several.
    """
    taking = participants(view)
    entities = set().union(*taking.values()) if taking else set()
    made = cache(lambda traditional: index(view, entities, traditional))
    found: list[Mention] = []
    for article in sorted((a for a in view.articles if a.text and a.iri in taking), key=lambda a: a.iri):
        text = readable(article.text)
        found += marked(article, text, made(text.traditional), taking[article.iri])
    return tuple(found)


def participants(view: View) -> dict[str, dict[str, Passages]]:
    """For each article the entities that take part in it, with the raw ranges of the passages about them."""
    passages = {passage.iri: passage for passage in view.passages}
    found: dict[str, dict[str, Passages]] = defaultdict(lambda: defaultdict(set))
    statements = [((e.subject, e.object, c.voice), c.passages) for e in view.edges for c in e.claims]
    statements += [((figure.subject, "", ""), figure.passages) for figure in view.figures]
    for entities, proof in statements:
        for passage in (passages[iri] for iri in proof if iri in passages):
            for entity in filter(None, entities):
                found[passage.article][entity].add((passage.start, passage.end))
    return found


def readable(raw: str) -> Readable:
    """A raw text as it is searched.

    >>> text = readable("銀保監(jiān)會與金融監管總局 的 App")
    >>> text.compact, text.range(10, 14)
    ('银保监会与金融监管总局的app', (10, 16))
    """
    _, written, clean, runs = legible(raw)
    held = kept(len(clean), [blank.span() for blank in BLANKS.finditer(clean)])
    return Readable(clean, runs, written == "Hant", fold(BLANKS.sub("", clean)), held)


def index(view: View, entities: Collection[str], traditional: bool) -> Index:
    """The spellings of some entities, for texts that are or are not in Traditional characters."""
    from ahocorasick_rs import AhoCorasick, Implementation

    names = {node.iri: spellings(node, traditional) for node in view.nodes if node.iri in entities}
    whole: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for entity, own in names.items():
        note(whole, own, entity)
    for edge in view.edges:
        if edge.predicate == UNIT and edge.subject in names and edge.object in names:
            behind, alone = housed(names[edge.subject], names[edge.object])
            note(whole, behind, edge.subject)
            note(parts, alone, edge.subject)
    words = tuple(sorted(whole.keys() | parts.keys()))
    return Index(whole, parts, words, AhoCorasick(words, implementation=Implementation.NoncontiguousNFA))


def note(table: dict[str, set[str]], words: Iterable[str], entity: str) -> None:
    """Enter an entity under some words."""
    for word in words:
        table[word].add(entity)


def spellings(node: Node, traditional: bool) -> set[str]:
    """All spellings of an entity: of its names in both languages, its aliases and its former names."""
    former = (value for term, value in node.identifiers if term == FORMER)
    return {way for name in (node.name, node.english, *node.aliases, *former) for way in spelled(name, traditional)}


def spelled(name: str, traditional: bool = False) -> Iterator[str]:
    """The ways a name is written: as it is and without the marks around or in it, folded as the searched text is.

    >>> sorted(set(spelled("“北斗”风控大模型（二代）")))
    ['“北斗”风控大模型(二代)', '北斗风控大模型(二代)']
    """
    if traditional:
        name = script.fold(name)
    word = "".join(name.split())
    for way in (word,) if word.isalnum() else (word, normal(word), word.translate(MARKS)):
        if len(way.translate(MARKS)) >= SHORTEST:
            yield fold(way)


def housed(own: Collection[str], house: Collection[str]) -> tuple[set[str], set[str]]:
    """Further spellings of a department: behind each name of its house, and without the house.

    >>> behind, alone = housed({"中国工商银行养老金业务部"}, {"中国工商银行", "工行"})
    >>> sorted(behind)
    ['中国工商银行养老金业务部', '工行养老金业务部']
    >>> sorted(alone)
    ['养老金业务部', '总行养老金业务部', '总部养老金业务部']
    """
    vocabulary = load()
    names = {*house, *(without_form(name, vocabulary) for name in house)}
    longest = sorted(names, key=lambda name: (-len(name), name))
    starts = ((word, next(filter(word.startswith, longest), word)) for word in own)
    parts = {word.removeprefix(start) for word, start in starts} - {""}
    alone = {part for part in parts if len(part) >= SHORTEST_PART}
    offices = {office + part for office in vocabulary.words("head-office") for part in alone}
    return {name + part for name in names for part in parts}, alone | offices


def marked(article: Article, text: Readable, known: Index, taking: Mapping[str, Passages]) -> list[Mention]:
    """The mentions in one article; aliases that it declares behind a name count as names."""
    standing = occurrences(text, known, taking)
    found = resolved(text, standing, taking)
    more = list(aliases(text, found, known, taking))
    if more:
        found = resolved(text, standing + more, taking)
    return [Mention(article.iri, *model.to_raw(text.runs, start, end), entity) for start, end, entity in found]


def occurrences(text: Readable, known: Index, taking: Mapping[str, Passages]) -> list[Place]:
    """Where the spellings of an article's entities stand in its text, overlapping ones too."""
    found = []
    for number, start, end in known.automaton.find_matches_as_indexes(text.compact, overlapping=True):
        entities, sure = known.named(known.words[number], taking)
        if entities:
            found.append(Place(*text.range(start, end), entities, sure and len(entities) == 1))
    return found


def resolved(text: Readable, found: list[Place], taking: Mapping[str, Passages]) -> list[tuple[int, int, str]]:
    """The clean ranges of names with the entities that they mean: the leftmost and longest, without overlaps.

    A Latin word or number is never cut, nor a word that the vocabulary knows to begin like a name.
    """
    vocabulary, clean = load(), text.clean
    named: list[tuple[int, int, str]] = []
    free = 0
    for place in sorted(found, key=lambda p: (p.start, -p.end)):
        start, end, entities, sure = place
        if start < free or cuts_word(clean, start, end) or vocabulary.at("refuse-known-after", clean, end):
            continue
        free = end
        meant = list(entities) if sure else spoken_of(place, text, taking)
        if len(meant) == 1:
            named.append((start, end, meant[0]))
    return named


def spoken_of(place: Place, text: Readable, taking: Mapping[str, Passages]) -> list[str]:
    """Those entities of a place that a passage around it is about."""
    first, last = model.to_raw(text.runs, place.start, place.end)
    return [e for e in place.entities if any(start <= first and last <= end for start, end in taking[e])]


def aliases(
    text: Readable, found: list[tuple[int, int, str]], known: Index, taking: Mapping[str, Passages]
) -> Iterator[Place]:
    """Where the aliases stand that an article declares behind names found in it.

    Names keep their meaning, and words that refer back (the company) are no names.
    """
    vocabulary = load()
    named = tuple(model.Mention(start, end, "", "", entity=entity) for start, end, entity in found)
    more: dict[str, set[str]] = defaultdict(set)
    for alias, mention in declared(text.clean, named, vocabulary):
        word = fold("".join(alias.split()))
        if (
            len(word.translate(MARKS)) >= SHORTEST
            and not known.named(word, taking)[0]
            and word not in vocabulary.words("anaphor")
        ):
            more[word].add(mention.entity)
    for word, entities in more.items():
        for start in places(word, text.compact):
            yield Place(*text.range(start, start + len(word)), entities, len(entities) == 1)
