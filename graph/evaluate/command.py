"""`wupian evaluate`: scores extraction against folders or files of gold annotations and prints the result."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from graph.errors import InputError
from graph.evaluate.gold import load
from graph.evaluate.score import Count, Mark, count, interval, marks
from graph.facts.extractor import Extractor
from graph.messages import say
from graph.resources import folder
from graph.text.clean import clean, plain
from graph.text.reader import read

MEASURES = ("entities", "relations", "explicit", "without advances", "figures", "modality")
SUFFIX = ".gold.json"


def run(
    gold_paths: Iterable[Path],
    text_dir: Path | None,
    extractor: Extractor,
    lang: str,
    *,
    misses: bool = False,
    encoding: str = "utf-8",
    as_json: bool = False,
    progress: Callable[[str], None] | None = None,
) -> str:
    """The scores of all gold files together, as text or JSON; a gold file without its text is an InputError."""
    per_article: dict[str, list[Mark]] = {}
    for path in gold_files(gold_paths):
        text = text_of(path, text_dir)
        if progress:
            progress(path.name)
        article = read(text, encoding)
        answer = extractor.extract(clean(article))
        per_article[article.id] = marks(load(path, article.raw), answer, plain)
    everything = [m for items in per_article.values() for m in items]
    if as_json:
        return json.dumps(figures_of(everything, per_article), ensure_ascii=False, indent=1) + "\n"
    lines = [*table(everything, lang), *by_kind(everything, lang)]
    if len(per_article) > 1:
        lines += by_article(per_article, lang)
    if misses:
        lines += listing(everything, lang)
    return "\n".join(lines) + "\n"


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """The gold files among paths and inside folders, sorted; none at all is an InputError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.glob("*" + SUFFIX))
        elif path.is_file():
            found.append(path)
        else:
            raise InputError(f"There is no gold file or folder {path}.")
    if not found:
        raise InputError(f"No file that ends in {SUFFIX} was found; `wupian evaluate --help` shows the format.")
    return found


def text_of(gold: Path, text_dir: Path | None) -> Path:
    """The article of a gold file: in the given folder, beside it, or among the seeds."""
    name = gold.name.removesuffix(SUFFIX) + ".txt"
    places = [text_dir] if text_dir else [gold.parent, folder("seeds")]
    for place in places:
        if (place / name).is_file():
            return place / name
    raise InputError(
        f"The article {name} of {gold} is not in {' or '.join(map(str, places))}; name its folder with --text."
    )


def row(name: str, counted: Count, extra: str = "") -> str:
    """One line of a table of scores."""
    return (
        f"{name:<24}{counted.precision:>7.3f}{counted.recall:>7.3f}{counted.f1:>7.3f}"
        f"{counted.right:>7}{counted.spurious:>7}{counted.missed:>7}{extra}"
    )


def heading(first: str) -> str:
    """The column names of a table of scores."""
    return f"{first:<24}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'wrong':>7}{'missed':>7}"


def table(items: list[Mark], lang: str) -> list[str]:
    """The measures over all articles, each F1 with its 95 % interval."""
    lines = [say("evaluate.title", lang), heading("") + "   F1 95 %"]
    for measure in MEASURES:
        low, high = interval(items, measure)
        lines.append(row(measure, count(items, measure), f"   {low:.2f}–{high:.2f}"))
    return lines


def by_kind(items: list[Mark], lang: str) -> list[str]:
    """Entities by class and relations by predicate."""
    lines = []
    for measure in ("entities", "relations"):
        lines += ["", say(f"evaluate.{measure}", lang), heading("")]
        kinds = sorted({m.kind for m in items if m.measure == measure})
        lines += [row(kind, count(items, measure, kind)) for kind in kinds]
    return lines


def by_article(per_article: dict[str, list[Mark]], lang: str) -> list[str]:
    """F1 of each article."""
    lines = ["", say("evaluate.articles", lang), f"{'':<24}" + "".join(f"{m[:10]:>12}" for m in MEASURES)]
    for name, items in sorted(per_article.items()):
        lines.append(f"{name[:23]:<24}" + "".join(f"{count(items, m).f1:>12.3f}" for m in MEASURES))
    return lines


def listing(items: list[Mark], lang: str) -> list[str]:
    """What was missed and what is spurious, by name, with its sentence."""
    lines = []
    for measure in ("entities", "relations", "figures", "modality"):
        for outcome in ("missed", "spurious"):
            rows = sorted(
                {(m.kind, m.label, m.sentence) for m in items if (m.measure, m.outcome) == (measure, outcome)}
            )
            if rows:
                lines += ["", f"{say(f'evaluate.{measure}', lang)}: {say(f'evaluate.{outcome}', lang)}"]
                lines += [f"  {kind:<18}{label}" + (f"  «{text[:80]}»" if text else "") for kind, label, text in rows]
    return lines


def figures_of(items: list[Mark], per_article: dict[str, list[Mark]]) -> dict[str, object]:
    """The scores as a JSON document."""

    def scores(marked: list[Mark]) -> dict[str, object]:
        counts = {m: count(marked, m) for m in MEASURES}
        return {
            m: {
                "precision": round(c.precision, 4), "recall": round(c.recall, 4), "f1": round(c.f1, 4),
                "right": c.right, "spurious": c.spurious, "missed": c.missed,
            }
            for m, c in counts.items()
        }  # fmt: skip

    return {"all": scores(items), "articles": {name: scores(marked) for name, marked in sorted(per_article.items())}}
