"""Lists of banks that share the end of their names."""

from __future__ import annotations

import pytest

from graph.mentions.names import find
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article


def banks(raw: str) -> list[tuple[str, str]]:
    """The words that mention each bank, and its name."""
    text = clean(article(raw))
    return [(text.clean[m.start : m.end], m.text) for m in find(text, load()) if m.type == "Bank"]


@pytest.mark.parametrize("number", ["3", "三"])
def test_each_place_of_a_list_names_a_bank_of_its_own(number: str) -> None:
    assert banks(f"泗阳、泗洪、宿豫{number}家东吴村镇银行开业。") == [
        ("泗阳", "泗阳东吴村镇银行"),
        ("泗洪", "泗洪东吴村镇银行"),
        (f"宿豫{number}家东吴村镇银行", "宿豫东吴村镇银行"),
    ]


def test_the_first_name_of_the_list_begins_behind_a_verb() -> None:
    assert [name for _, name in banks("银行获批设立泗阳、泗洪2家东吴村镇银行。")] == [
        "泗阳东吴村镇银行",
        "泗洪东吴村镇银行",
    ]


@pytest.mark.parametrize(
    "raw", ["当地的3家村镇银行开业。", "湖南、云南的村镇银行开业。", "湖南、云南等地多家农商银行开业。"]
)
def test_a_number_of_banks_without_names_names_none(raw: str) -> None:
    assert banks(raw) == []
