"""Graphs of any size in the shape of real ones: communities around busy institutions, five themes, articles.

Every name is made of syllables; every sentence names both ends of what it states, and everything is written by the
same functions that write what was read from real articles. Equal arguments give equal triples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate
from random import Random

import pyoxigraph as ox

from graph.memory import uncollected
from graph.model import Article, Entity, Extraction, Fact, Figure, Moment, Span, Text
from graph.rdf.known import core, entries
from graph.rdf.names import entity_iri
from graph.rdf.write import Run, statements
from graph.vocabulary import load


def cut(words: str) -> tuple[str, ...]:
    """The words between bars."""
    return tuple(words.split("|"))


SYLLABLES = (
    "安柏川德恩芳歌禾霁嘉康澜牧宁鹏祺润森棠维溪雅云泽舟朗启诚衡源岚星河松竹晨曦"
    "景明远志博文思齐瑞丰和顺通达盛隆兴茂锦绣青白墨玉石林木春夏秋冬东西南北山水天地"
)
FORMS = {
    "regulator": (("Regulator", "示范{}局"),),
    "policy": (
        ("Policy", "《关于{}工作的通知》"),
        ("Policy", "《{}行动方案》"),
        ("Policy", "《{}管理办法》"),
    ),
    "institution": (
        ("ConsumerFinanceCompany", "{}消费金融有限公司"),
        ("Bank", "{}银行股份有限公司"),
        ("Institution", "{}科技有限公司"),
    ),
    "bureau": (("CreditBureau", "{}征信有限公司"),),
    "loan": (("LoanProduct", "{}贷"), ("LoanProduct", "{}分期"), ("LoanProduct", "{}易贷")),
    "app": (("App", "{}助手"), ("Platform", "{}开放平台")),
    "model": (("AIModel", "{}大模型"), ("System", "{}风控系统")),
    "initiative": (("Initiative", "{}计划"), ("Initiative", "{}工程"), ("Initiative", "{}专项行动")),
    "person": (("Person", "{}"),),
}
SHARES = {"policy": 0.08, "institution": 0.15, "bureau": 0.02, "initiative": 0.16, "person": 0.04, "app": 0.1}
SHARES |= {"model": 0.14, "loan": 1.0}
TOPICS = {"theme": "Theme", "segment": "Segment", "technology": "Technology", "function": "BusinessFunction"}
# How often a relation between two groups is added, of 100.
RECIPES = (
    (14, "institution", "advances", "theme"),
    (9, "loan", "advances", "theme"),
    (4, "initiative", "advances", "theme"),
    (4, "policy", "addresses", "theme"),
    (13, "loan", "serves", "segment"),
    (5, "institution", "serves", "segment"),
    (8, "institution", "uses", "technology"),
    (5, "model", "appliesTo", "function"),
    (12, "institution", "respondsTo", "policy"),
    (8, "institution", "partnersWith", "institution"),
    (5, "institution", "reliesOn", "institution"),
    (5, "institution", "drawsDataFrom", "bureau"),
    (4, "loan", "deliveredThrough", "app"),
    (2, "model", "newVersionOf", "model"),
    (2, "regulator", "announces", "policy"),
)
# The lexicon's sense and the words between the two ends of a relation.
WORDS = {
    "issues": (("发布-issues", "发布了"), ("印发-issues", "印发了"), ("出台-issues", "出台了")),
    "announces": (("公布-announces", "公布了"), ("解读-announces", "解读了")),
    "offers": (("推出-offers", "推出了"), ("上线-offers", "上线了"), ("提供-offers", "提供")),
    "develops": (("研发-develops", "研发了"), ("构建-develops", "构建了"), ("建成-develops", "建成了")),
    "runs": (("开展-runs", "开展了"), ("推进-runs", "推进"), ("设立-runs", "设立了")),
    "advances": (("推进-advances", "推进"), ("聚焦-advances", "聚焦"), ("助力-advances", "助力")),
    "addresses": (("聚焦-addresses", "聚焦"), ("围绕-addresses", "围绕"), ("明确-addresses", "明确了")),
    "serves": (("支持-serves", "支持"), ("聚焦-serves", "聚焦")),
    "uses": (("采用-uses", "采用了"), ("利用-uses", "利用"), ("部署-uses", "部署了")),
    "appliesTo": (("应用于-appliesTo", "应用于"), ("赋能-appliesTo", "赋能")),
    "respondsTo": (("响应-respondsTo", "响应"), ("落实-respondsTo", "落实"), ("践行-respondsTo", "践行")),
    "partnersWith": (("联合-partnersWith", "联合"), ("达成-partnersWith", "达成合作的伙伴是")),
    "reliesOn": (("依托-reliesOn", "依托"), ("借助-reliesOn", "借助")),
    "drawsDataFrom": (("接入-drawsDataFrom", "接入"), ("引入-drawsDataFrom", "引入")),
    "deliveredThrough": (("通过-deliveredThrough", "通过"), ("嵌入-deliveredThrough", "嵌入")),
    "newVersionOf": (("升级版-newVersionOf", "的前身是"), ("迭代版本-newVersionOf", "迭代自")),
    "holdsRoleAt": (("总经理-holdsRoleAt", "任职于"), ("董事长-holdsRoleAt", "任职于")),
}
ROLES = ("总经理", "董事长", "首席信息官", "首席风险官")
# The modality of so many of 100 claims, and the words that say it.
MODALITIES = (
    (72, "Done", ""),
    (12, "Planned", "计划年内"),
    (6, "Announced", "宣布"),
    (5, "Reported", "据称"),
    (3, "Ended", "不再"),
    (2, "Proposed", "应当"),
)
OPENERS = cut(
    "近年来，|据介绍，|记者了解到，|在监管引导下，|今年以来，|公开资料显示，|从实践看，|为破解融资难，|顺应市场变化，|同时，|"
    "此外，|值得一提的是，|业内人士指出，|面对新形势，|在县域市场，|围绕主责主业，|在业务一线，|就在上周，|具体来看，|另一方面，|||||"
)
PLACES = cut(
    "在长三角|在西部县域|在产业园区|在社区网点|在农业大县|在老工业区|在沿海口岸|在高校周边|在乡镇集市|在线上渠道|在手机端|在批发市场|"
    "在边境地区|在文旅景区|在物流枢纽|在养老社区|在科创走廊|在夜间经济带"
)
MEANS = cut(
    "以数据治理|以流程再造|以线上审批|以场景嵌入|以风险分层|以渠道下沉|以客户陪伴|以专项额度|以利率优惠|以联合建模|以知识图谱|"
    "以轻量接口|以远程面签|以智能外呼|以名单制管理|以集中运营|以还款缓释|以信用评价|以快速响应|以消保前置|以培训辅导|以专班机制"
)
EFFECTS = cut("缩短了|降低了|提升了|改善了|扩大了|稳住了|压降了|优化了|夯实了|拓宽了|补齐了|带动了|巩固了|细化了")
TARGETS = cut(
    "审批时长|获客成本|服务半径|首贷比例|客户体验|资产质量|覆盖面|复贷率|响应速度|融资成本|还款弹性|识别精度|运营效率|触达能力|"
    "产品供给|服务短板|人工干预|投诉处理|额度管理|合规水平|风险定价|下沉市场|数据质量|客群结构|资金周转|消费意愿"
)
INDICATORS = (
    ("累计服务用户", "万人", "人", 10_000),
    ("贷款余额", "亿元", "元", 100_000_000),
    ("科研队伍人数", "人", "人", 1),
    ("新市民占比", "%", "%", 1),
)
MONTHS = ((3, 31), (6, 30), (9, 30), (12, 31))
QUALIFIERS = ((">", "超过"), (">=", "不低于"), ("~", "约"), ("=", "为"))
REPEATED = 0.03  # the share of relations that a second article states too
ELSEWHERE = 0.1  # the share of relations between communities
LENGTH = 3_100, 4_800  # code points of an article

Item = tuple[str, Fact | Figure]
Triple = tuple[Entity, str, Entity]
Groups = dict[str, list[Entity]]


@dataclass
class World:
    """What is made so far: names in use, communities, the topics they share, and relations in their order.

    `home` is the number of the institution or regulator whose article tells of an entity; entities of one
    community have neighbouring homes. `reach` counts the entities of the communities up to each.
    """

    random: Random
    names: set[str] = field(default_factory=set)
    communities: list[Groups] = field(default_factory=list)
    topics: Groups = field(default_factory=dict)
    relations: dict[Triple, None] = field(default_factory=dict)
    home: dict[str, int] = field(default_factory=dict)
    reach: list[int] = field(default_factory=list)

    def community(self) -> Groups:
        """One of the communities, a large one more often."""
        return self.random.choices(self.communities, cum_weights=self.reach)[0]

    def any(self, pool: Sequence[Entity], lead: float = 1) -> Entity:
        """One of a pool; the larger `lead`, the more often one of the first."""
        return pool[int(len(pool) * self.random.random() ** lead)]

    def word(self, words: Sequence[str]) -> str:
        """One of some words."""
        return words[int(len(words) * self.random.random())]


@uncollected()
def generated(nodes: int, seed: int = 1) -> list[ox.Triple]:
    """The triples of a graph of `nodes` entities (at least 50) and twice as many relations, each triple once."""
    world = World(Random(seed))
    topics(world, nodes)
    entities(world, nodes - sum(map(len, world.topics.values())))
    for groups in world.communities:
        for triple in grown(world, groups):
            world.relations[triple] = None
    woven(world, 2 * nodes)
    found = dict.fromkeys(statements(list(articles(world)), Run("1", "generated")))
    known = sorted(entity_iri(topic) for pool in world.topics.values() for topic in pool)
    return list(found | dict.fromkeys(entries(known)) | dict.fromkeys(core()))


def topics(world: World, nodes: int) -> None:
    """The five themes, and of the ontology's segments, technologies and functions as many as the size suggests."""
    held = sorted(load().known.values(), key=lambda known: known.id)
    for group, type_ in TOPICS.items():
        pool = [Entity(known.id, known.type, known.name, known=True) for known in held if known.type == type_]
        world.topics[group] = pool if group == "theme" else pool[: nodes // 30]


def entities(world: World, count: int) -> None:
    """Fills the communities, the first of them the largest, with `count` entities of all groups."""
    number = max(1, min(150, round(count**0.5 / 2.5)))
    weights = [1 / (rank + 2) ** 0.7 for rank in range(number)]
    sizes = [12 + int((count - 12 * number) * weight / sum(weights)) for weight in weights]
    sizes[0] += count - sum(sizes)
    for size in sizes:
        left = size - max(1, size // 150)
        groups = {"regulator": [named(world, "regulator") for _ in range(size - left)]}
        for group, share in SHARES.items():
            held = min(left, max(1, round(size * share)))
            groups[group] = [named(world, group) for _ in range(held)]
            left -= held
        world.communities.append(groups)
    world.reach = list(accumulate(sizes))


def named(world: World, group: str) -> Entity:
    """A new entity of a group with a name that nothing else has."""
    type_, form = FORMS[group][int(len(FORMS[group]) * world.random.random())]
    while True:
        name = form.format("".join(world.word(SYLLABLES) for _ in range(world.random.choice((2, 3, 3, 4)))))
        if name not in world.names:
            break
    world.names.add(name)
    short = name.removesuffix("有限公司").removesuffix("股份")
    aliases = (short,) if short != name and world.random.random() < 0.6 else ()
    issued = None
    if group == "policy":
        year, month = world.random.randint(2021, 2025), world.random.randint(1, 12)
        issued = Moment(f"{year}-{month:02}-{world.random.randint(1, 28):02}", f"{year}年{month}月", "Stated")
    return Entity(f"{group}/{name}", type_, name, aliases=aliases, issued=issued)


def grown(world: World, groups: Groups) -> Iterator[Triple]:
    """The relations that tie every entity of a community to another one; some institutions get most."""
    institutions, first = groups["institution"], len(world.home)
    for number, agent in enumerate([*groups["regulator"], *institutions, *groups["bureau"]]):
        world.home[agent.id] = first + number
    for number, policy in enumerate(groups["policy"]):
        regulators = groups["regulator"]
        yield owned(world, regulators[number % len(regulators)], "issues", policy)
    for number, agent in enumerate(institutions + groups["bureau"]):
        other = institutions[int(min(number, len(institutions)) * world.random.random() ** 3)]
        if other is agent:
            yield agent, "respondsTo", groups["policy"][0]
        else:
            yield agent, "partnersWith" if world.random.random() < 0.6 else "reliesOn", other
    for group in ("loan", "app", "model", "initiative", "person"):
        verb = {"model": "develops", "initiative": "runs"}.get(group, "offers")
        for entity in groups[group]:
            owner = world.any(institutions, 3)
            triple = owned(world, owner, verb, entity)
            yield (entity, "holdsRoleAt", owner) if group == "person" else triple


def owned(world: World, owner: Entity, predicate: str, entity: Entity) -> Triple:
    """A relation from an owner to what is told of in the owner's articles."""
    world.home[entity.id] = world.home[owner.id]
    return owner, predicate, entity


def woven(world: World, total: int) -> None:
    """Adds relations until there are `total`: one to each topic, then as the recipes have it."""
    for group, pool in world.topics.items():
        kind, predicate = next((recipe[1], recipe[2]) for recipe in RECIPES if recipe[3] == group)
        for topic in pool:
            world.relations[world.any(world.community()[kind], 2), predicate, topic] = None
    weights = [recipe[0] for recipe in RECIPES]
    while len(world.relations) < total:
        for _, kind, predicate, other in world.random.choices(RECIPES, weights, k=total - len(world.relations)):
            near = world.community()
            far = world.community() if world.random.random() < ELSEWHERE else near
            subject = world.any(near[kind], 3 if kind == "institution" else 1.3)
            object_ = world.any(world.topics.get(other) or far[other], 1.2 if other == "theme" else 2)
            if subject is not object_:
                world.relations[subject, predicate, object_] = None


def articles(world: World) -> Iterator[Extraction]:
    """Articles that state every relation, some twice, and a number about every third institution."""
    everything = {entity.id: entity for groups in world.communities for pool in groups.values() for entity in pool}
    everything |= {topic.id: topic for pool in world.topics.values() for topic in pool}
    paragraph: list[Item] = []
    length, limit = 0, world.random.randint(*LENGTH)
    number = 0
    for item in told(world):
        paragraph.append(item)
        length += len(item[0])
        if length > limit:
            yield written(world, number, paragraph, everything)
            paragraph, length, limit, number = [], 0, world.random.randint(*LENGTH), number + 1
    if paragraph:
        yield written(world, number, paragraph, everything)


def told(world: World) -> list[Item]:
    """The sentences with what they state, those on one institution mostly together."""
    placed: list[tuple[float, Item]] = []
    for triple in world.relations:
        home = world.home[triple[0].id]
        placed.append(
            (home if world.random.random() < 0.85 else home + world.random.gauss(0, 9), stated(world, triple))
        )
        if world.random.random() < REPEATED:
            placed.append((home + world.random.gauss(0, 40), stated(world, triple)))
    for groups in world.communities:
        placed += [(world.home[agent.id], counted(world, agent)) for agent in groups["institution"][::3]]
    placed.sort(key=lambda pair: pair[0])
    return [item for _, item in placed]


def stated(world: World, triple: Triple) -> Item:
    """A sentence that states a relation, and the fact."""
    subject, predicate, object_ = triple
    roll = world.random.random()
    sense, verb = WORDS[predicate][int(len(WORDS[predicate]) * world.random.random())]
    derived = predicate == "advances" and roll < 0.5
    modality, before = ("Done", "") if derived else modal(world)
    negative = modality == "Done" and not derived and world.random.random() < 0.02
    as_of = moment(world) if world.random.random() < 0.15 else None
    role = world.word(ROLES) if predicate == "holdsRoleAt" else None
    opener = f"截至{as_of.text}，" if as_of else world.word(OPENERS)
    words = f"{opener}{called(subject)}{role or ''}{before}{'并未' if negative else ''}{verb}{called(object_)}"
    rejected = world.random.random() < 0.005
    fact = Fact(
        *(subject.id, predicate, object_.id, ()),
        confidence=Decimal(world.random.randint(51, 98)) / 100,
        explicit=not derived and roll < 0.8,
        derived=derived,
        modality=modality,
        negative=negative,
        sense=None if derived else sense,
        rule="section-theme" if derived else "agent-verb-object",
        role=role,
        as_of=as_of,
        reviewer="审阅人甲" if rejected else None,
        rejected=rejected,
    )
    return f"{words}，{tail(world)}。", fact


def modal(world: World) -> tuple[str, str]:
    """A modality and the words that say it."""
    roll = world.random.random() * 100
    for share, name, words in MODALITIES:
        roll -= share
        if roll < 0:
            return name, words
    return "Done", ""


def tail(world: World) -> str:
    """What a sentence adds about means and effect."""
    place = world.word(PLACES) if world.random.random() < 0.4 else ""
    return f"{place}{world.word(MEANS)}{world.word(EFFECTS)}{world.word(TARGETS)}"


def called(entity: Entity) -> str:
    """An entity's name as articles write it."""
    return f"“{entity.name}”" if entity.id.startswith(("loan/", "app/", "model/", "initiative/")) else entity.name


def moment(world: World) -> Moment:
    """The end of a quarter."""
    year, (month, day) = world.random.randint(2022, 2025), world.random.choice(MONTHS)
    return Moment(f"{year}-{month:02}-{day}", f"{year}年{month}月末", "Stated", "month")


def counted(world: World, agent: Entity) -> Item:
    """A sentence that gives a number about an institution, and the figure."""
    indicator, shown, unit, factor = world.random.choice(INDICATORS)
    qualifier, words = world.random.choice(QUALIFIERS)
    count, as_of = world.random.randint(2, 99), moment(world)
    text = f"{words}{count}{shown}"
    value = Decimal(count * factor)
    figure = Figure(agent.id, indicator, value, unit, qualifier, (), text, Decimal("0.9"), as_of=as_of)
    return f"截至{as_of.text}，{agent.name}{indicator}{text}，{tail(world)}。", figure


def written(world: World, number: int, items: list[Item], everything: dict[str, Entity]) -> Extraction:
    """An article made of sentences, and what they state with the ranges of the sentences as evidence."""
    title = f"金融观察之{number + 1}：{everything[items[0][1].subject].name}"
    parts, at = [title, "\n"], len(title) + 1
    facts: list[Fact] = []
    figures: list[Figure] = []
    for place, (sentence, held) in enumerate(items):
        evidence = (Span(at, at + len(sentence)),)
        if isinstance(held, Fact):
            facts.append(replace(held, evidence=evidence))
        else:
            figures.append(replace(held, evidence=evidence))
        end = "\n" if place % 5 == 4 else ""
        parts += (sentence, end)
        at += len(sentence) + len(end)
    raw = "".join(parts)
    day = f"{world.random.randint(2022, 2025)}-{world.random.randint(1, 12):02}-{world.random.randint(1, 28):02}"
    name = f"generated-{number:05}"
    about = Article(
        name, raw, sha256(raw.encode()).hexdigest(), title, "样例财经", "林木", day, f"https://example.org/{name}"
    )
    used = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
    used |= dict.fromkeys(figure.subject for figure in figures)
    text = Text(about, raw, ((0, 0, len(raw)),), "simplified", (), (), (), (), ())
    return Extraction(text, tuple(everything[end] for end in used), tuple(facts), tuple(figures))
