"""The timeline: each dated policy, statement and figure once, under its date in its lane, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.explore.view import BASE
from tests.browser import Opened
from tests.explore.graphs import written

POLICIES, STATEMENTS, FIGURES = range(3)
TURTLE = f"""
wp:Policy rdfs:label "政策"@zh . wp:issues rdfs:label "发布"@zh . wp:runs rdfs:label "开展"@zh . wp:Bank a owl:Class .
<{BASE}article/x> a wp:Article ; wp:text "甲乙丙丁" ; dcterms:title "文" ; dcterms:issued "2025-03-12" .
<{BASE}article/x#char=0,4> a wp:Passage ; wp:inArticle <{BASE}article/x> ; wp:start 0 ; wp:end 4 ; wp:quote "甲乙丙丁" .
id:r a wp:Regulator ; skos:prefLabel "某监管局"@zh . id:b a wp:Bank ; skos:prefLabel "某银行"@zh .
id:p1 a wp:Policy ; skos:prefLabel "甲政策"@zh ; wp:issuedOn "2025-02-28" .
id:p2 a wp:Policy ; skos:prefLabel "乙政策"@zh ; wp:issuedOn "2023-11-02" .
id:p3 a wp:Policy ; skos:prefLabel "丙政策"@zh .
id:p4 a wp:Policy ; skos:prefLabel "丁政策"@zh ; wp:issuedOn "2024-06-30" .
id:i a wp:Initiative ; skos:prefLabel "某计划"@zh . id:j a wp:Initiative ; skos:prefLabel "另计划"@zh .
id:f1 a wp:Figure ; wp:figureOf id:b ; wp:indicator "甲指标" ; wp:value 5 ; wp:asOf "2024-12-31" ;
  wp:supportedBy <{BASE}article/x#char=0,4> .
