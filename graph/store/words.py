"""The words of a text and of a search: how they are folded, cut into tokens, and found again in the text.

Folding makes alike what a reader takes for the same: Traditional and Simplified characters, full and half width,
capitals and small letters. It works character by character, so that places in the folded text are places in the text,
and so that what stands in a text stands in its folded form too.

Chinese is written without spaces, hence a run of Han characters becomes the overlapping pairs of its characters and
its last character; other letters and digits are words as they stand. A phrase of pairs then finds exactly the texts
that hold its characters side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

from graph.errors import QueryError
from graph.store.guard import refuse_halves
from graph.text import script

LENGTH = 500  # characters of a search
WORDS = 20
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
LETTER = rf"[^\W_{HAN}]"
GAP = r"[\W_]"
RUN = re.compile(rf"[{HAN}]+|{LETTER}+")
IDEOGRAPHS = re.compile(f"[{HAN}]")
QUOTED = re.compile('["\u201c\u201d]([^"\u201c\u201d]*)["\u201c\u201d]|([^"\u201c\u201d\\s]+)')

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Runs of Han characters or of other letters that a text must hold one behind the other, whatever signs stand
    between them; `begun` says that the last run may be the beginning of a longer word.
    """

    runs: tuple[str, ...]
    begun: bool = False


class Folding(dict[int, str]):
    """The folded form of every character by its code point, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        """The folded form of a character: always one character."""
        character = alone(chr(point), normalize("NFKC", chr(point)))
        small = alone(alone(character, character.lower()), character.casefold())
        for _ in range(2):  # 薴 folds to a character that folds further
            small = alone(small, script.fold(small)) if IDEOGRAPHS.match(small) else small
        self[point] = small
        return self[point]


FOLDING = Folding()


def alone(character: str, changed: str) -> str:
    """What a character changes into, when that is one character too."""
    return changed if len(changed) == 1 else character


def fold(text: str) -> str:
    """The text as it is searched, code point for code point.

    >>> fold("監管ＡＩ：Haier")
    '监管ai:haier'
    """
    return text.lower() if text.isascii() else text.translate(FOLDING)


def tokens(text: str) -> list[str]:
    """The tokens of a text in their order.

    >>> tokens("智鹿AI 2.0")
    ['智鹿', '鹿', 'ai', '2', '0']
    """
    found: list[str] = []
    for run in RUN.findall(fold(text)):
        if IDEOGRAPHS.match(run):
            found += [first + second for first, second in pairwise(run)]
            found.append(run[-1])
        else:
            found.append(run)
    return found


def parse(words: str) -> tuple[Phrase, ...]:
    """The phrases that a search asks for, all of which a text must hold.

    Spaces part words, quotation marks hold them together; all other signs only part the runs of a word. The last word
    may be the beginning of a longer one unless it is quoted. Too long a search is a QueryError.

    >>> parse('养老 "green finance" AI')[1:]
    (Phrase(runs=('green', 'finance'), begun=False), Phrase(runs=('ai',), begun=True))
    """
    refuse_halves(words)
    if len(words) > LENGTH:
        raise QueryError(f"The search has {len(words):,} characters; the most are {LENGTH}.")
    found = [(tuple(RUN.findall(fold(quoted or bare))), bool(bare)) for quoted, bare in QUOTED.findall(words)]
    kept = [(runs, bare) for runs, bare in found if runs]
    if len(kept) > WORDS:
        raise QueryError(f"The search has {len(kept)} words; the most are {WORDS}.")
    last = len(kept) - 1
    return tuple(dict.fromkeys(Phrase(runs, bare and number == last) for number, (runs, bare) in enumerate(kept)))


def key(text: str) -> str:
    """What two names have in common that are the same but for signs, width, capitals and script."""
    return " ".join(RUN.findall(fold(text)))


def expression(phrases: tuple[Phrase, ...]) -> str:
    """The phrases as FTS5 reads them; they hold only letters, so that nothing in them is read as its syntax.

    >>> expression(parse("养老金 AI"))
    '"养老 老金" AND "ai" *'
    """
    return " AND ".join(f'"{" ".join(asked(phrase))}"{" *" if is_open(phrase) else ""}' for phrase in phrases)


def asked(phrase: Phrase) -> list[str]:
    """The tokens that a phrase asks for: the last Han run may go on, so its last character is no end of a run."""
    found = [token for run in phrase.runs for token in tokens(run)]
    last = phrase.runs[-1]
    return found[:-1] if IDEOGRAPHS.match(last) and len(last) > 1 else found


def is_open(phrase: Phrase) -> bool:
    """Whether the last token of a phrase may be the beginning of a longer one: a single Han character is of a pair."""
    last = phrase.runs[-1]
    return len(last) == 1 if IDEOGRAPHS.match(last) else phrase.begun


def marks(text: str, phrases: tuple[Phrase, ...]) -> tuple[Mark, ...]:
    """Where the phrases stand in a text, as half-open ranges in order that do not touch; none unless all stand there.

    >>> marks("监管引导消费金融，金融监管", parse("監管 金融"))
    ((0, 2), (6, 8), (9, 13))
    """
    folded = fold(text)
    found = [[match.span() for match in pattern(phrase).finditer(folded)] for phrase in phrases]
    return joined(sorted(span for spans in found for span in spans)) if found and all(found) else ()


def joined(spans: list[Mark]) -> tuple[Mark, ...]:
    """Sorted ranges, those that touch made one."""
    found: list[Mark] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=256)
def pattern(phrase: Phrase) -> re.Pattern[str]:
    """What finds a phrase in a folded text."""
    parts: list[str] = []
    for before, run in pairwise(("", *phrase.runs)):
        han = bool(IDEOGRAPHS.match(run))
        if before:
            parts.append(GAP + ("+" if han == bool(IDEOGRAPHS.match(before)) else "*"))
        elif not han:
            parts.append(f"(?<!{LETTER})")
        parts.append(re.escape(run))
    ended = not IDEOGRAPHS.match(phrase.runs[-1]) and not phrase.begun
    return re.compile("".join(parts) + (f"(?!{LETTER})" if ended else ""))
