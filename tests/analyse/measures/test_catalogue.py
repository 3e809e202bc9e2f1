"""The catalogue: every measure has its words, and every ranked one its value in a standing."""

from __future__ import annotations

from dataclasses import fields

import pytest

from graph.analyse.measures.catalogue import CATALOGUE, named
from graph.analyse.measures.measures import Standing


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_measure_says_what_it_is_means_comes_from_and_does_not_say(lang: str) -> None:
    for one in CATALOGUE:
        words = [one.name(lang), one.meaning(lang), one.source(lang), one.caveat(lang)]
        assert all(words)
        assert len(set(words)) == 4
        assert any(year in one.source(lang) for year in ("19", "20"))
        assert one.meaning(lang)[-1] == one.caveat(lang)[-1] == ("。" if lang == "zh" else ".")


def test_every_ranked_measure_is_a_value_of_a_standing_and_has_its_own_key() -> None:
    held = {field.name for field in fields(Standing)}
    assert {one.key for one in CATALOGUE if one.ranks} == held - {"entity", "error"}
    assert len({one.key for one in CATALOGUE}) == len(CATALOGUE)
    assert [one.key for one in CATALOGUE if one.low] == ["constraint"]


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(KeyError):
        named("influence")