id:f2 a wp:Figure ; wp:figureOf id:b ; wp:indicator "乙指标" ; wp:value 6 ; wp:asOf "2024-06-30" ; wp:confidence 0.4 .
id:f3 a wp:Figure ; wp:figureOf id:b ; wp:indicator "丙指标" ; wp:value 7 .
"""
# Subject, predicate, object, date, modality: the first two of each relation say the same on the same day.
CLAIMS = (
    ("r", "issues", "p1", "2025-02-28", "Done"),
    ("r", "issues", "p3", "2025-01-15", "Done"),
    ("b", "respondsTo", "p2", "", "Done"),
    ("b", "runs", "i", "2024-06-30", "Done"),
    ("b", "runs", "i", "2024-06-30", "Planned"),
    ("b", "runs", "i", "2025-06-30", "Planned"),
    ("b", "runs", "j", "", "Done"),
)
ENTRIES = """() => [...document.querySelectorAll(".timeline tbody tr")].flatMap((row) =>
  [...row.querySelectorAll("td")].flatMap((lane, number) => [...lane.querySelectorAll("li")].map((entry) => {
    const names = [...entry.querySelectorAll("bdi")].map((name) => name.textContent);
    return [row.querySelector("time").dateTime, number, names];
  })))"""
WANTED = [
    ("2025-06-30", STATEMENTS, ["某银行", "某计划"]),
    ("2025-02-28", POLICIES, ["某监管局", "甲政策"]),
    ("2025-01-15", POLICIES, ["某监管局", "丙政策"]),
    ("2024-12-31", FIGURES, ["某银行", "甲指标"]),
    ("2024-06-30", POLICIES, ["丁政策"]),
    ("2024-06-30", STATEMENTS, ["某银行", "某计划"]),
    ("2024-06-30", FIGURES, ["某银行", "乙指标"]),
    ("2023-11-02", POLICIES, ["乙政策"]),
]


def turtle() -> str:
    return TURTLE + "".join(
        f"id:c{number} a wp:Claim ; wp:subject id:{subject} ; wp:predicate wp:{predicate} ; wp:object id:{end} ; "
        f"wp:modality wp:{modality} ; wp:confidence 0.9 ; wp:supportedBy <{BASE}article/x#char=0,4> "
        + (f'; wp:asOf "{date}" .\n' if date else ".\n")
        for number, (subject, predicate, end, date, modality) in enumerate(CLAIMS)
    )


def entries(opened: Opened) -> list[tuple[str, int, list[str]]]:
    """What the timeline shows: date, lane and names; the amount of a figure is left out."""
    found: list[Any] = opened.page.evaluate(ENTRIES)
    return [(date, lane, names[:2]) for date, lane, names in found]


def test_everything_with_a_date_stands_once_in_its_lane_the_newest_first(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(turtle()), "view=timeline")
    assert entries(opened) == WANTED
    assert opened.page.locator(".timeline thead th").count() == 4
    label = opened.page.locator(".bars").get_attribute("aria-label") or ""
    assert ("2023-11" in label, "2025-06" in label, str(len(WANTED)) in label) == (True, True, True)
    assert opened.page.locator(".bars rect").count() == len({date[:7] for date, _, _ in WANTED})
    assert opened.quiet()


def test_the_dates_of_the_filter_hold_for_policies_statements_and_figures(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(turtle()), "view=timeline")
    for first, last in (
        ("2024-06-30", "2025-01-15"),
        ("2025-02-28", ""),
        ("", "2024-06-30"),
        ("2023-11-01", "2023-12-01"),
    ):
        opened.to(f"view=timeline&from={first}&to={last}")
        within = [entry for entry in WANTED if (first or "0") <= entry[0] <= (last or "9")]
        assert (first, last, entries(opened)) == (first, last, within)


def test_the_fields_of_the_filter_reach_from_the_first_date_to_the_last(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(turtle()), "view=timeline")
    reach = [opened.page.locator(field).get_attribute("min") for field in ("#date-from", "#date-to")]
    assert reach == [WANTED[-1][0]] * 2
    assert opened.page.locator("#date-to").get_attribute("max") == WANTED[0][0]


def test_a_day_in_the_form_narrows_the_timeline(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(turtle()), "view=timeline")
    field = opened.page.locator("#date-from")
    field.fill("2025-02-28")
    field.dispatch_event("change")
    assert "from=2025-02-28" in opened.page.url
    assert entries(opened) == WANTED[:2]


def test_other_filters_narrow_the_timeline_too(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(turtle()), "view=timeline&least=0.5")
    assert ("2024-06-30", FIGURES, ["某银行", "乙指标"]) not in entries(opened)
    opened.to("view=timeline&no-modality=Planned")
    assert [entry for entry in entries(opened) if entry[1] == STATEMENTS] == [WANTED[5]]
    opened.to("view=timeline&no-class=Policy")
    assert {lane for _, lane, _ in entries(opened)} == {STATEMENTS, FIGURES}


def test_an_entry_opens_its_evidence_and_says_how_sure_its_date_is(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html, "view=timeline")
    assert [(date, lane) for date, lane, _ in entries(opened)] == [
        ("2025-02-28", POLICIES),
        ("2024-12-31", FIGURES),
        ("2024-12-31", FIGURES),
    ]
    opened.page.locator(".timeline .open").first.click()
    assert "《普惠金融提质行动方案》" in opened.page.locator("#panel mark").inner_text()
    opened.page.locator(".timeline .open").last.click()
    assert "1200万人" in opened.page.locator("#panel mark").inner_text()


def test_a_date_that_was_inferred_is_tagged(open_store: Callable[..., Opened]) -> None:
    basis = 'wp:YearInferred rdfs:label "年份推断"@zh . id:f1 wp:asOfBasis wp:YearInferred ; wp:asOfText "12月末" .'
    opened = open_store(written(turtle() + basis), "view=timeline")
    assert opened.page.locator(".timeline .tag", has_text="年份推断").count() == 1


def test_a_graph_without_dates_says_so(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written('id:a a wp:Policy ; skos:prefLabel "某政策"@zh .'), "view=timeline&lang=en")
    assert opened.page.locator(".timeline, .bars").count() == 0
    assert opened.page.locator("#timeline-view .hint").inner_text() == "No policy, statement or figure with a date."
    assert opened.quiet()
