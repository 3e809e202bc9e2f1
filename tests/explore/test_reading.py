"""Reading a page back: the same graph from plain and packed pages, and one clear sentence where it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.errors import InputError
from graph.explore.page import DATASET_FROM
from graph.explore.reading import PACKED, read_page
from graph.files import write
from graph.store.embedded import in_memory
from tests.explore.graphs import FIXTURE, made, ring, triples


def test_a_plain_page_gives_back_the_exported_graph(html: str) -> None:
    assert 'type="application/ld+json" id="dataset"' in html
    assert isomorphic(read_page(html), Graph().parse(FIXTURE))


def test_a_packed_page_gives_back_the_exported_graph() -> None:
    turtle = ring(9) + f'id:a a wp:Article ; wp:text "{"字" * DATASET_FROM}" .'
    held = triples(turtle)
    html = made(in_memory(held))
    assert f'type="{PACKED}" id="dataset"' in html
    assert set(read_page(html)) == set(Graph().parse(data=turtle))


def test_a_page_is_read_by_its_path_too(html: str, tmp_path: Path) -> None:
    place = tmp_path / "explorer.html"
    write(place, html)
    assert len(read_page(place)) == len(read_page(str(place))) == len(read_page(html))


def test_text_that_looks_like_markup_comes_back_as_it_was() -> None:
    turtle = r'<urn:x> <urn:y> "</script><!--<script>&lt;\u2028{{data}}"@zh .'
    html = made(in_memory(triples(turtle)))
    assert set(read_page(html)) == set(Graph().parse(data=turtle))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>nothing</p>", "holds no dataset"),
        ('<script type="application/octet-stream" id="dataset">AAAA</script>', "damaged"),
        ('<script type="application/octet-stream" id="dataset">%</script>', "damaged"),
        ('<script type="application/ld+json" id="dataset">{"@id":</script>', "damaged"),
    ],
)
def test_a_page_without_a_sound_dataset_is_refused_in_one_sentence(html: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_page(html)


def test_a_page_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.html cannot be read: No such file"):
        read_page(tmp_path / "missing.html")


def test_a_dataset_that_points_to_a_foreign_context_is_refused_not_fetched(tmp_path: Path) -> None:
    context = tmp_path / "context.jsonld"
    write(context, '{"@context": {"name": "urn:name"}}')
    island = f'{{"@context": "{context.as_uri()}", "@id": "urn:x", "name": "y"}}'
    with pytest.raises(InputError, match="damaged"):
        read_page(f'<script type="application/ld+json" id="dataset">{island}</script>')
