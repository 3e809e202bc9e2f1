"""Who serves which segment, and which nobody serves."""

from __future__ import annotations

from graph.analyse.corpus import Corpus, Entity
from graph.analyse.gaps.segments import Segments, Service, serve
from graph.rdf.known import broader_segments, segments
from tests.analyse.sample import called, sample
from tests.analyse.world import Said, claim, corpus, standing

SCHEME = "https://w3id.org/wupian/segment/"


def found(*said: Said, also: str = "") -> Segments:
    """Who serves whom in a corpus."""
    held = corpus(*said, also=also)
    return serve(held, standing(held))


def of(held: Segments, segment: str) -> Service:
    """The service of one segment."""
    return next(one for one in held.services if one.segment.iri == segment)


def names(held: tuple[Entity, ...]) -> list[str]:
    """The names of some entities."""
    return [entity.iri for entity in held]


def test_an_institution_serves_itself_or_through_what_it_offers_or_runs_and_counts_once() -> None:
    one = of(found("B1 serves S1", "B1 offers L1", "L1 serves S1", "B2 runs I1", "I1 serves S1"), "S1")
    assert names(one.direct) == ["B1"]
    assert names(one.through) == ["B1", "B2"]
    assert one.institutions == 2
    assert [c.iri for c in one.claims] == ["B1 serves S1", "I1 serves S1", "L1 serves S1"]


def test_collectives_come_last_and_are_not_counted_but_serve() -> None:
    held = found("C1 serves S1", "B1 serves S1", "C1 serves S2")
    assert names(of(held, "S1").direct) == ["B1", "C1"]
    assert [of(held, s).institutions for s in ("S1", "S2")] == [1, 0]
    assert held.unserved == ()


def test_a_product_of_nobody_known_serves_too() -> None:
    held = found("L1 serves S1")
    assert of(held, "S1").institutions == 0
    assert held.unserved == ()


def test_what_is_planned_denied_or_only_named_is_not_served() -> None:
    held = found(claim("B1 serves S1", modality="Planned"), claim("B1 serves S2", negative=True), also="S3")
    assert names(held.unserved) == ["S1", "S2", "S3"]


def test_those_most_served_come_first() -> None:
    held = found("B1 serves S2", "B1 serves S3", "B2 serves S3", also="S1")
    assert [one.segment.iri for one in held.services] == ["S3", "S2", "S1"]


def test_a_plan_to_offer_does_not_serve_through() -> None:
    one = of(found(claim("B1 offers L1", modality="Announced"), "L1 serves S1"), "S1")
    assert one.through == ()


def test_every_segment_of_the_ontology_is_there_named_or_not() -> None:
    held = serve(sample().corpus, sample().claims)
    assert {s["iri"] for s in segments()} <= {one.segment.iri for one in held.services}
    newcomers = of(held, called(sample(), "新市民").iri)
    assert newcomers.institutions == 2
    assert {e.zh for e in newcomers.through} == {"云杉消费金融", "青禾银行"}
    assert [e.zh for e in newcomers.direct] == ["青禾银行"]
    assert len(held.unserved) == len(held.services) - 1


def test_a_broad_segment_of_which_a_part_is_served_is_served_in_part() -> None:
    up = broader_segments()
    narrow = next(iri for iri in sorted(up) if up[iri] not in up)
    assert narrow.startswith(SCHEME)
    base = sample().corpus
    bank = called(sample(), "青禾银行").iri
    served = claim(f"{bank} serves {narrow}")
    held = serve(base, (served,))
    assert up[narrow] in names(held.in_part)
    assert up[narrow] not in names(held.unserved)
    assert names(of(held, up[narrow]).below) == [narrow]
    assert of(held, up[narrow]).institutions == 0


def test_an_empty_corpus_has_no_segments() -> None:
    assert serve(Corpus(), ()).services == ()
