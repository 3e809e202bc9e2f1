"""Finds who each clause speaks of: a named agent, a pronoun's antecedent, or the topic that still holds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph.mentions.gazetteer import occurrences

if TYPE_CHECKING:
    from graph.facts.reading import Hit, Line, Reading
    from graph.model import Mention
    from graph.vocabulary import Vocabulary

AGENT = frozenset({"Agent"})
AGENTS = frozenset({"Organization", "Person"})
ORGANIZATIONS = frozenset({"Organization"})
PEOPLE = frozenset({"Person"})
REACH = 4
NEAR = 120
STOCK_CODE = re.compile(r"[（(]\d{6}(?:\.[A-Z]{2})?[)）]")
BLANKS = "“”\"' \u3000"
OPENERS = ("anaphor", "bystander", "generic", "place", "principal")
CLOSING_QUOTE = {"“": "”", "「": "」", "‘": "’"}


class Subject(NamedTuple):
    """The agents a clause speaks of; `line` is the number of the line that names them.

    `how` is named, pronoun or zero.
    """

    mentions: tuple[Mention, ...] = ()
    line: int = -1
    how: str = "none"


NOBODY = Subject()


class Scene(NamedTuple):
    """What holds in a clause: its range, the names and trigger words in it, its subject, who is speaking (None: the
    article), and the organisation that was spoken of last before it.
    """

    start: int
    end: int
    line: int
    mentions: list[Mention]
    hits: list[Hit]
    subject: Subject
    voice: Mention | None
    voice_start: int
    house: tuple[Mention, ...] = ()


@lru_cache(maxsize=4)
def initials(vocabulary: Vocabulary) -> frozenset[str]:
    """The characters that the cue words begin with which matter at a clause's opening."""
    return frozenset(word[0] for word in vocabulary.words(*OPENERS))


