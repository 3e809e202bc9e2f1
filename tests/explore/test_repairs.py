"""Repairs: what they make of a raw text is what extraction reads, and every raw offset stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.explore.repairs import repaired, repairs
from graph.model import Article
from graph.text.clean import clean
from graph.text.reader import discover, read
from tests.explore.graphs import made, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Opened

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = discover([ROOT / "seeds", ROOT / "tests" / "gold"])
PIECES = st.sampled_from(["監(jiān)", "管(guǎn)", "总局", "銀", "<b>", "&nbsp;", "\u200b", "😀", "，", "\n", "a", "與"])


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_the_repaired_article_is_the_one_that_extraction_reads(file: Path) -> None:
    article = read(file)
    assert repaired(article.raw, repairs(article.raw)) == clean(article).clean


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_repaired_text_is_the_one_that_extraction_reads(raw: str) -> None:
    assert repaired(raw, repairs(raw)) == clean(Article("a", raw, "")).clean


def test_a_text_without_damage_has_no_repairs() -> None:
    assert repairs("云杉消费金融推出“雪松贷”。") == []


def test_the_article_view_shows_readable_words_and_the_raw_ones_at_a_click(
    open_explorer: Callable[..., Opened],
) -> None:
    raw = "遠山銀行在監(jiān)管部門指導(dǎo)下推進數(shù)字金融業(yè)務(wù)，😀服務(wù)農(nóng)村用戶。"
    turtle = f"""
    id:a a wp:Article ; wp:text "{raw}" . id:b a wp:Bank ; skos:prefLabel "远山银行"@zh . id:s a wp:Segment .
    id:p a wp:Passage ; wp:inArticle id:a ; wp:start 0 ; wp:end {len(raw)} ; wp:quote "{raw}" .
    id:c a wp:Claim ; wp:subject id:b ; wp:predicate wp:serves ; wp:object id:s ; wp:supportedBy id:p .
    """
    opened = open_explorer(made(written(turtle)), "view=article")
    text = opened.page.locator("#article-text .said")
    assert text.evaluate("(said) => said.textContent") == repaired(raw, repairs(raw))
    assert opened.page.locator("a.mention").inner_text() == "远山银行"
    opened.page.get_by_role("button", name="原文", exact=True).click()
    assert text.evaluate("(said) => said.textContent") == raw
    assert opened.page.locator("a.mention").inner_text() == "遠山銀行"
    assert opened.quiet()
