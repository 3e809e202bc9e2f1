"""The compiled ontology."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from graph.errors import OntologyError
from graph.resources import folder
from graph.vocabulary import load, local

RELATIONS = {
    "issues",
    "announces",
    "unitOf",
    "holdsRoleAt",
    "addresses",
    "respondsTo",
    "offers",
    "develops",
    "runs",
    "advances",
    "serves",
    "partnersWith",
    "drawsDataFrom",
    "reliesOn",
    "subsidiaryOf",
    "newVersionOf",
    "uses",
    "appliesTo",
    "deliveredThrough",
    "partOf",
}


def test_the_twenty_relations_have_domains_and_ranges_among_the_classes() -> None:
    vocabulary = load()
    assert set(vocabulary.relations) == RELATIONS
    for relation in vocabulary.relations.values():
        assert relation.domain
        assert relation.range
        assert (relation.domain | relation.range) <= set(vocabulary.parents)


def test_every_relation_has_senses_and_most_have_five_in_two_frames() -> None:
    vocabulary = load()
    senses = {s.id: s for found in vocabulary.senses.values() for s in found}.values()
    by_relation = {r: [s for s in senses if s.relation == r] for r in RELATIONS}
    assert all(by_relation.values())
    rich = [r for r, found in by_relation.items() if len(found) >= 5 and len({s.frame.name for s in found}) >= 2]
    assert len(rich) >= 12


def test_senses_narrow_their_ends_only_within_the_relation() -> None:
    vocabulary = load()
    for found in vocabulary.senses.values():
        for sense in found:
            relation = vocabulary.relations[sense.relation]
            for name in sense.objects:
                assert vocabulary.is_a(name, relation.range), f"{sense.id}: {name}"


def test_a_class_is_itself_and_everything_above_it() -> None:
    vocabulary = load()
    assert vocabulary.is_a("Bank", frozenset({"Institution"}))
    assert vocabulary.is_a("Regulator", frozenset({"Authority"}))
    assert not vocabulary.is_a("Authority", frozenset({"Regulator"}))


def test_names_belong_to_one_entity_each_unless_contextual() -> None:
    vocabulary = load()
    owners: dict[str, set[str]] = {}
    for name in vocabulary.names:
        if not name.contextual:
            owners.setdefault(name.text, set()).add(name.id)
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    root = copytree(folder("ontology"), tmp_path / "ontology")
    lexicon = root / "lexicon.ttl"
    lexicon.chmod(0o644)
    lines = lexicon.read_text(encoding="utf-8").splitlines()
    lines.insert(40, "lex:broken a a a .")
    lexicon.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"lexicon\.ttl, line 41"):
        load(root)


def test_a_broken_pattern_is_named(tmp_path: Path) -> None:
    root = copytree(folder("ontology"), tmp_path / "ontology")
    lexicon = root / "lexicon.ttl"
    lexicon.chmod(0o644)
    text = lexicon.read_text(encoding="utf-8")
    lexicon.write_text(text.replace('wp:pattern "', 'wp:pattern "(', 1), encoding="utf-8")
    with pytest.raises(OntologyError, match="no regular expression"):
        load(root)


def test_a_folder_without_ontology_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"lexicon\.ttl"):
        load(tmp_path)


def test_local_names_keep_what_follows_the_base() -> None:
    assert local("https://w3id.org/wupian/authority/haier") == "authority/haier"


def test_cue_words_are_found_where_they_stand_the_longest_first() -> None:
    vocabulary = load()
    for kind in ("anaphor", "setting-end", "legal-form"):
        longest = vocabulary.longest_first(kind)[0]
        assert vocabulary.at(kind, f"x{longest}x", 1) == longest
        assert vocabulary.at(kind, f"x{longest}x") is None
        assert vocabulary.stands_in(kind, f"x{longest}x")
        assert not vocabulary.stands_in(kind, "xyz")


def test_cue_words_of_several_kinds_are_found_at_both_ends_of_a_text() -> None:
    vocabulary = load()
    kinds = ("leading", "anaphor")
    for kind in kinds:
        word = vocabulary.longest_first(kind)[-1]
        assert (vocabulary.begins(f"{word}x", kinds) or "").startswith(word[0])
        assert (vocabulary.ends(f"x{word}", kinds) or "").endswith(word[-1])
    assert vocabulary.begins("", kinds) is None
    assert vocabulary.ends("xyz", kinds) is None


def test_the_classes_below_some_are_those_that_are_one_of_them() -> None:
    vocabulary = load()
    classes = frozenset({"Organization", "Product"})
    below = vocabulary.below(classes)
    assert below > classes
    assert below == {name for name in (*vocabulary.parents, *classes) if vocabulary.is_a(name, classes)}


def test_a_kind_of_cue_word_that_the_ontology_lacks_has_no_words() -> None:
    vocabulary = load()
    assert vocabulary.words("no-such-kind") == frozenset()
    assert vocabulary.at("no-such-kind", "abc") is None
    assert not vocabulary.stands_in("no-such-kind", "abc")


def test_compiling_leaves_nothing_beside_the_ontology(tmp_path: Path) -> None:
    root = tmp_path / "ontology"
    copytree(folder("ontology"), root)
    before = sorted(root.rglob("*"))
    assert load(root).known.keys() == load().known.keys()
    assert sorted(root.rglob("*")) == before
