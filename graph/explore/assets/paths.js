// Response paths: an authority issues a policy, the policy addresses a theme, an institution acts on the theme and has
// something that serves a segment. The rules, which are those of the analysis (graph/analyse/paths):
// - A hop is a relation of which a claim counts (done, affirmed, confident, not rejected) and passes the filters; of
//   all claims between two entities the surest, an explicit one first, speaks for it. Nothing is linked with itself.
// - On a theme acts an institution itself, or its thing: a product or initiative that it offers, develops or runs.
//   Thing and segment may be missing; the segment is then the institution's own.
// - Who responds to a policy by name has a path that shows it: over a theme on which it acts, else over any of the
//   policy, else over none.
// - Each pair of policy and institution has its best path: companies before collectives, more hops first, then a thing
//   that itself acts on the theme, the product of the confidences (to nine digits), explicit hops, the IRIs in the
//   order of the path, and the institution's own act before that of its thing.

const ROLES = ["regulator", "policy", "theme", "institution", "thing", "segment"];
const STEPS = new Map(Object.entries({ issues: "issues", addresses: "addresses", advances: "acts", respondsTo: "acts", develops: "owns", offers: "owns", runs: "owns", serves: "serves" }));
const PLACES = { Authority: "regulator", Policy: "policy", Theme: "theme", Institution: "institution", Segment: "segment", Product: "thing", Initiative: "thing" };
const PATHS = 50;
const NONE = -1;

/** The hops that count, by kind and the entities that they lead from and to. Worked out once for each state of the filters. */
let web = null;
function woven() {
  if (web) return web;
  web = { from: new Map(), to: new Map(), between: new Map() };
  graph.edges.forEach((edge, number) => {
    const kind = kindOf(edge), claim = kind && speaker(edge), key = `${kind} ${edge.from} ${edge.to}`, other = web.between.get(key);
    if (claim && !(other && surer(other.claim, claim) <= 0)) web.between.set(key, { kind, number, claim, from: edge.from, to: edge.to });
  });
  for (const hop of web.between.values()) for (const end of ["from", "to"]) pile(web[end], `${hop.kind} ${hop[end]}`, hop);
  return web;
}

/** What kind of hop a relation is between entities of these classes; undefined for none. */
function kindOf({ predicate, from, to }) {
  const kind = STEPS.get(predicate), start = placeOf(from), end = placeOf(to);
  if (from === to || !kind) return undefined;
  if (kind === "issues") return end === "policy" ? kind : undefined;
  if (kind === "addresses") return start === "policy" ? kind : undefined;
  if (kind === "owns") return start === "institution" && end === "thing" ? kind : undefined;
  if (start !== "institution" && start !== "thing") return undefined;
  if (predicate === "respondsTo" && end === "policy") return start === "institution" ? "replies" : undefined;
  return kind;
}

/** Where on a path an entity stands by its class; asked of each class once. */
const placed = new Map();
function placeOf(id) {
  const { type } = graph.nodes[id];
  if (!placed.has(type)) placed.set(type, PLACES[Object.keys(PLACES).find((name) => isA(type, name))]);
  return placed.get(type);
}

/** The claim that speaks for a relation, undefined where none counts. */
function speaker(edge) {
  if (filter.predicates.has(edge.predicate) || (filter.changed && !edge.change)) return undefined;
  if (filter.types.has(graph.nodes[edge.from].type) || filter.types.has(graph.nodes[edge.to].type)) return undefined;
  return edge.claims.filter((claim) => passes(claim) && factual(claim)).sort(surer)[0];
}

const surer = (a, b) => b.confidence - a.confidence || Number(b.explicit ?? false) - Number(a.explicit ?? false);

