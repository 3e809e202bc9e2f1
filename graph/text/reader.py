"""From a file to an article: strict decoding, metadata, and one clear sentence for what cannot be read."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.model import Article

LARGEST = 20_000_000
SUFFIX = ".txt"
HAN = re.compile("[\u3400-\u9fff]")
GUESSES = ("gb18030", "big5")
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
        **{key: facts.get(key) for key in ("title", "publisher", "author", "published", "url", "rights")},
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
    return text.removeprefix("\ufeff") if codec.name != "utf-8" else text


def advice(data: bytes) -> str:
    """Which encoding would fit, as the rest of a sentence."""
    for name in GUESSES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if len(HAN.findall(text)) * 5 >= len(text):
            return f"; it reads as {name}: use --encoding {name}"
    return " nor any other Chinese encoding; convert it to UTF-8"


def metadata(path: Path) -> dict[str, Any]:
    """The metadata file of an article, empty when there is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as error:
        raise InputError(f"The metadata file {path}, line {error.lineno} is not JSON: {error.msg}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The metadata file {path} cannot be read: {error}.") from error
    if not isinstance(data, dict):
        raise InputError(f"The metadata file {path} must hold one JSON object.")
    published = data.get("published")
    if published is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(published)):
        raise InputError(f"The metadata file {path} gives published {published!r}; a date looks like 2025-07-17.")
    return {key: value for key, value in data.items() if value is None or isinstance(value, str)}
