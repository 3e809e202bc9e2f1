"""A text as JSON and its findings in words."""

from __future__ import annotations

import json

import pytest

from graph.text.clean import clean
from graph.text.document import document, remarks
from tests.reading import article

RAW = "服務(wù)銀髮群體\n海爾消費金融推出\ufffd智家分期服務(wù)。支持分期購買綠色家電。"


def test_a_text_is_one_line_of_json_whose_spans_slice_the_raw_text() -> None:
    text = clean(article(RAW))
    written = document(text)
    assert written.count("\n") == 1
    held = json.loads(written)
    assert held["script"] == "Hant"
    assert held["blocks"] == [
        {"kind": "heading", "text": "服务银发群体"},
        {"kind": "paragraph", "text": "海尔消费金融推出\ufffd智家分期服务。支持分期购买绿色家电。"},
    ]
    assert [RAW[s["start"] : s["end"]] for s in held["sentences"]] == [
        "服務(wù)銀髮群體",
        "海爾消費金融推出\ufffd智家分期服務(wù)。",
        "支持分期購買綠色家電。",
    ]
    assert [RAW[r["start"] : r["end"]] for r in held["repairs"]] == ["(wù)", "(wù)"]
    assert [RAW[f["start"] : f["end"]] for f in held["findings"]] == ["\ufffd"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_remarks_count_the_repairs_and_say_each_finding_on_a_line(lang: str) -> None:
    first, second = remarks(clean(article(RAW)), lang).splitlines()
    assert "sample" in first
    assert "2" in first
    assert str(RAW.index("\ufffd")) in second
