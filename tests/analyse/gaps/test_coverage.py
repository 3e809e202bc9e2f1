"""The coverage of policies: their themes, who issued them, who answers by name and who acts on their themes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.analyse.corpus import Corpus, Entity
from graph.analyse.gaps.coverage import Coverage, Policies, cover
from graph.analyse.gaps.matrix import cross
from tests.analyse.world import claim, corpus, standing


def policies(held: Corpus) -> Policies:
    """The coverage of all policies of a corpus."""
    claims = standing(held)
    return cover(held, claims, cross(held, claims))


def of(held: Corpus, policy: str) -> Coverage:
    """The coverage of one policy."""
    return next(one for one in policies(held).coverages if one.policy.iri == policy)


def names(entities: tuple[Entity, ...]) -> list[str]:
    """The names of some entities."""
    return [entity.iri for entity in entities]


def test_a_policy_has_its_issuers_themes_and_those_who_act_on_them() -> None:
    found = of(corpus("R1 issues P1", "R2 issues P1", "P1 addresses T1", "B1 advances T1", "B2 advances T2"), "P1")
    assert names(found.issuers) == ["R1", "R2"]
    assert [(one.theme.iri, names(one.institutions)) for one in found.uptakes] == [("T1", ["B1"])]
    assert [c.iri for c in found.addressed] == ["P1 addresses T1"]
    assert [c.iri for cell in found.uptakes[0].cells for c in cell.claims] == ["B1 advances T1"]
    assert (found.reached, found.total, found.share) == (1, 2, 0.5)


def test_who_responds_by_name_is_reached_once_whether_or_not_on_its_themes() -> None:
    found = of(corpus("P1 addresses T1", "B1 advances T1", "B1 respondsTo P1", "B2 respondsTo P1", "B3 uses N1"), "P1")
    assert names(found.responding) == ["B1", "B2"]
    assert (found.reached, found.total) == (2, 3)


def test_an_institution_on_two_themes_of_a_policy_is_reached_once() -> None:
    found = of(corpus("P1 addresses T1", "P1 addresses T2", "B1 advances T1", "B1 advances T2"), "P1")
    assert [len(one.institutions) for one in found.uptakes] == [1, 1]
    assert found.reached == 1


def test_collectives_are_listed_apart_and_counted_in_no_share() -> None:
    found = of(corpus("P1 addresses T1", "C1 advances T1", "C1 respondsTo P1", "B1 uses N1"), "P1")
    assert names(found.uptakes[0].collectives) == ["C1"]
    assert names(found.uptakes[0].institutions) == []
    assert names(found.responding) == ["C1"]
    assert (found.reached, found.total, found.share) == (0, 1, 0)


def test_evidence_through_a_product_reaches_its_maker() -> None:
    assert of(corpus("P1 addresses T1", "B1 offers L1", "L1 advances T1"), "P1").reached == 1


def test_a_policy_without_themes_is_listed_as_such_with_those_who_respond() -> None:
    found = policies(corpus("R1 issues P1", "B1 respondsTo P1", "P2 addresses T1", "B1 advances T1"))
    assert [one.policy.iri for one in found.themeless] == ["P1"]
    assert [one.policy.iri for one in found.with_themes] == ["P2"]
    assert found.themeless[0].reached == 1


def test_plans_count_nowhere() -> None:
    found = of(corpus("R1 issues P1", claim("P1 addresses T1", modality="Planned"), "B1 advances T1"), "P1")
    assert found.uptakes == ()
    assert found.reached == 0


def test_without_institutions_there_is_no_share() -> None:
    assert of(corpus("P1 addresses T1"), "P1").share is None
    assert policies(Corpus()).coverages == ()


PAIRS = st.sets(st.tuples(st.sampled_from(["B1", "B2", "B3", "C1"]), st.sampled_from(["T1", "T2", "T3", "P1", "P2"])))
THEMES = st.sets(st.tuples(st.sampled_from(["P1", "P2"]), st.sampled_from(["T1", "T2", "T3"])))


@given(PAIRS, THEMES)
def test_the_number_reached_is_that_of_counting_one_by_one(
    acts: set[tuple[str, str]], on: set[tuple[str, str]]
) -> None:
    held = corpus(*(f"{b} respondsTo {end}" for b, end in acts), *(f"{p} addresses {t}" for p, t in on), also="P1 P2")
    for one in policies(held).coverages:
        ends = {one.policy.iri} | {t for p, t in on if p == one.policy.iri}
        assert one.reached == len({b for b, end in acts if end in ends and b[0] == "B"})
        assert one.total == len({b for b, _ in acts if b[0] == "B"})