class Topics:
    """Walks through an article clause by clause and keeps the topic, the speaker and each class's last mention."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.vocabulary
        self.clean = reading.text.clean
        self.initials = initials(self.words)
        self.leading = self.words.by_first["leading",]
        self.topic = NOBODY
        self.carried = NOBODY
        self.voice: Mention | None = None
        self.voice_start = -1
        self.person: Mention | None = None
        self.number = self.heard = self.heard_block = -1
        self.named: list[Mention] = []
        self.employer: dict[str, Mention] = {}
        self.block = -1
        self.story = 0
        self.house: tuple[Mention, ...] = ()
        self.dates = {d.start: d.end for d in reading.dates}
        self.principal = self.listed()

    def listed(self) -> Mention | None:
        """The listed company that a note is about: its stock code stands behind its name in the first block."""
        text = self.reading.text
        first = text.blocks[0].end if text.blocks else 0
        named = (m for m in self.reading.resolved.mentions if m.end <= first and self.reading.is_a(m, ORGANIZATIONS))
        return next((m for m in named if STOCK_CODE.match(text.clean, m.end)), None)

    def scenes(self) -> list[Scene]:
        """The scene of every clause, in order."""
        scenes = []
        for number, line in enumerate(self.reading.lines):
            if line.sentence.block != self.block:
                self.tell(line)
                self.carried = self.topic if self.topic.mentions else self.carried
                self.topic = self.carried._replace(how="carried") if number - self.carried.line <= 2 else NOBODY
                self.block = line.sentence.block
            self.number, self.named = number, line.of(AGENTS)
            self.go_on(number, line)
            self.listen(number, line)
            for start, end in line.sentence.clauses:
                before, house, opening = self.topic, self.house, self.opening(start, end)
                self.enter(number, line, start, end, opening)
                topic = self.topic
                if self.owner_only(line, start):
                    self.topic = before
                elif topic.mentions is not house and self.about_house():
                    self.house = topic.mentions
                if opening and self.words.at("bystander", opening):
                    topic = NOBODY
                inside = line.inside(start, end) if line.mentions else []
                hits = line.hits_inside(start, end) if line.hits else []
                scenes.append(Scene(start, end, number, inside, hits, topic, self.voice, self.voice_start, house))
        return scenes

    def owner_only(self, line: Line, start: int) -> bool:
        """Whether a clause names its subject as the owner of whoever was spoken of before, who stays the topic."""
        named = next((m for m in self.topic.mentions if self.topic.how == "named" and m.start > start), None)
        hits = [h for h in line.hits_inside(start, named.start) if h.end == named.start] if named else []
        senses = [sense for hit in hits for sense in self.words.senses[hit.word]]
        return bool(senses) and all(s.relation == "subsidiaryOf" and s.frame.subject.side != "after" for s in senses)

    def about_house(self) -> bool:
        """Whether the clause speaks of an organisation."""
        return bool(self.topic.mentions) and self.reading.is_a(self.topic.mentions[0], ORGANIZATIONS)

    def tell(self, line: Line) -> None:
        """Forgets everybody when another story begins."""
        story = self.reading.text.blocks[line.sentence.block].story
        if story != self.story:
            self.topic = self.carried = NOBODY
            self.voice = self.person = None
            self.house = ()
            self.story = story

    def go_on(self, number: int, line: Line) -> None:
        """Lets a speech go on into a sentence of the same paragraph that names no agent, or ends it."""
        if (
            self.voice is not None
            and number - self.heard <= 1
            and (line.sentence.block == self.heard_block or self.continues(line))
            and not any(self.agents(line, a, b) for a, b in line.sentence.clauses)
        ):
            self.voice_start, self.heard = line.sentence.start, number
            self.heard_block = line.sentence.block
        else:
            self.voice, self.voice_start = None, -1

    def continues(self, line: Line) -> bool:
        """Whether a paragraph begins by words that go on with what was said before."""
        return self.words.at("continuation", self.reading.text.clean, line.sentence.start) is not None

    def listen(self, number: int, line: Line) -> None:
        """Notes the speaker who is named behind the speech that a sentence begins with."""
        closing = CLOSING_QUOTE.get(self.reading.text.clean[line.sentence.start])
        close = self.reading.between(line.sentence.start, line.sentence.end).rfind(closing) if closing else -1
        if close < 0:
            return
        for start, end in line.sentence.clauses:
            begin = max(start, line.sentence.start + close + 1)
            agents = self.agents(line, begin, end)
            if not agents and self.person and begin < end and self.pronoun(self.opening(begin, end)) == "Person":
                agents = [self.person]
            if agents and end > line.sentence.start + close:
                self.speak(line, agents, end)
                if self.voice:
                    self.voice_start = line.sentence.start
                    house = self.topic.mentions if self.reading.is_a(agents[0], PEOPLE) else tuple(agents)
                    self.topic = Subject(house, number, "zero")
                return

    def ahead(self, line: Line, start: int, end: int) -> list[Mention]:
        """The agents of a later clause whom a sentence's first clause, a leading phrase, already speaks of."""
        if not self.named or not self.words.at("cataphor", self.reading.between(start, end).lstrip()):
            return []
        inside = [m for m in self.named if start <= m.start and m.end <= end]
        if inside and not line.hits_inside(start, inside[0].start):
            return []
        return next((found for a, b in line.sentence.clauses[1:] if (found := self.agents(line, a, b))), [])

    def enter(self, number: int, line: Line, start: int, end: int, opening: str) -> None:
        """Updates the topic and the speaker for a clause."""
        agents = self.agents(line, start, end) if self.named else []
        forward = self.ahead(line, start, end) if not agents and start == line.sentence.start else []
        if forward:
            self.topic = Subject(tuple(forward), number, "named")
            return
        if agents:
            if self.reading.is_a(agents[0], PEOPLE):
                self.person = agents[0]
            self.topic = Subject(tuple(agents), number, "named")
            self.speak(line, agents, end)
            return
        pronoun = self.pronoun(opening) if opening else None
        if pronoun == "Person":
            if self.person:
                self.speak(line, [self.person], end)
        elif pronoun:
            company = self.words.at("principal", self.opening(start, end)) is not None
            self.topic = self.antecedent(pronoun, start, principal=company)
            if self.topic.mentions and self.heard != self.number and self.titled_speaker(line, start, end):
                self.person = None
                self.speak(line, list(self.topic.mentions), end)
        elif (opening and self.generic(opening)) or (self.topic.mentions and number - self.topic.line > REACH):
            self.topic = NOBODY
        elif self.topic.how == "named" and self.topic.line != number:
            self.topic = self.topic._replace(how="zero")

    def agents(self, line: Line, start: int, end: int) -> list[Mention]:
        """The agents named as subject of a clause: unmarked, before its first verb."""
        passed = -1
        for mention in self.named:
            if mention.start < start or mention.end > end:
                continue
            if line.hits_inside(start, mention.start) and not self.after_frame(line, start, mention):
                return []
            group = self.reading.group(mention, line, AGENTS)
            if self.oblique(group[0], start) or group[0].start == passed:
                passed = group[-1].end
                continue
            people = [m for m in group if self.reading.is_a(m, PEOPLE)]
            return people or self.titled(line, group)
        return []

    def after_frame(self, line: Line, start: int, mention: Mention) -> bool:
        """Whether all trigger words before a mention belong to its own title, or say whose subsidiary it is."""
        hits = line.hits_inside(start, mention.start)
        possessor = self.words.at("of", self.reading.text.clean, mention.end) is not None
        titled = self.reading.is_a(mention, PEOPLE) or (all(map(self.kinship, hits)) and not possessor)
        return titled and all(h.end == mention.start for h in hits)

    def kinship(self, hit: Hit) -> bool:
        """Whether a trigger word only tells whose subsidiary or owner the company behind it is."""
        return all(sense.relation == "subsidiaryOf" for sense in self.words.senses[hit.word])

    def titled(self, line: Line, group: list[Mention]) -> list[Mention]:
        """The person whose title names the organisation, if one follows directly; else the group."""
        last = group[-1]
        row = list(line.mentions)
        follower = next((m for m in row if m.start >= last.end), None)
        if follower and self.reading.is_a(follower, PEOPLE) and follower.start - last.end <= 14:
            for person in self.reading.group(follower, line, PEOPLE):
                self.employer[self.reading.entity(person).id] = last
            return [follower]
        return group

    def oblique(self, mention: Mention, start: int) -> bool:
        """Whether a marker before a mention makes it something else than the subject."""
        marker = self.reading.precedes(mention.start, self.words.words("oblique"))
        return marker is not None and mention.start - len(marker) >= start

    def speak(self, line: Line, agents: list[Mention], end: int) -> None:
        """Notes the speaker when a verb of saying follows the agents in their clause."""
        begin = (
            agents[-1].end
            if agents[-1].end < end and agents[-1].end >= line.sentence.start
            else line.clause_of(end - 1)[0]
        )
        if self.says(begin, end):
            self.voice, self.voice_start = agents[0], begin
            self.heard, self.heard_block = self.number, line.sentence.block
            if self.reading.is_a(agents[0], PEOPLE):
                employer = self.employer.get(self.reading.entity(agents[0]).id)
                self.topic = self.topic._replace(mentions=(employer,) if employer else (), how="zero")

    def titled_speaker(self, line: Line, start: int, end: int) -> bool:
        """Whether a clause lets somebody speak who is only named by a title."""
        titles = (s for h in line.hits_inside(start, end) for s in self.words.senses[h.word])
        return any(s.relation == "holdsRoleAt" for s in titles) and self.says(start, end)

    def says(self, start: int, end: int) -> bool:
        """Whether a range holds a verb of saying that is no part of another word."""
        if not self.reading.may_hold(start, end, "saying"):
            return False
        decoys, rest = self.words.words("saying-decoy"), self.reading.between(start, end)
        return any(w not in decoys for _, _, w in occurrences(self.words.words("saying", "saying-decoy"), rest))

    def pronoun(self, opening: str) -> str | None:
        """The class that a pronoun at a clause's opening stands for."""
        word = self.words.at("anaphor", opening)
        if word is None or self.words.at("anaphor-decoy", opening):
            return None
        kind = self.words.cues["anaphor"][word]
        return kind if self.words.is_a(kind, AGENT) else None

    def opening(self, start: int, end: int) -> str:
        """A clause from its first word that is no conjunction, adverb of time or date; empty where no cue can stand."""
        clean = self.clean
        while start < end:
            if start in self.dates:
                start = self.dates[start]
            elif clean[start] in self.leading and (word := self.words.at("leading", clean, start)):
                start += len(word)
            elif clean[start] in BLANKS:
                start += 1
            else:
                break
        return clean[start:end] if clean[start : start + 1] in self.initials else ""

    def antecedent(self, name: str, position: int, *, principal: bool = False) -> Subject:
        """The last topic that a pronoun of a class can mean, else the institution spoken of or named last."""
        if principal and self.principal:
            return Subject((self.principal,), self.reading.line_of(self.principal), "pronoun")
        for candidate in (self.topic, self.carried):
            if candidate.mentions and self.fits(candidate.mentions[0], name):
                return candidate._replace(how="pronoun")
        near = self.reading.last(frozenset({name}), position, NEAR) if name == "Institution" else None
        last = self.house[0] if near and self.house and self.fits(self.house[0], name) else near
        return Subject((last,), self.reading.line_of(last), "pronoun") if last else NOBODY

    def fits(self, mention: Mention, name: str) -> bool:
        """Whether a pronoun of a class can stand for a mention."""
        return self.reading.is_a(mention, frozenset({name}) if name != "Agent" else ORGANIZATIONS)

    def generic(self, opening: str) -> bool:
        """Whether a clause opens with a subject that is nobody in particular, or with a place not the topic's."""
        if self.words.at("generic", opening):
            return True
        place = self.words.at("place", opening)
        return place is not None and not any(self.reading.entity(m).name.startswith(place) for m in self.topic.mentions)
