"""`wupian analyse`: networks as files, and what changed since an earlier build."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import networkx as nx
import pytest

import graph
from tests.cli.articles import ARTICLE, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_network_for_other_programs_comes_on_stdout(wupian: Run, store: Path) -> None:
    drawn = graph.to_networkx(graph.open_store(store))
    ran = wupian("analyse", "--store", store, "--format", "graphml")
    again = nx.read_graphml(BytesIO(ran.out.encode()), force_multigraph=True)
    assert (ran.code, ran.err) == (0, "")
    assert isinstance(again, nx.MultiDiGraph)
    assert isinstance(drawn, nx.MultiDiGraph)
    assert sorted(again.edges(keys=True)) == sorted(drawn.edges(keys=True))
    ran = wupian("analyse", "--store", store, "--format", "gexf", "--shape", "institution-product")
    assert nx.read_gexf(BytesIO(ran.out.encode())).number_of_edges() > 0


def test_a_network_can_be_of_an_article_and_a_span_of_time(wupian: Run, store: Path) -> None:
    drawn = graph.to_networkx(graph.open_store(store))
    (article,) = {data["article"] for _, _, data in drawn.edges(data=True)}

    def edges(*options: str) -> int:
        ran = wupian("analyse", "--store", store, "--format", "gexf", *options)
        return int(nx.read_gexf(BytesIO(ran.out.encode())).number_of_edges())

    assert edges("--article", article) == drawn.number_of_edges()
    assert edges("--since", "2999-01-01") == 0
    assert edges("--min-confidence", "1") < drawn.number_of_edges()


WRONG = {
    "a shape for the table": (("--shape", "institution-theme"), "go with --format graphml or gexf"),
    "a day for the report": (("--format", "html", "--since", "2025-01-01"), "go with --format graphml or gexf"),
    "an article for the table": (("--article", "a"), "go with --format graphml or gexf"),
    "a change as a network": (("--format", "gexf", "--diff", "old"), "--diff goes with the table"),
    "no such shape": (("--format", "gexf", "--shape", "star"), "There is no shape star; choose from claims"),
    "no such article": (("--format", "gexf", "--article", "star"), "There is no article star"),
    "no such day": (("--format", "gexf", "--until", "soon"), "not soon"),
    "nothing earlier": (("--diff", "nowhere"), "There is no store at nowhere"),
}


@pytest.mark.parametrize(("options", "words"), WRONG.values(), ids=WRONG)
def test_wrong_use_says_what_is_wrong(options: tuple[str, ...], words: str, wupian: Run, store: Path) -> None:
    ran = wupian("analyse", "--store", store, *options)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_build_beside_itself_has_not_changed(wupian: Run, built: Path) -> None:
    plain = wupian("analyse", "--store", built / "store").out
    ran = wupian("analyse", "--store", built / "store", "--diff", built)
    assert ran.out.startswith(plain + "\n")
    assert ran.out.endswith("The analyses of both builds are the same; nothing changed.\n")


def test_what_changed_stands_below_the_analysis(wupian: Run, built: Path, place: Path) -> None:
    write(place, more=ARTICLE + "江苏银行推进绿色金融。\n")
    wupian("build", "more.txt", "--out", "more")
    ran = wupian("analyse", "--store", place / "more" / "store", "--diff", built, "--lang", "zh")
    assert ran.code == 0
    assert "与较早构建相比的变化" in ran.out
    (line,) = [
        one for one in ran.out.split("主题矩阵的变化")[1].splitlines() if one.startswith("江苏银行") and "新增" in one
    ]
    assert line.split()[1:] == ["绿色金融", "新增", "0", "1"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_report_tells_what_changed(form: str, wupian: Run, store: Path) -> None:
    ran = wupian("analyse", "--store", store, "--format", form, "--diff", store, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "Since the earlier build" in ran.out
    assert "The analyses of both builds are the same" in ran.out