function pile(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

const hopsFrom = (kind, id) => woven().from.get(`${kind} ${id}`) ?? [];
const hopsTo = (kind, id) => woven().to.get(`${kind} ${id}`) ?? [];
const act = (id, theme) => woven().between.get(`acts ${id} ${theme}`);

/** A stretch of a path: who stands in which role (NONE for nobody), by which hops. */
const stretch = (ids, hops) => ({ ids, hops,
  late: Number(graph.nodes[ids.institution]?.collective ?? false),
  apart: Number(!(ids.thing >= 0 && act(ids.thing, ids.theme))),
  sure: Math.round(hops.reduce((product, { claim }) => product * claim.confidence, 1) * 1e9),
  plain: hops.filter(({ claim }) => claim.explicit).length });

const join = (head, tail, ...hops) => stretch({ ...head.ids, ...tail.ids }, [...head.hops, ...hops, ...tail.hops]);

/** The order of two stretches, the better one first. */
const order = (a, b) => a.late - b.late || b.hops.length - a.hops.length || a.apart - b.apart || b.sure - a.sure || b.plain - a.plain
  || ROLES.reduce((found, role) => found || (a.ids[role] ?? NONE) - (b.ids[role] ?? NONE), 0);

/** Those of some stretches, in order, that have who must stand in a role. */
const fitting = (stretches, fixed) => stretches.filter(({ ids }) => Object.keys(fixed).every((role) => (ids[role] ?? fixed[role]) === fixed[role])).sort(order);

const issue = (policy, fixed) => fitting(hopsTo("issues", policy).map((hop) => stretch({ regulator: hop.from, policy }, [hop])), fixed)[0];

/** The best way on from an entity to whom it serves, or to nobody. */
const serving = (id, ids, hops, fixed) => fitting([stretch({ ...ids, segment: NONE }, hops), ...hopsFrom("serves", id).map((hop) => stretch({ ...ids, segment: hop.to }, [...hops, hop]))], fixed).slice(0, 1);

/** The ways on from an institution, the best without a thing and the best with each of its things, the best first. */
const onward = (institution, fixed) => fitting([...serving(institution, { institution, thing: NONE }, [], fixed), ...hopsFrom("owns", institution).flatMap((hop) => serving(hop.to, { institution, thing: hop.to }, [hop], fixed))], {});

/** Those of the ways on that can be the best from a theme: the first, and all whose things act on it. */
const after = (ways, theme) => ways.filter(({ ids }, at) => !at || (ids.thing >= 0 && act(ids.thing, theme)));

/** The ends of paths from a theme: for each institution the best, the best first. */
function endings(theme, ways) {
  const acts = hopsTo("acts", theme), things = acts.flatMap(({ from }) => hopsTo("owns", from));
  const start = stretch({ theme }, []), begin = (hop, way) => (hop ? [join(start, way, hop)] : []);
  const best = (id) => fitting(after(ways(id), theme).flatMap((way) => [...begin(act(id, theme), way), ...begin(act(way.ids.thing, theme), way)]), {}).slice(0, 1);
  return [...new Set([...acts, ...things].map(({ from }) => from))].filter((id) => placeOf(id) === "institution").flatMap(best).sort(order);
}

/** Who must stand in which role so that paths lead through some entities; null where none can. */
function rolesOf(ids) {
  const fixed = {};
  for (const id of ids) {
    if (!placeOf(id) || (fixed[placeOf(id)] ?? id) !== id) return null;
    fixed[placeOf(id)] = id;
  }
  return fixed;
}

/** A function whose answer for each number is worked out once. */
function remembering(make) {
  const known = new Map();
  return (id) => { if (!known.has(id)) known.set(id, make(id)); return known.get(id); };
}

/** The first paths through some entities, the best first, and of how many pairs of policy and institution there are any. */
function responses(through, limit) {
  const fixed = rolesOf(through), meetings = new Map(), named = new Map(), reached = new Map();
  if (!fixed) return { paths: [], total: 0 };
  const ways = remembering((id) => onward(id, fixed)), issued = remembering((policy) => issue(policy, fixed));
  for (const hop of woven().between.values()) {
    if (hop.kind === "addresses" && issued(hop.from) && (fixed.theme ?? hop.to) === hop.to) pile(meetings, hop.to, join(issued(hop.from), stretch({ theme: hop.to }, [hop])));
  }
  meetings.forEach((heads, theme) => {
    const tails = endings(theme, ways), whom = new Set(tails.map(({ ids }) => ids.institution));
    meetings.set(theme, { heads: heads.sort(order), tails, whom });
    for (const { ids } of meetings.get(theme).heads) pile(reached, ids.policy, whom);
  });
  for (const hop of woven().between.values()) {
    if (hop.kind !== "replies" || !issued(hop.to)) continue;
    const path = fitting(openings(hop, issued(hop.to), meetings).flatMap((head) => after(ways(hop.from), head.ids.theme).map((way) => join(head, way, hop))), fixed)[0];
    if (path) { named.set(pairOf(path), path); pile(reached, hop.to, new Set([hop.from])); }
  }
  const paths = [...named.values(), ...first([...meetings.values()], limit, named)].sort(order).slice(0, limit);
  return { paths, total: pairs(reached) };
}

const pairOf = ({ ids }) => `${ids.policy} ${ids.institution}`;

/** The beginnings of the path of a response by name: over the themes of the policy on which the institution acts, else all of them, else none. */
function openings({ from, to }, head, meetings) {
  const over = hopsFrom("addresses", to).filter((hop) => meetings.has(hop.to)).map((hop) => [meetings.get(hop.to), join(head, stretch({ theme: hop.to }, [hop]))]);
  const acted = over.filter(([meeting]) => meeting.whom.has(from)), found = (acted.length ? acted : over).map(([, path]) => path);
  return found.length ? found : [join(head, stretch({ theme: NONE }, []))];
}

/** The first paths over themes, the best first, but of pairs that have one. Themes are hubs, where each beginning meets each end:
    pairs of these are put together only once those better than they have been taken. */
function first(meetings, limit, taken) {
  const found = new Map(), waiting = [];
  const wait = (meeting, a, b) => { if (a < meeting.heads.length && b < meeting.tails.length) waiting.push({ meeting, a, b, path: join(meeting.heads[a], meeting.tails[b]) }); };
  for (const meeting of meetings) wait(meeting, 0, 0);
  while (waiting.length && found.size < limit) {
    const at = waiting.reduce((best, one, place) => (order(one.path, waiting[best].path) < 0 ? place : best), 0), [{ meeting, a, b, path }] = waiting.splice(at, 1);
    if (!taken.has(pairOf(path)) && !found.has(pairOf(path))) found.set(pairOf(path), path);
    wait(meeting, a, b + 1);
    if (!b) wait(meeting, a + 1, 0);
  }
  return found.values();
}

/** How many institutions the policies reach in all; policies of the same themes reach the same. */
function pairs(reached) {
  const sizes = new Map(), names = new Map(), name = (group) => { if (!names.has(group)) names.set(group, names.size); return names.get(group); };
  return [...reached.values()].reduce((sum, groups) => {
    const key = groups.map(name).join(" ");
    if (!sizes.has(key)) sizes.set(key, new Set(groups.flatMap((group) => [...group])).size);
    return sum + sizes.get(key);
  }, 0);
}

/** The entities that the page's paths lead through: the theme of the filter, and who is or was last chosen. */
const narrowed = () => [...new Set([filter.about, state.node ?? state.through])].filter((id) => id !== null);

/** The best path of a policy and an institution as the page narrows it; undefined for none. */
const responseOf = (policy, institution) => responses([...new Set([...narrowed(), policy, institution])], 1).paths[0];
