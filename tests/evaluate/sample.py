"""A small article written for these tests, its extraction, and annotations of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.evaluate.annotate import draft
from graph.evaluate.samples import Sample, samples
from graph.facts.extractor import RuleExtractor
from graph.model import Article, Extraction
from graph.text.clean import clean
from graph.text.reader import read
from graph.vocabulary import load

TEXT = (
    "云杉消费金融与江苏银行合作，推出“雪松贷”。\n"
    "雪松贷面向新市民。云杉消费金融自主研发“松针”风控系统，截至2024年底，累计服务用户300万人。\n"
    "江苏银行将推出“竹影贷”。\n"
)
GOLD = Path(__file__).resolve().parents[1] / "gold"


def put(folder: Path, gold: dict[str, Any] | str, text: str = TEXT, name: str = "a") -> Path:
    """Write an article and its annotation, and name the gold file."""
    (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    file = folder / f"{name}.gold.json"
    held = gold if isinstance(gold, str) else json.dumps(gold, ensure_ascii=False)
    file.write_text(held, encoding="utf-8", newline="")
    return file


def extraction(text: str = TEXT) -> Extraction:
    """What extraction finds in a text."""
    return RuleExtractor(load()).extract(clean(Article("a", text, "0" * 64)))


def drafted(text: str = TEXT) -> dict[str, Any]:
    """The annotation that the extraction of a text is right by."""
    return draft(extraction(text))


def sample(folder: Path, gold: dict[str, Any] | str, text: str = TEXT, name: str = "a") -> Sample:
    """An annotated article, through its files."""
    (found,) = samples([put(folder, gold, text, name)], None, load(), "utf-8")
    return found


def answer(file: Path) -> Extraction:
    """What extraction finds in an article file."""
    return RuleExtractor(load()).extract(clean(read(file)))
