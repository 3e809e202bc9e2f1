"""Makes entities of mentions: one for each thing, by known name, declared alias or derived short form."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from graph.mentions.gazetteer import occurrences_once
from graph.mentions.names import CLAUSE_MARKS, CLOSING, OPENING, holding, layer, within
from graph.model import Entity, Mention, Runs, Span, Text, to_raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.vocabulary import Pattern, Vocabulary

KINDS = (
    ("person", frozenset({"Person"})),
    ("department", frozenset({"Department"})),
    ("organization", frozenset({"Organization"})),
    ("policy", frozenset({"Policy"})),
    ("initiative", frozenset({"Initiative"})),
    ("product", frozenset({"Product"})),
    ("theme", frozenset({"Theme"})),
    ("segment", frozenset({"Segment"})),
    ("technology", frozenset({"Technology"})),
    ("function", frozenset({"BusinessFunction"})),
)
PERSON = frozenset({"Person"})
LONGEST_TITLE = 14
ORGANIZATION = frozenset({"Organization"})
THINGS = frozenset({"Initiative", "Product"})
AT = "@"
EDGES = OPENING + CLOSING + " \u3000"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mentions of an article and the entities that they name, by id."""

    mentions: tuple[Mention, ...]
    entities: dict[str, Entity]

    def entity(self, mention: Mention) -> Entity:
        """The entity that a mention names."""
        return self.entities[mention.entity]


