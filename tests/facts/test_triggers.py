"""Every trigger word of the lexicon, in a sentence of its frame, states its relation between exactly these ends."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from graph.vocabulary import Sense, load
from tests.reading import extract, triples

BANK = "杭州银行股份有限公司"
CHILD = "杭银消费金融股份有限公司"
SYSTEM = "“云杉”反欺诈系统"
PLATFORM = "“云杉”助农平台"
# For a frame and a relation sentences with a place for the trigger word, and their ends.
SAID: dict[tuple[str, str], list[tuple[str, str, str]]] = {
    ("agent-verb-object", "offers"): [
        ("杭州银行{}“云杉贷”。", BANK, "云杉贷"),
        (f"杭州银行{{}}{PLATFORM}。", BANK, PLATFORM),
        ("杭州银行{}“云杉管家App”。", BANK, "云杉管家App"),
    ],
    ("agent-verb-object", "issues"): [("财政部{}《云杉管理办法》。", "财政部", "云杉管理办法")],
    ("agent-verb-object", "announces"): [
        ("财政部{}《云杉管理办法》。", "财政部", "云杉管理办法"),
        ("财政部{}“云杉行动”。", "财政部", "云杉行动"),
    ],
    ("agent-verb-object", "develops"): [(f"杭州银行{{}}{SYSTEM}。", BANK, SYSTEM)],
    ("agent-verb-object", "runs"): [("杭州银行{}“云杉行动”。", BANK, "云杉行动")],
    ("agent-verb-object", "advances"): [("杭州银行{}普惠金融。", BANK, "普惠金融")],
    ("agent-verb-object", "serves"): [("杭州银行将“云杉贷”{}农户。", BANK, "农户")],
    ("agent-verb-object", "addresses"): [("《云杉管理办法》{}普惠金融。", "云杉管理办法", "普惠金融")],
    ("agent-verb-next", "develops"): [("杭州银行{}联邦学习技术。", BANK, "联邦学习")],
    ("agent-verb-next", "drawsDataFrom"): [("杭州银行{}百行征信。", BANK, "百行征信有限公司")],
    ("agent-verb-next", "partnersWith"): [("杭州银行{}中和农信。", BANK, "中和农信")],
    ("agent-verb-next", "reliesOn"): [("杭银消费金融{}杭州银行。", CHILD, BANK)],
    ("agent-verb-next", "respondsTo"): [("杭州银行{}《云杉管理办法》。", BANK, "云杉管理办法")],
    ("agent-verb-next", "serves"): [("杭州银行{}农户。", BANK, "农户")],
    ("agent-verb-next", "uses"): [("杭州银行{}联邦学习。", BANK, "联邦学习")],
    ("agent-verb-next", "offers"): [("杭州银行{}“云杉APP”放款。", BANK, "云杉APP")],
    ("agent-verb-next", "runs"): [("杭州银行{}“云杉行动”放款。", BANK, "云杉行动")],
    ("agent-verb-next", "subsidiaryOf"): [("杭银消费金融{}杭州银行。", CHILD, BANK)],
    ("agent-for-object-verb", "serves"): [("杭州银行为农户{}。", BANK, "农户")],
    ("agent-in-object-verb", "appliesTo"): [("大模型在反欺诈中{}。", "大模型", "反欺诈")],
    ("agent-through-object-verb", "drawsDataFrom"): [("杭州银行通过百行征信{}数据。", BANK, "百行征信有限公司")],
    ("agent-with-object-verb", "partnersWith"): [("杭州银行与中和农信{}。", BANK, "中和农信")],
    ("by-agent-verb-object", "issues"): [("由财政部{}的《云杉管理办法》亮眼。", "财政部", "云杉管理办法")],
    ("by-agent-verb-object", "offers"): [("由杭州银行{}的“云杉贷”亮眼。", BANK, "云杉贷")],
    ("by-agent-with-object-verb", "partnersWith"): [("该系统由杭州银行与中和农信{}。", BANK, "中和农信")],
    ("means-verb-next", "deliveredThrough"): [("“云杉贷”{}“云杉APP”办理。", "云杉贷", "云杉APP")],
    ("means-verb-next", "serves"): [("“云杉贷”{}农户。", "云杉贷", "农户")],
    ("means-verb-object", "appliesTo"): [(f"{SYSTEM}{{}}贷后管理。", SYSTEM, "贷后")],
    ("moved-object-verb", "uses"): [("杭州银行将联邦学习{}贷后管理。", BANK, "联邦学习")],
    ("moved-thing-verb-object", "appliesTo"): [("杭州银行将联邦学习{}贷后管理。", "联邦学习", "贷后")],
    ("new-of-old", "newVersionOf"): [("大模型“云杉智脑”{}“云杉二代”。", "云杉二代", "云杉智脑")],
    ("object-by-agent-verb", "issues"): [("《云杉管理办法》由财政部{}。", "财政部", "云杉管理办法")],
    ("object-by-agent-verb", "runs"): [("“云杉行动”由杭州银行{}。", BANK, "云杉行动")],
    ("operator", "offers"): [("云杉App的{}杭州银行。", BANK, "云杉App")],
    ("owned-after-owner", "subsidiaryOf"): [("杭州银行{}杭银消费金融。", CHILD, BANK)],
    ("owned-of-owner", "subsidiaryOf"): [("杭银消费金融是杭州银行{}。", CHILD, BANK)],
    ("owned-by-owner-verb", "subsidiaryOf"): [("杭银消费金融由杭州银行{}。", CHILD, BANK)],
    ("owner-of", "offers"): [("杭州银行{}“云杉贷”。", BANK, "云杉贷")],
    ("owner-of", "subsidiaryOf"): [("杭银消费金融{}杭州银行。", CHILD, BANK)],
    ("parts-after", "partOf"): [("“云杉行动”{}“青松课堂”。", "青松课堂", "云杉行动")],
    ("person-after-title", "holdsRoleAt"): [("杭州银行{}周明远表示满意。", "周明远", BANK)],
    ("said", "announces"): [("财政部司长周明远表示，将{}“云杉行动”。", "周明远", "云杉行动")],
    ("technology-drives", "uses"): [("作为人工智能{}的机构，杭州银行持续创新。", BANK, "人工智能")],
    ("thing-in-object-verb", "deliveredThrough"): [("“云杉贷”在“云杉APP”{}。", "云杉贷", "云杉APP")],
    ("thing-verb-next", "appliesTo"): [(f"{SYSTEM}{{}}贷后管理。", SYSTEM, "贷后")],
    ("thing-verb-next", "deliveredThrough"): [("“云杉贷”{}“云杉APP”办理。", "云杉贷", "云杉APP")],
    ("thing-verb-next", "serves"): [("“云杉贷”{}农户。", "云杉贷", "农户")],
    ("thing-verb-object", "addresses"): [("《云杉管理办法》{}普惠金融。", "云杉管理办法", "普惠金融")],
    ("thing-verb-object", "appliesTo"): [("大模型{}反欺诈。", "大模型", "反欺诈")],
    ("thing-verb-object", "uses"): [(f"{SYSTEM}{{}}联邦学习。", SYSTEM, "联邦学习")],
}
# A title in which the ontology names something else too (marketing).
TWOFOLD = frozenset({"首席营销官"})
# A verb that the lexicon does not know.
UNKNOWN = "瞥见"


@cache
def senses() -> dict[tuple[str, str], list[tuple[str, Sense]]]:
    """The trigger words with their senses by frame and relation."""
    found = defaultdict(list)
    for word, told in load().senses.items():
        for sense in told if word.strip() else ():
            found[sense.frame.name.rpartition("/")[2], sense.relation].append((word, sense))
    return dict(found)


@cache
def ends(text: str) -> dict[tuple[str, str, str], set[str]]:
    """The statements of a text, denied ones too, each with the senses that said it."""
    found = extract(text)
    names = {e.id: e.name for e in found.entities}
    said = defaultdict(set)
    for fact in found.facts:
        said[names[fact.subject], fact.predicate, names[fact.object]].add(fact.sense or "")
    return dict(said)


def test_the_sentences_are_of_frames_that_the_lexicon_has() -> None:
    assert SAID.keys() <= senses().keys()
    assert all("{}" in text for rows in SAID.values() for text, _, _ in rows)
    assert UNKNOWN not in load().senses


@pytest.mark.parametrize("key", sorted(SAID), ids="-".join)
def test_every_trigger_word_of_a_frame_states_its_relation(key: tuple[str, str]) -> None:
    relation = key[1]
    silent = {
        word
        for word, _ in senses()[key]
        if word not in TWOFOLD
        and not any((one, relation, other) in ends(text.format(word)) for text, one, other in SAID[key])
    }
    assert silent == set()


@pytest.mark.parametrize("key", sorted(SAID), ids="-".join)
def test_no_trigger_word_turns_its_relation_round(key: tuple[str, str]) -> None:
    relation = key[1]
    turned = {
        word
        for word, _ in senses()[key]
        for text, one, other in SAID[key]
        if (other, relation, one) in ends(text.format(word))
    }
    assert turned == set()


@pytest.mark.parametrize("key", sorted(SAID), ids="-".join)
def test_a_verb_that_the_lexicon_does_not_know_states_nothing_in_its_place(key: tuple[str, str]) -> None:
    for text, one, other in SAID[key]:
        assert (one, key[1], other) not in triples(extract(text.format(UNKNOWN)), key[1])


@pytest.mark.parametrize("key", sorted(SAID), ids="-".join)
def test_the_ends_of_what_a_trigger_word_states_fit_its_relation(key: tuple[str, str]) -> None:
    vocabulary = load()
    relation = vocabulary.relations[key[1]]
    for word, _ in senses()[key][:12]:
        for text, _, _ in SAID[key]:
            found = extract(text.format(word))
            types = {e.id: e.type for e in found.entities}
            for fact in (f for f in found.facts if f.predicate == key[1]):
                assert vocabulary.is_a(types[fact.subject], relation.domain), text.format(word)
                assert vocabulary.is_a(types[fact.object], relation.range), text.format(word)
