"""Makes entities of mentions: one for each thing, by known name, declared alias or derived short form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.mentions.gazetteer import BRACKETS, occurrences
from graph.mentions.names import CLAUSE_MARKS, CLOSING, OPENING, layer
from graph.model import Entity, Mention, Span, Text

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary

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
    entities: dict[str, Entity] = {}
    spans: dict[str, set[Span]] = {}

    persons = employed(text, mentions, vocabulary, names)

    def name(mention: Mention) -> Mention:
        """A mention with its entity, which is noted with the places of its names, and so for those nested in it."""
        entity = persons.get(mention.start) or entity_of(mention, vocabulary, names)
        entities.setdefault(entity.id, entity)
        places = spans.setdefault(entity.id, set())
        places.update(text.span(*place) for place in ((mention.start, mention.end), mention.short) if place)
        return replace(mention, entity=entity.id, nested=tuple(map(name, mention.nested)))

    named = tuple(map(name, mentions))
    held = {key: replace(entity, mentions=tuple(sorted(spans[key]))) for key, entity in entities.items()}
    return Resolved(named, held)


def employed(
    text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary, names: dict[str, str]
) -> dict[int, Entity]:
    """The people of an article by where they are named, each keyed with the organisation whose title they bear.

    A name without a title means the last person of that name who was named with one, else the next.
    """
    people = [m for m in mentions if vocabulary.is_a(m.type, PERSON)]
    houses = {}
    for person in people:
        before = [m for m in mentions if m.end <= person.start and vocabulary.is_a(m.type, ORGANIZATION)]
        near = before and person.start - before[-1].end <= LONGEST_TITLE
        if near and not any(mark in text.clean[before[-1].end : person.start] for mark in CLAUSE_MARKS):
            houses[person.start] = entity_of(before[-1], vocabulary, names).id
    found = {}
    for person in people:
        titled = [p.start for p in people if p.text == person.text and p.start in houses]
        at = max((s for s in titled if s <= person.start), default=min(titled, default=None))
        plain = entity_of(person, vocabulary, names)
        owned = replace(plain, id=f"{plain.id}@{houses[at]}", owner=houses[at]) if at is not None else plain
        found[person.start] = owned
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


def entity_of(mention: Mention, vocabulary: Vocabulary, names: dict[str, str]) -> Entity:
    """The entity that a mention names; `names` remembers which short form stands for which entity."""
    if mention.known:
        known = vocabulary.known[mention.known]
        return Entity(known.id, known.type, known.name, known=True)
    name = housed(mention, vocabulary)
    kind = kind_of(mention.type, vocabulary)
    full = names.setdefault(f"{kind}/{name}", name)
    pattern = vocabulary.pattern(mention.pattern)
    return Entity(f"{kind}/{full}", mention.type, full, collective=bool(pattern and pattern.collective))


def full_names(mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> dict[str, str]:
    """For each short name the one longer name in the article that it stands for.

    A thing may be called by an abbreviation; an organisation only by its name without place or legal form.
    """
    held: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for mention in flat(mentions):
        if mention.known is None and vocabulary.is_a(mention.type, THINGS):
            held.setdefault(mention.type, set()).add(normal(mention.text))
        elif mention.known is None and vocabulary.is_a(mention.type, ORGANIZATION):
            for form in short_forms(mention.text, vocabulary):
                forms.setdefault(normal(form), set()).add(normal(mention.text))
    full = {f"organization/{form}": min(names) for form, names in forms.items() if len(names) == 1}
    for type_name, names in held.items():
        longer = {short: sorted(name for name in names if abbreviates(short, name)) for short in sorted(names)}
        kind = kind_of(type_name, vocabulary)
        full |= {f"{kind}/{short}": found[0] for short, found in longer.items() if len(found) == 1}
    return full


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


def attach_houses(text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The mentions, those of parts named alone with the organisation of their story that was named last before them.

    A part for which there is none is left out.
    """
    alone = {p.id: p for p in vocabulary.patterns if p.elliptic}
    kept: list[Mention] = []
    for mention in mentions:
        pattern = alone.get(mention.pattern or "")
        if pattern is None:
            nested = tuple(n for n in mention.nested if n.pattern not in alone)
            kept.append(mention if nested == mention.nested else replace(mention, nested=nested))
            continue
        story = story_of(text, mention)
        houses = (m for m in reversed(kept) if vocabulary.is_a(m.type, pattern.owner) and story_of(text, m) == story)
        house = next(houses, None)
        if house:
            kept.append(replace(mention, nested=(house,)))
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


