"""What the program says to people, in Chinese and English, from one resource file."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from graph.resources import asset

LANGUAGES = ("zh", "en")


@cache
def table() -> dict[str, Any]:
    """The whole messages file: `{section: {key: {"zh": text, "en": text}}}`."""
    return tomllib.loads(asset("messages.toml").read_text(encoding="utf-8"))


def say(key: str, lang: str, **data: object) -> str:
    """The message `section.key` in `lang`, its `{names}` filled from `data`; an unknown key is a KeyError."""
    section, name = key.split(".", 1)
    text: str = table()[section][name][lang]
    return text.format(**data)
