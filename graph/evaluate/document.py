"""Scores as a JSON document, and back: it holds every item, so that a later result can be compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph import jsontext
from graph.errors import InputError
from graph.evaluate.calibration import Judged, bins, error
from graph.evaluate.marks import Mark
from graph.evaluate.measures import MEASURES, SHARES, Count, count, interval, kinds
from graph.evaluate.samples import Scored


def document(scored: Sequence[Scored]) -> dict[str, Any]:
    """The scores of all articles, of each class and predicate, and of each article with its items."""
    marks = [mark for each in scored for mark in each.marks]
    judged = [each for article in scored for each in article.judged]
    return {
        "all": {m: numbers(count(marks, m)) | spread(scored, m) for m in MEASURES},
        "details": {m: shares(marks, m) for m in SHARES},
        "kinds": {
            m: {kind: numbers(count(marks, m, kind)) for kind in kinds(marks, m)} for m in ("entities", "relations")
        },
        "soundness": {
            "entities": sum(each.entities for each in scored),
            "split": sum(len(each.split) for each in scored),
            "merged": sum(len(each.merged) for each in scored),
            "spans": sum(each.spans for each in scored),
            "wrongSpans": sum(each.wrong for each in scored),
        },
        "calibration": {
            "error": round(error(judged), 4),
            "bins": [
                {
                    "from": float(b.low), "to": float(b.high), "number": b.number,
                    "confidence": round(b.confidence, 4), "right": b.right,
                }
                for b in bins(judged)
            ],
        },
        "articles": {each.article: article(each) for each in scored},
    }  # fmt: skip


def numbers(counted: Count) -> dict[str, Any]:
    """The scores of a measure."""
    return {
        "precision": round(counted.precision, 4),
        "recall": round(counted.recall, 4),
        "f1": round(counted.f1, 4),
        "right": counted.right,
        "spurious": counted.spurious,
        "missed": counted.missed,
    }


def spread(scored: Sequence[Scored], measure: str) -> dict[str, float]:
    """The ends of the interval of a measure's F1."""
    low, high = interval([each.marks for each in scored], measure)
    return {"low": round(low, 4), "high": round(high, 4)}


def shares(marks: Sequence[Mark], measure: str) -> dict[str, Any]:
    """How often a detail of what was found is right, in all and by what it should be."""

    def share(counted: Count) -> dict[str, Any]:
        return {"right": counted.right, "wrong": counted.missed, "share": round(counted.recall, 4)}

    by_kind = {kind: share(count(marks, measure, kind)) for kind in kinds(marks, measure)}
    return share(count(marks, measure)) | {"kinds": by_kind}


def article(scored: Scored) -> dict[str, Any]:
    """An article's scores, then all that they come from."""
    return {m: numbers(count(scored.marks, m)) for m in MEASURES} | {
        "counted": {"entities": scored.entities, "spans": scored.spans, "wrongSpans": scored.wrong},
        "split": list(scored.split),
        "merged": list(scored.merged),
        "judged": [[float(each.confidence), each.right] for each in scored.judged],
        "items": [
            {
                "measures": list(m.measures),
                "outcome": m.outcome,
                "kind": m.kind,
                "label": m.label,
                "sentence": m.sentence,
            }
            for m in scored.marks
        ],
    }


def earlier(path: Path) -> list[Scored]:
    """The scores in a file of an earlier result; another file is an InputError."""
    try:
        return parsed(jsontext.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(f"The earlier result {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise InputError(
            f"{path} is no earlier result; make one with `wupian evaluate GOLD --format json > FILE`."
        ) from error


def parsed(data: dict[str, Any]) -> list[Scored]:
    """The scores of a document."""
    return [
        Scored(
            article=name,
            marks=tuple(mark(item) for item in held["items"]),
            judged=tuple(Judged(Decimal(str(confidence)), bool(right)) for confidence, right in held["judged"]),
            entities=int(held["counted"]["entities"]),
            split=tuple(map(str, held["split"])),
            merged=tuple(map(str, held["merged"])),
            spans=int(held["counted"]["spans"]),
            wrong=int(held["counted"]["wrongSpans"]),
        )
        for name, held in data["articles"].items()
    ]


def mark(item: dict[str, Any]) -> Mark:
    """An item of a document."""
    outcome, kind, label, sentence = (str(item[key]) for key in ("outcome", "kind", "label", "sentence"))
    return Mark(tuple(map(str, item["measures"])), outcome, kind, label, sentence)