def kind_of(type_name: str, vocabulary: Vocabulary) -> str:
    """The kind that an id begins with, from the class of the entity."""
    return next((kind for kind, classes in KINDS if vocabulary.is_a(type_name, classes)), "thing")


def normal(name: str) -> str:
    """A name without the marks around it and without blanks.

    >>> normal("“智鹿 二代”"), normal("“以旧换新”消费专区")
    ('智鹿二代', '“以旧换新”消费专区')
    """
    name = re.sub(r"\s+", "", name).translate(BRACKETS)
    while (
        len(name) > 2
        and name[0] in OPENING
        and name[-1] in CLOSING
        and OPENING.index(name[0]) == CLOSING.index(name[-1])
    ):
        name = name[1:-1]
    return name


def short_forms(name: str, vocabulary: Vocabulary) -> list[str]:
    """The shorter names by which an organisation may go: without its legal form, without its place."""
    forms = set()
    forms.add(re.split(r"[（(]", name)[0])
    stem = without_form(re.sub(r"[（(][^（）()]*[）)]", "", name), vocabulary)
    for place in vocabulary.longest_first("place"):
        if stem.startswith(place) and len(stem) - len(place) >= 4:
            forms.add(stem.removeprefix(place))
            break
    forms.add(stem)
    return sorted(f for f in forms if len(f) >= 3 and f != name)


def add_aliases(text: Text, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The mentions and further ones: declared aliases, derived short forms and repeated names, wherever they stand."""
    targets: dict[str, Mention] = {}
    for mention in flat(mentions):
        if mention.known is None and vocabulary.is_a(mention.type, ORGANIZATION):
            for form in short_forms(mention.text, vocabulary):
                targets.setdefault(form, mention)
        if mention.known is None and vocabulary.is_a(mention.type, THINGS):
            for head in vocabulary.longest_first("head-noun"):
                stem = normal(mention.text).removesuffix(head)
                if stem != normal(mention.text) and len(stem) >= 5:
                    targets.setdefault(stem, mention)
                    break
        pattern = vocabulary.pattern(mention.pattern)
        if len(normal(mention.text)) >= 2 and pattern:
            targets.setdefault(normal(mention.text), mention)
    targets |= dict(declared(text.clean, mentions, vocabulary))
    known = {n.text for n in vocabulary.names}
    targets = {t: m for t, m in targets.items() if t not in known}
    more = [
        replace(targets[word], start=start, end=end, text=targets[word].text, short=None, nested=())
        for start, end, word in occurrences(frozenset(targets), text.clean)
    ]
    taken = {(m.start, m.end) for m in mentions}
    readable = [b for b in text.blocks if b.kind in ("paragraph", "heading")]
    fresh = [
        m
        for m in more
        if (m.start, m.end) not in taken and any(b.start <= m.start and m.end <= b.end for b in readable)
    ]
    return tuple(
        layer(
            [*(replace(m, nested=()) for m in mentions), *fresh, *(n for m in mentions for n in m.nested)], vocabulary
        )
    )


def declared(clean: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> list[tuple[str, Mention]]:
    """Aliases that the article declares in brackets behind a name, with the mention they stand for."""
    words = "|".join(map(re.escape, vocabulary.longest_first("declare")))
    if not words:
        return []
    link = "|".join(map(re.escape, vocabulary.longest_first("declare-link"))) or "(?!)"
    shape = re.compile(rf"[（(](?:{words})(?:{link})?[“\"「]?([^“”\"「」（）()，。]{{2,16}})[”\"」]?[）)]")
    ends = {m.end: m for m in mentions}
    found = []
    for match in shape.finditer(clean):
        mention = ends.get(match.start()) or ends.get(match.start() - 1)
        if mention:
            found.append((match[1], mention))
    return found