def resolve(text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> Resolved:
    """The entities of an article's mentions; aliases found on the way add mentions of their own."""
    mentions = drop_early_contextual(mentions)
    mentions = attach_houses(text, add_aliases(text, mentions, vocabulary), vocabulary)
    names = full_names(mentions, vocabulary)
    first: dict[str, Mention] = {}
    ranges: dict[str, list[tuple[int, int]]] = {}
    houses = employed(text, mentions, vocabulary, names)

    def name(mention: Mention) -> Mention:
        """A mention with its entity, which is noted with the places of its names, and so for those nested in it."""
        key = mention.known or entity_id(mention, vocabulary, names)
        if mention.start in houses and vocabulary.is_a(mention.type, PERSON):
            key = f"{key}{AT}{houses[mention.start]}"
        if key not in first:
            first[key], ranges[key] = mention, []
        ranges[key].append((mention.start, mention.end))
        if mention.short:
            ranges[key].append(mention.short)
        return with_entity(mention, key, tuple(map(name, mention.nested)) if mention.nested else ())

    named = tuple(map(name, mentions))
    entities = {
        key: entity_of(key, mention, vocabulary, spans_of(text.runs, ranges[key])) for key, mention in first.items()
    }
    return Resolved(named, entities)


def spans_of(runs: Runs, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    """The raw spans of some clean ranges, in order and each once."""
    if len(ranges) == 1:
        return (to_raw(runs, *ranges[0]),)
    return tuple(sorted({to_raw(runs, start, end) for start, end in ranges}))


def with_entity(m: Mention, entity: str, nested: tuple[Mention, ...]) -> Mention:
    """A mention with what it names (written out, for `replace` takes twice the time, and this is done for each)."""
    return Mention(m.start, m.end, m.text, m.type, m.known, m.pattern, m.contextual, m.short, nested, entity)


def employed(
    text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary, names: dict[str, str]
) -> dict[int, str]:
    """The organisations whose titles the people of an article bear, by where the people are named.

    A name without a title means the last person of that name who was named with one, else the next.
    """
    houses: dict[str, dict[int, str]] = defaultdict(dict)
    persons = vocabulary.below(PERSON)
    people = [(number, m) for number, m in enumerate(mentions) if m.type in persons]
    for number, person in people:
        house = next((m for m in reversed(mentions[:number]) if vocabulary.is_a(m.type, ORGANIZATION)), None)
        between = text.clean[house.end : person.start] if house else CLAUSE_MARKS
        if house and len(between) <= LONGEST_TITLE and not any(mark in between for mark in CLAUSE_MARKS):
            houses[person.text][person.start] = entity_id(house, vocabulary, names)
    found = {}
    for _, person in people:
        titled = houses.get(person.text)
        if titled:
            at = max((start for start in titled if start <= person.start), default=min(titled))
            found[person.start] = titled[at]
    return found


def flat(mentions: tuple[Mention, ...]) -> list[Mention]:
    """The mentions with those nested in them, by position."""
    return sorted([n for m in mentions for n in (m, *m.nested)], key=lambda m: (m.start, -m.end))


def drop_early_contextual(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without those contextual names whose full name has not been read before them."""
    seen: set[str] = set()
    kept = []
    for mention in mentions:
        if mention.contextual and mention.known not in seen:
            continue
        if mention.known:
            seen.add(mention.known)
        kept.append(mention)
    return tuple(kept)


def entity_id(mention: Mention, vocabulary: Vocabulary, names: dict[str, str]) -> str:
    """The id of what a mention names; `names` remembers which short form stands for which name."""
    if mention.known:
        return mention.known
    name = housed(mention, vocabulary)
    kind = kind_of(mention.type, vocabulary)
    return f"{kind}/{names.setdefault(f'{kind}/{name}', name)}"


def entity_of(key: str, mention: Mention, vocabulary: Vocabulary, spans: tuple[Span, ...]) -> Entity:
    """The entity with an id, of which a mention is the first."""
    if mention.known:
        known = vocabulary.known[mention.known]
        return Entity(key, known.type, known.name, known=True, mentions=spans)
    pattern = vocabulary.pattern(mention.pattern)
    collective = bool(pattern and pattern.collective)
    plain, _, house = key.partition(AT)
    name = plain.partition("/")[2]
    return Entity(key, mention.type, name, mentions=spans, collective=collective, owner=house or None)


def full_names(mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> dict[str, str]:
    """For each short name the one longer name in the article that it stands for.

    A thing may be called by an abbreviation; an organisation only by its name without place or legal form.
    """
    held: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    things, organizations = vocabulary.below(THINGS), vocabulary.below(ORGANIZATION)
    for mention in flat(mentions):
        if mention.known is None and mention.type in things:
            held.setdefault(mention.type, set()).add(normal(mention.text))
        elif mention.known is None and mention.type in organizations:
            for form in short_forms(mention.text, vocabulary):
                forms.setdefault(normal(form), set()).add(normal(mention.text))
    full = {f"organization/{form}": min(names) for form, names in forms.items() if len(names) == 1}
    for type_name, names in held.items():
        kind = kind_of(type_name, vocabulary)
        full |= {f"{kind}/{short}": name for short, name in abbreviated(names)}
    return full


def abbreviated(names: set[str]) -> Iterator[tuple[str, str]]:
    """Those of some names that stand for one longer one among them, each with it; both end in the same characters."""
    by_end: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        by_end[name[-2:]].append(name)
    for alike in by_end.values():
        for short in alike:
            longer = [name for name in alike if abbreviates(short, name)]
            if len(longer) == 1:
                yield short, longer[0]


def abbreviates(short: str, name: str) -> bool:
    """Whether a short name of a thing stands for a longer one: its end, or its first and last word and some between.

    >>> abbreviates("春运免息计划", "春运火车票分期免息计划"), abbreviates("度量体系", "成本收益度量体系")
    (True, True)
    >>> abbreviates("智鹿", "招联智鹿"), abbreviates("春运计划", "春运火车票分期免息计划")
    (False, False)
    """
    if len(short) < 4 or len(short) >= len(name):
        return False
    if name.endswith(short):
        return True
    rest = iter(name)
    ends = name[:2] == short[:2] and name[-2:] == short[-2:]
    return len(short) > 5 and ends and all(char in rest for char in short)


def housed(mention: Mention, vocabulary: Vocabulary) -> str:
    """A mention's name without marks; the name of a part begins with its known house's name without the legal form."""
    pattern = vocabulary.pattern(mention.pattern)
    if pattern and pattern.elliptic:
        house = without_form(called(mention.nested[0], vocabulary), vocabulary)
        return normal(house + without_head_office(mention.text, vocabulary))
    first = next((n for n in mention.nested if n.known and n.start == mention.start), None)
    if first is None or first.known is None or pattern is None or pattern.stem != "unit":
        return normal(mention.text)
    house = without_form(vocabulary.known[first.known].name, vocabulary)
    return normal(house + without_head_office(mention.text[first.end - first.start :], vocabulary))


def without_head_office(name: str, vocabulary: Vocabulary) -> str:
    """The name of a part without the head office that it may be placed in."""
    office = next((w for w in vocabulary.words("head-office") if name.startswith(w) and name != w), "")
    return name.removeprefix(office)


def called(mention: Mention, vocabulary: Vocabulary) -> str:
    """The full name of what a mention names."""
    return vocabulary.known[mention.known].name if mention.known else mention.text


@lru_cache(maxsize=4)
def elliptic(vocabulary: Vocabulary) -> dict[str, Pattern]:
    """The patterns of names of parts that are named without their organisation, by their ids."""
    return {p.id: p for p in vocabulary.patterns if p.elliptic}


def attach_houses(text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The mentions, those of parts named alone with the organisation of their story that was named last before them.

    A part for which there is none is left out.
    """
    alone = elliptic(vocabulary)
    kept: list[Mention] = []
    for mention in mentions:
        pattern = alone.get(mention.pattern or "")
        if pattern is None:
            inner = mention.nested and tuple(n for n in mention.nested if n.pattern not in alone)
            kept.append(holding(mention, inner))
            continue
        story = story_of(text, mention)
        houses = (m for m in reversed(kept) if vocabulary.is_a(m.type, pattern.owner) and story_of(text, m) == story)
        house = next(houses, None)
        if house:
            kept.append(holding(mention, (house,)))
    return tuple(kept)


def story_of(text: Text, mention: Mention) -> int:
    """The number of the story that a mention stands in."""
    return next(b.story for b in text.blocks if b.start <= mention.start < b.end)


def without_form(name: str, vocabulary: Vocabulary) -> str:
    """An organisation's name without its legal form."""
    for form in vocabulary.longest_first("legal-form"):
        if name.endswith(form) and name != form:
            return name.removesuffix(form)
    return name


@lru_cache(maxsize=256)
def kind_of(type_name: str, vocabulary: Vocabulary) -> str:
    """The kind that an id begins with, from the class of the entity."""
    return next((kind for kind, classes in KINDS if vocabulary.is_a(type_name, classes)), "thing")


@lru_cache(maxsize=1024)
def normal(name: str) -> str:
    """A name without the marks around it and without blanks.

    >>> normal("“智鹿 二代”"), normal("“以旧换新”消费专区")
    ('智鹿二代', '“以旧换新”消费专区')
    """
    name = "".join(name.split()).replace("（", "(").replace("）", ")")
    while len(name) > 2 and name[0] in OPENING and name[-1] in CLOSING:
        if OPENING.index(name[0]) != CLOSING.index(name[-1]):
            break
        name = name[1:-1]
    return name


@lru_cache(maxsize=256)
def short_forms(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The shorter names by which an organisation may go: without its legal form, without its place."""
    forms = {re.split(r"[（(]", name)[0]}
    stem = without_form(re.sub(r"[（(][^（）()]*[）)]", "", name), vocabulary)
    places = (place for place in vocabulary.longest_first("place") if stem.startswith(place))
    forms |= {stem, *islice((stem.removeprefix(place) for place in places if len(stem) - len(place) >= 4), 1)}
    return tuple(sorted(f for f in forms if len(f) >= 3 and f != name))


def add_aliases(text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The mentions and further ones: declared aliases, derived short forms and repeated names, wherever they stand."""
    targets = aliases(mentions, vocabulary) | dict(declared(text.clean, mentions, vocabulary))
    known = known_texts(vocabulary)
    taken = {(m.start, m.end) for m in mentions}
    places = occurrences_once([word for word in targets if word not in known], text.clean)
    fresh = [repeated(targets[word], start, end) for start, end, word in places if (start, end) not in taken]
    fresh = within(fresh, text, ("paragraph", "heading"))
    outer = (holding(m, ()) for m in mentions)
    return tuple(layer([*outer, *fresh, *(n for m in mentions for n in m.nested)], vocabulary))


def repeated(m: Mention, start: int, end: int) -> Mention:
    """A mention of the same thing at another place."""
    return Mention(start, end, m.text, m.type, m.known, m.pattern, m.contextual, entity=m.entity)


@lru_cache(maxsize=4)
def known_texts(vocabulary: Vocabulary) -> frozenset[str]:
    """The names of the ontology as they are written."""
    return frozenset(name.text for name in vocabulary.names)


def aliases(mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> dict[str, Mention]:
    """The other names by which things named in an article may go, and their own, each with its first mention."""
    targets: dict[str, Mention] = {}
    things, organizations = vocabulary.below(THINGS), vocabulary.below(ORGANIZATION)
    for mention in flat(mentions):
        if mention.known and not mention.pattern:
            continue
        name = normal(mention.text)
        if mention.known is None and mention.type in organizations:
            for form in short_forms(mention.text, vocabulary):
                targets.setdefault(form, mention)
        if mention.known is None and mention.type in things:
            stem = without_head(name, vocabulary)
            if stem:
                targets.setdefault(stem, mention)
        if len(name) >= 2 and vocabulary.pattern(mention.pattern):
            targets.setdefault(name, mention)
    return targets


def without_head(name: str, vocabulary: Vocabulary) -> str | None:
    """A thing's name without its head noun, None when too little is left."""
    heads = (head for head in vocabulary.longest_first("head-noun") if name.endswith(head))
    return next((stem for head in heads if len(stem := name.removesuffix(head)) >= 5), None)


def declared(clean: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> list[tuple[str, Mention]]:
    """Aliases that the article declares in brackets behind a name, with the mention they stand for."""
    ends = {m.end: m for m in mentions}
    found = []
    for match in declaration(vocabulary).finditer(clean):
        mention = ends.get(match.start()) or ends.get(match.start() - 1)
        if mention:
            found.append((match[1], mention))
    return found


@lru_cache(maxsize=4)
def declaration(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The shape of a declared alias: a word of declaring and the alias, in brackets."""
    words = "|".join(map(re.escape, vocabulary.longest_first("declare"))) or "(?!)"
    link = "|".join(map(re.escape, vocabulary.longest_first("declare-link"))) or "(?!)"
    return re.compile(rf"[（(](?:{words})(?:{link})?[“\"「]?([^“”\"「」（）()，。]{{2,16}})[”\"」]?[）)]")
