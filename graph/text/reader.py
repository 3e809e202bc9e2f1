"""From a file to an article: strict decoding, metadata, and one clear sentence for what cannot be read."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from graph import jsontext
from graph.errors import InputError
from graph.model import Article

LARGEST = 20_000_000
SUFFIX = ".txt"
HAN = re.compile("[\u3400-\u9fff]")
# For each guess the first bytes of its frequent characters.
GUESSES = {"gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
SAMPLE = 4000
FIELDS = ("title", "publisher", "author", "published", "url", "rights")
MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def discover(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The article files among paths and inside folders, sorted within each folder; two of one stem are an error."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix == SUFFIX and p.is_file())
            if not inside:
                raise InputError(f"The folder {path} holds no article; articles are files that end in {SUFFIX}.")
            found += inside
        else:
            found.append(path)
    stems: dict[str, Path] = {}
    for path in found:
        other = stems.setdefault(identifier(path), path)
        if other != path:
            raise InputError(f"{other} and {path} would be one article; give one of the files another name.")
    return tuple(stems.values())


def read(path: Path, encoding: str = "utf-8") -> Article:
    """The article in a file, its newlines as they are, with the metadata file beside it."""
    if path.suffix != SUFFIX:
        raise InputError(f"{path} is no text file; this version reads files that end in {SUFFIX}.")
    data = load(path)
    raw = decode(path, data, encoding)
    if not HAN.search(raw):
        raise InputError(f"{path} holds no Chinese text.")
    facts = metadata(path.with_name(path.name.removesuffix(SUFFIX) + ".meta.json"))
    return Article(
        id=identifier(path),
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        path=path.name,
        **{key: facts.get(key) for key in FIELDS},
    )


def identifier(path: Path) -> str:
    """The id of an article: its file's stem with everything but letters, digits and `._-` replaced by `-`.

    >>> identifier(Path("news/a b.txt"))
    'a-b'
    """
    return re.sub(r"[^\w.-]+", "-", path.name.removesuffix(SUFFIX)).strip("-") or "article"


def load(path: Path) -> bytes:
    """The bytes of a file that is there, not empty, not binary and not too large."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not an article.")
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(f"{path} has {size:,} bytes; an article has at most {LARGEST:,}.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if not data.strip():
        raise InputError(f"{path} is empty.")
    return data


def decode(path: Path, data: bytes, encoding: str) -> str:
    """The text of the bytes; bytes of another encoding are an error that names the one that fits."""
    try:
        codec = codecs.lookup(encoding)
    except LookupError as error:
        raise InputError(f"There is no encoding {encoding!r}; try utf-8, gb18030 or big5.") from error
    for mark, name in MARKS:
        if data.startswith(mark) and codec.name != codecs.lookup(name).name:
            raise InputError(f"{path} is not {codec.name} but {name}; read it with --encoding {name}.")
    if b"\0" in data and not codec.name.startswith("utf-16"):
        raise InputError(f"{path} is a binary file, not an article.")
    try:
        text = data.decode(codec.name)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not {codec.name} (byte {error.start:,}){advice(data)}.") from error
    except (LookupError, UnicodeError) as error:
        raise InputError(f"{encoding!r} is no encoding of text; try utf-8, gb18030 or big5.") from error
    return text.removeprefix("\ufeff") if codec.name != "utf-8" else text


def advice(data: bytes) -> str:
    """Which encoding would fit, as the rest of a sentence."""
    best = max(GUESSES, key=lambda name: likeness(data, name))
    if likeness(data, best) >= 0.2:
        return f"; it reads as {best}: use --encoding {best}"
    return " nor any other Chinese encoding; convert it to UTF-8"


def likeness(data: bytes, name: str) -> float:
    """The share of frequent Chinese characters in bytes read in an encoding, 0 when they cannot be."""
    try:
        text = data.decode(name)[:SAMPLE]
    except UnicodeDecodeError:
        return 0.0
    pairs = [pair for char in text if len(pair := char.encode(name)) == 2]
    return sum(pair[0] in GUESSES[name] for pair in pairs) / max(1, len(text))


def metadata(path: Path) -> dict[str, Any]:
    """The metadata file of an article, empty when there is none."""
    try:
        data = jsontext.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as error:
        raise InputError(f"The metadata file {path}, line {error.lineno} is not JSON: {error.msg}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The metadata file {path} cannot be read: {error}.") from error
    if not isinstance(data, dict):
        raise InputError(f"The metadata file {path} must hold one JSON object.")
    wrong = [key for key in FIELDS if not isinstance(data.get(key), str | None)]
    if wrong:
        raise InputError(f"The metadata file {path} gives {wrong[0]} {data[wrong[0]]!r}; it must be text in quotes.")
    published = data.get("published")
    if published is not None and not is_date(published):
        raise InputError(f"The metadata file {path} gives published {published!r}; a date looks like 2025-07-17.")
    return data


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, as 2025-07-17.

    >>> is_date("2025-07-17"), is_date("2025-02-30"), is_date("20250717")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
