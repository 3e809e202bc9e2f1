"""Response paths: which hops prove them, which of them is the best, and in which order they come."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import mul

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.corpus import Claim, Corpus
from graph.analyse.paths.paths import Path, Paths, paths, response_paths
from graph.errors import QueryError
from tests.analyse.sample import store
from tests.analyse.world import Said, claim, corpus, standing

WAY = ("R1 issues P1", "P1 addresses T1")


def found(*said: Said, through: tuple[str, ...] = (), limit: int = 20) -> Paths:
    """The paths of a corpus."""
    held = corpus(*said)
    return paths(held, standing(held), through=through, limit=limit)


def told(path: Path) -> str:
    """The places of a path, `-` for a missing one."""
    places = (path.regulator, path.policy, path.theme, path.institution, path.thing, path.segment)
    return " ".join(place.iri if place else "-" for place in places)


def all_of(*said: Said, through: tuple[str, ...] = ()) -> list[str]:
    """The places of all paths."""
    return [told(path) for path in found(*said, through=through).paths]


def proof(path: Path) -> list[str]:
    """The claims of a path, in order."""
    return [hop.claim.iri for hop in path.hops]


def test_a_complete_path_has_a_claim_for_each_hop() -> None:
    held = found(*WAY, "B1 advances T1", "B1 offers L1", "L1 serves S1")
    (path,) = held.paths
    assert told(path) == "R1 P1 T1 B1 L1 S1"
    assert proof(path) == [*WAY, "B1 advances T1", "B1 offers L1", "L1 serves S1"]
    assert path.steps == ("policy", "theme", "institution", "thing", "segment")
    assert (path.complete, path.by_name, path.strength, held.total) == (True, False, Decimal(1), 1)


def test_the_product_proves_the_hop_to_its_maker_when_it_is_what_advances_the_theme() -> None:
    (path,) = found(*WAY, "L1 advances T1", "B1 offers L1", "L1 serves S1").paths
    assert proof(path) == [*WAY, "L1 advances T1", "B1 offers L1", "L1 serves S1"]
    assert told(path) == "R1 P1 T1 B1 L1 S1"


@pytest.mark.parametrize("verb", ["offers", "develops", "runs"])
def test_things_are_offered_developed_or_run(verb: str) -> None:
    assert all_of(*WAY, f"B1 {verb} I1", "I1 advances T1") == ["R1 P1 T1 B1 I1 -"]


def test_a_technology_is_no_product() -> None:
    assert all_of(*WAY, "B1 advances T1", "B1 develops N1") == ["R1 P1 T1 B1 - -"]


def test_shorter_paths_are_kept_and_say_what_they_have() -> None:
    held = found(*WAY, "B1 advances T1", "B2 advances T1", "B2 serves S1", "B3 advances T1", "B3 offers L3").paths
    assert [told(path) for path in held] == ["R1 P1 T1 B2 - S1", "R1 P1 T1 B3 L3 -", "R1 P1 T1 B1 - -"]
    assert [path.steps[3:] for path in held] == [("segment",), ("thing",), ()]
    assert not any(path.complete for path in held)


def test_a_response_by_name_proves_the_hop_from_the_policy_and_comes_before_a_surer_theme() -> None:
    by_name = claim("B1 respondsTo P1", confidence=Decimal("0.6"))
    (path,) = found(*WAY, by_name, "B1 advances T1").paths
    assert path.by_name
    assert proof(path) == [*WAY, "B1 respondsTo P1"]
    assert path.strength == Decimal("0.6")


def test_a_response_by_name_leads_over_the_theme_that_the_institution_acts_on() -> None:
    assert all_of(*WAY, "P1 addresses T2", "B1 respondsTo P1", "B1 advances T2") == ["R1 P1 T2 B1 - -"]


def test_a_response_to_a_policy_without_a_theme_is_a_shorter_path() -> None:
    (path,) = found("R1 issues P1", "B1 respondsTo P1", "B1 offers L1", "L1 serves S1").paths
    assert told(path) == "R1 P1 - B1 L1 S1"
    assert path.steps == ("policy", "institution", "thing", "segment")
    assert not path.complete


def test_a_thing_that_answers_the_theme_comes_before_a_surer_one_that_does_not() -> None:
    weak = [claim(words, confidence=Decimal("0.6")) for words in ("B1 offers L2", "L2 serves S2", "L2 advances T1")]
    strong = ("B1 offers L1", "L1 serves S1")
    assert all_of(*WAY, "B1 advances T1", *strong, *weak) == ["R1 P1 T1 B1 L2 S2"]


def test_a_complete_path_comes_before_a_fitting_thing_that_serves_nobody() -> None:
    assert all_of(*WAY, "B1 advances T1", "B1 offers L1", "L1 serves S1", "B1 offers L2", "L2 advances T1") == [
        "R1 P1 T1 B1 L1 S1"
    ]


def test_of_several_proofs_the_surest_then_the_explicit_then_the_first_counts() -> None:
    sure = [
        claim("B1 advances T1", iri="a", confidence=Decimal("0.8")),
        claim("B1 advances T1", iri="b", confidence=Decimal("0.9"), explicit=False),
        claim("B1 advances T1", iri="c", confidence=Decimal("0.9")),
        claim("B1 advances T1", iri="d", confidence=Decimal("0.9")),
    ]
    (path,) = found(*WAY, *sure).paths
    assert path.hops[-1].claim.iri == "c"


def test_paths_are_ordered_by_completeness_strength_explicit_hops_and_names() -> None:
    acts = [
        claim("B1 advances T1", confidence=Decimal("0.9"), explicit=False),
        claim("B2 advances T1", confidence=Decimal("0.9")),
        claim("B3 advances T1"),
        claim("B4 advances T1", confidence=Decimal("0.5")),
        claim("B5 advances T1", confidence=Decimal("0.9")),
    ]
    order = [path.institution.iri for path in found(*WAY, *acts, "B4 serves S1").paths]
    assert order == ["B4", "B3", "B2", "B5", "B1"]


def test_collectives_come_after_all_named_institutions() -> None:
    assert all_of(*WAY, "C1 respondsTo P1", "C1 offers L1", "L1 serves S1", "L1 advances T1", "B1 advances T1") == [
        "R1 P1 T1 B1 - -",
        "R1 P1 T1 C1 L1 S1",
    ]


def test_a_pair_has_one_path_over_its_best_theme() -> None:
    held = found(*WAY, "P1 addresses T2", claim("B1 advances T1", confidence=Decimal("0.6")), "B1 advances T2")
    assert [told(path) for path in held.paths] == ["R1 P1 T2 B1 - -"]
    assert held.total == 1


def test_what_is_not_done_or_denied_is_no_hop() -> None:
    planned = [claim(words, modality="Planned") for words in (*WAY, "B1 advances T1")]
    for at in range(3):
        said = [*map(claim, (*WAY, "B1 advances T1"))]
        said[at] = planned[at]
        assert found(*said) == Paths()
    (path,) = found(*WAY, "B1 advances T1", "B1 offers L1", claim("L1 serves S1", negative=True)).paths
    assert told(path) == "R1 P1 T1 B1 L1 -"


def test_a_policy_that_nobody_issued_begins_no_path() -> None:
    assert found("P1 addresses T1", "B1 advances T1") == Paths()


def test_the_limit_cuts_the_list_and_not_the_total() -> None:
    said = (*WAY, "R1 issues P2", "P2 addresses T1", *(f"B{n} advances T1" for n in range(5)))
    assert (len(found(*said, limit=3).paths), found(*said, limit=3).total) == (3, 10)
    assert found(*said, limit=0).paths == ()


THROUGH = (
    *(*WAY, "R2 issues P2", "P2 addresses T2", "B1 advances T1", "B1 advances T2", "B2 advances T2", "B1 offers L1"),
    *("L1 serves S1", "B1 offers L2", "L2 serves S2", "B1 serves S3", "B2 respondsTo P2"),
)


@pytest.mark.parametrize(
    ("through", "expected"),
    [
        (("R1",), ["R1 P1 T1 B1 L1 S1"]),
        (("P2",), ["R2 P2 T2 B1 L1 S1", "R2 P2 T2 B2 - -"]),
        (("T2",), ["R2 P2 T2 B1 L1 S1", "R2 P2 T2 B2 - -"]),
        (("B2",), ["R2 P2 T2 B2 - -"]),
        (("L2",), ["R1 P1 T1 B1 L2 S2", "R2 P2 T2 B1 L2 S2"]),
        (("S3",), ["R1 P1 T1 B1 - S3", "R2 P2 T2 B1 - S3"]),
        (("S2", "T1"), ["R1 P1 T1 B1 L2 S2"]),
        (("S3", "L1"), []),
        (("B1", "B2"), []),
        (("R1", "P2"), []),
        (("X9",), []),
        (("P2", "P2"), ["R2 P2 T2 B1 L1 S1", "R2 P2 T2 B2 - -"]),
    ],
)
def test_every_path_leads_through_what_is_asked_for(through: tuple[str, ...], expected: list[str]) -> None:
    held = found(*THROUGH, through=through)
    assert [told(path) for path in held.paths] == expected
    assert held.total == len(expected)


def test_no_corpus_no_paths() -> None:
    assert paths(Corpus(), ()) == Paths()


def test_the_paths_of_a_store_are_found_by_iri_and_by_prefixed_name() -> None:
    every = response_paths(store())
    assert [(p.regulator.zh, p.policy.zh, p.institution.zh) for p in every.paths] == [
        ("国家金融监督管理总局", "普惠行动方案", "云杉消费金融"),
        ("国家金融监督管理总局", "普惠行动方案", "青禾银行"),
    ]
    policy = every.paths[0].policy.iri
    assert response_paths(store(), through=[policy, "segment:new-citizens"]) == every
    assert response_paths(store(), through=[f"<{policy}>"]) == every
    assert response_paths(store(), through=["theme:inclusive-finance"]) == Paths()
    assert response_paths(store(), min_confidence=1) == Paths()


@pytest.mark.parametrize("name", ["policy:none", "authority:nobody", "普惠金融", "https://example.org/x", ""])
def test_an_entity_that_the_store_does_not_know_is_an_error(name: str) -> None:
    with pytest.raises(QueryError, match="has no entity"):
        response_paths(store(), through=[name])


def test_a_known_theme_that_no_article_names_lies_on_no_path() -> None:
    assert response_paths(store([]), through=["theme:green-finance"]) == Paths()


SPOKEN = [
    *(f"{a} issues {b}" for a, b in product(("R1", "R2"), ("P1", "P2"))),
    *(f"{a} addresses {b}" for a, b in product(("P1", "P2"), ("T1", "T2"))),
    *(f"{a} advances {b}" for a, b in product(("B1", "C1", "L1", "I1"), ("T1", "T2"))),
    *(f"{a} respondsTo {b}" for a, b in product(("B1", "C1"), ("P1", "P2", "T1"))),
    *(f"{a} {v} {b}" for a, v, b in product(("B1", "C1"), ("offers", "runs"), ("L1", "I1"))),
    *(f"{a} serves {b}" for a, b in product(("B1", "C1", "L1", "I1"), ("S1", "S2"))),
]
CLAIMS = st.lists(
    st.builds(
        lambda words, sure, explicit, n: claim(words, iri=f"{words} {n}", confidence=Decimal(sure), explicit=explicit),
        st.sampled_from(SPOKEN),
        st.sampled_from(["0.5", "0.9", "1"]),
        st.booleans(),
        st.integers(1, 2),
    ),
    unique_by=lambda c: c.iri,
    max_size=24,
)
Key = tuple[bool, int, bool, Decimal, int, tuple[str, ...]]


def oracle(claims: list[Claim]) -> list[Key]:
    """The ranks of the best path of each policy and institution, found by putting together all that fits."""
    made: dict[tuple[str, str], list[tuple[bool, bool, Key]]] = defaultdict(list)
    answers = [one for one in claims if one.predicate in ("advances", "respondsTo")]
    for issue in (one for one in claims if one.predicate == "issues"):
        policy = issue.object
        addressed: list[Claim | None] = [
            one for one in claims if one.predicate == "addresses" and one.subject == policy
        ]
        for theme, institution in product(addressed or [None], ("B1", "C1")):
            goal = theme.object if theme else ""
            for end, act in product(ends(claims, institution), answers):
                thing = next((one.object for one in end if one.predicate in ("offers", "runs")), "")
                on = {one.subject for one in answers if one.object == goal}
                own = act.object == goal and act.subject in (institution, thing)
                if own or (act.object == policy and act.subject == institution):
                    hops = [one for one in (issue, theme, act, *end) if one]
                    segment = next((one.object for one in end if one.predicate == "serves"), "")
                    places = (issue.subject, policy, goal, institution, thing, segment)
                    answered = any(one.subject in on for one in (act, *end)) or bool({institution} & on)
                    things = {
                        c.object for c in claims if c.predicate in ("offers", "runs") and c.subject == institution
                    }
                    answered = answered or bool(things & on)
                    made[policy, institution].append((own, not answered, rank(hops, places, fits=thing in on)))
    return sorted(best(ways) for ways in made.values())


def ends(claims: list[Claim], institution: str) -> list[tuple[Claim, ...]]:
    """All that may follow an institution: nothing, a segment, a thing, a thing and its segment."""
    served = [one for one in claims if one.predicate == "serves"]
    supplied = [one for one in claims if one.predicate in ("offers", "runs") and one.subject == institution]
    after = [(one, more) for one in supplied for more in served if more.subject == one.object]
    return [(), *((one,) for one in served if one.subject == institution), *((one,) for one in supplied), *after]


def rank(hops: list[Claim], places: tuple[str, ...], *, fits: bool) -> Key:
    """The rank of some hops over some places."""
    strength = reduce(mul, (one.confidence for one in hops))
    return (places[3] == "C1", -len(hops), not fits, -strength, -sum(one.explicit for one in hops), places)


def best(ways: list[tuple[bool, bool, Key]]) -> Key:
    """The first path of a pair: by name if there is one, and then over a theme that is answered, if there is one."""
    if all(own for own, _, _ in ways):
        return min(key for _, _, key in ways)
    return min((unanswered, key) for own, unanswered, key in ways if not own)[1]


def key(path: Path, claims: list[Claim]) -> Key:
    """The rank of a path that was found."""
    ends_ = (path.regulator, path.policy, path.theme, path.institution, path.thing, path.segment)
    places = tuple(place.iri if place else "" for place in ends_)
    fits = any(
        one.predicate in ("advances", "respondsTo") and (one.subject, one.object) == (places[4], places[2])
        for one in claims
    )
    made = rank([hop.claim for hop in path.hops], places, fits=fits)
    assert path.strength == -made[3]
    return made


@settings(max_examples=300)
@given(CLAIMS)
def test_the_paths_are_those_of_putting_together_all_that_fits(claims: list[Claim]) -> None:
    held = paths(corpus(*claims), claims, limit=99)
    assert [key(path, claims) for path in held.paths] == oracle(claims)
    assert held.total == len(held.paths)


@given(CLAIMS, st.randoms())
def test_the_order_of_the_claims_changes_nothing(claims: list[Claim], chance: object) -> None:
    mixed = list(claims)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    held = corpus(*claims)
    assert paths(held, claims) == paths(held, mixed)


@given(CLAIMS, st.sampled_from(["R1", "P1", "T1", "B1", "C1", "L1", "I1", "S1"]))
def test_what_leads_through_an_entity_is_no_other_path_and_none_is_missing(claims: list[Claim], iri: str) -> None:
    held = corpus(*claims)
    through = paths(held, claims, through=[iri], limit=99).paths
    assert all(iri in told(path).split() for path in through)
    found_ = {(path.policy.iri, path.institution.iri): path for path in through}
    for path in paths(held, claims, limit=99).paths:
        if iri in told(path).split():
            assert (path.policy.iri, path.institution.iri) in found_
