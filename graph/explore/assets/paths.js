// Response paths: an authority issues a policy, the policy addresses a theme, an institution acts on the theme and has
// something that serves a segment. The rules, which are those of graph/analyse/paths.py:
// - A hop is a relation of which a claim counts (done, affirmed, confident, not rejected) and passes the filters; the
//   most confident of these, an explicit one first, speaks for it. Nothing is linked with itself.
// - On a theme acts an institution itself, or through what it offers, develops or runs, which then is the thing of the
//   path. A response to the policy by name needs no theme. Thing and segment may be missing, nothing else.
// - Each pair of policy and institution has its best path: companies before collectives, then the more complete, then
//   the product of the confidences (to nine digits), then explicit hops, then the IRIs in the order of the path, then the institution's own act before its thing's, then
//   the names of the relations.
// - Themes are hubs, so only their best beginnings and ends are kept, one for each policy and each institution; in order
//   of rank, the beginning a and the end b belong to the first n paths only where (a + 1)(b + 1) <= n.

const ROLES = ["regulator", "policy", "theme", "institution", "thing", "segment"];
const STEPS = new Map(Object.entries({ issues: "issues", addresses: "addresses", advances: "acts", respondsTo: "acts", develops: "owns", offers: "owns", runs: "owns", serves: "serves" }));
const PATHS = 50;
const NONE = -1;

/** The hops that count, by kind and the entity that they lead from or to. Worked out once for each state of the filters. */
let web = null;
function woven() {
  if (web) return web;
  web = { from: new Map(), to: new Map(), policies: new Set(), themes: new Set() };
  graph.edges.forEach((edge, number) => {
    const kind = STEPS.get(edge.predicate), claim = kind && speaker(edge);
    if (!claim) return;
    const hop = { number, claim, from: edge.from, to: edge.to };
    for (const end of ["from", "to"]) pile(web[end], `${kind} ${edge[end]}`, hop);
    if (kind === "issues") web.policies.add(edge.to);
    if (kind === "addresses") web.themes.add(edge.to);
  });
  return web;
}

function pile(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

const hopsFrom = (kind, id) => woven().from.get(`${kind} ${id}`) ?? [];
const hopsTo = (kind, id) => woven().to.get(`${kind} ${id}`) ?? [];

/** The claim that speaks for a relation, undefined where none counts. */
function speaker(edge) {
  if (edge.from === edge.to || filter.predicates.has(edge.predicate) || (filter.changed && !edge.change)) return undefined;
  if ([edge.from, edge.to].some((id) => filter.types.has(graph.nodes[id].type))) return undefined;
  let best;
  for (const claim of edge.claims) if (passes(claim) && factual(claim) && (!best || speaksFor(claim) > speaksFor(best))) best = claim;
  return best;
}

const speaksFor = ({ confidence, explicit }) => confidence + (explicit ? 1e-9 : 0);

/** Whether an entity is an institution; asked of each class once. */
const kin = new Map();
function isInstitution(id) {
  const { type } = graph.nodes[id];
  if (!kin.has(type)) kin.set(type, isA(type, "Institution"));
  return kin.get(type);
}

/** A stretch of a path: who stands in which role (NONE for nobody), by which hops. */
const stretch = (ids, hops) => ({ ids, hops,
  late: Number(graph.nodes[ids.institution]?.collective ?? false),
  full: Number((ids.thing ?? NONE) !== NONE) + Number((ids.segment ?? NONE) !== NONE),
  sure: Math.round(hops.reduce((product, { claim }) => product * claim.confidence, 1) * 1e9),
  plain: hops.filter(({ claim }) => claim.explicit).length });

const join = (head, tail) => stretch({ ...head.ids, ...tail.ids }, [...head.hops, ...tail.hops]);

/** The order of two stretches, the better one first. */
const order = (a, b) => a.late - b.late || b.full - a.full || b.sure - a.sure || b.plain - a.plain
  || ROLES.reduce((found, role) => found || (a.ids[role] ?? NONE) - (b.ids[role] ?? NONE), 0);

/** Whether those who must stand in some roles stand there. */
const fits = ({ ids }, fixed) => Object.keys(fixed).every((role) => (ids[role] ?? fixed[role]) === fixed[role]);

/** The best of some stretches that fit; undefined for none. */
const best = (stretches, fixed) => stretches.filter((one) => fits(one, fixed)).sort(order)[0];

const issue = (policy, fixed) => best(hopsTo("issues", policy).map((hop) => stretch({ regulator: hop.from, policy }, [hop])), fixed);

/** Whom a thing, or the institution itself, serves, or nobody. */
const serving = (id) => [stretch({ segment: NONE }, []), ...hopsFrom("serves", id).map((hop) => stretch({ segment: hop.to }, [hop]))];

const withThing = (hop, fixed) => best(serving(hop.to).map((rest) => join(stretch({ institution: hop.from, thing: hop.to }, [hop]), rest)), fixed);

/** The best end of the paths of an institution; undefined for what is none, or has none. */
function ending(id, fixed) {
  if (!isInstitution(id)) return undefined;
  const alone = serving(id).map((rest) => join(stretch({ institution: id, thing: NONE }, []), rest));
  return best([...alone, ...hopsFrom("owns", id).map((hop) => withThing(hop, fixed)).filter(Boolean)], fixed);
}

/** A function whose answer for each key is worked out once. */
function remembering(make) {
  const known = new Map();
  return (key, value = key) => { if (!known.has(key)) known.set(key, make(value)); return known.get(key); };
}

/** The beginnings that lead to a theme, one for each policy, the best first. */
function beginnings(theme, issued, fixed) {
  const found = hopsTo("addresses", theme).filter(({ from }) => issued.has(from)).map((hop) => join(issued.get(hop.from), stretch({ theme }, [hop])));
  return found.filter((one) => fits(one, fixed)).sort(order);
}

/** The ends of paths by what their institutions, or the things of these, do about a theme: for each one the best, the best first. */
function endings(theme, ended, lent, fixed) {
  const acts = hopsTo("acts", theme), found = new Map();
  const offer = (hop, end) => { if (end) keepBest(found, end.ids.institution, join(stretch({ theme }, [hop]), end)); };
  for (const hop of acts) offer(hop, ended(hop.from));
  for (const hop of acts) for (const own of hopsTo("owns", hop.from)) offer(hop, lent(own.number, own));
  return [...found.values()].filter((one) => fits(one, fixed)).sort(order);
}

/** The ends of paths by responses to a policy by its name. */
function replies(policy, ended, fixed) {
  const found = hopsTo("acts", policy).filter(({ number, from }) => graph.edges[number].predicate === "respondsTo" && ended(from));
  return found.map((hop) => join(stretch({ theme: NONE }, [hop]), ended(hop.from))).filter((one) => fits(one, fixed));
}

function keepBest(found, key, one) {
  if (!found.has(key) || order(one, found.get(key)) < 0) found.set(key, one);
}

/** The role that an entity has in paths; undefined for none. */
function roleOf(id) {
  const { from, to, policies, themes } = woven();
  if (policies.has(id)) return "policy";
  if (themes.has(id)) return "theme";
  if (isInstitution(id)) return "institution";
  if (to.has(`owns ${id}`)) return "thing";
  return to.has(`serves ${id}`) ? "segment" : from.has(`issues ${id}`) ? "regulator" : undefined;
}

/** Who must stand in which role so that paths lead through some entities; null where none can. */
function rolesOf(ids) {
  const fixed = {};
  for (const id of ids) {
    const role = roleOf(id);
    if (!role || (fixed[role] ?? id) !== id) return null;
    fixed[role] = id;
  }
  return fixed;
}

/** The first paths through some entities, the best first, and of how many pairs of policy and institution there are any. */
function responses(through, limit) {
  const fixed = rolesOf(through), paths = new Map(), reached = new Map();
  if (!fixed) return { paths: [], total: 0 };
  const issued = new Map([...woven().policies].map((id) => [id, issue(id, fixed)]).filter(([, head]) => head));
  const ended = remembering((id) => ending(id, fixed)), lent = remembering((own) => (isInstitution(own.from) ? withThing(own, fixed) : undefined));
  const meet = (heads, tails) => {
    const whom = tails.map(({ ids }) => ids.institution);
    for (const head of tails.length ? heads : []) pile(reached, head.ids.policy, whom);
    for (let a = 0; a < heads.length; a += 1) for (let b = 0; b < tails.length && (a + 1) * (b + 1) <= limit; b += 1) {
      keepBest(paths, `${heads[a].ids.policy} ${tails[b].ids.institution}`, join(heads[a], tails[b]));
    }
  };
  for (const theme of woven().themes) {
    const heads = beginnings(theme, issued, fixed);
    if (heads.length) meet(heads, endings(theme, ended, lent, fixed));
  }
  for (const [policy, head] of issued) meet([head], replies(policy, ended, fixed).sort(order));
  return { paths: [...paths.values()].sort(order).slice(0, limit), total: pairs(reached) };
}

/** How many institutions the policies reach in all; policies of the same themes reach the same. */
function pairs(reached) {
  const sizes = new Map(), names = new Map(), name = (group) => { if (!names.has(group)) names.set(group, names.size); return names.get(group); };
  return [...reached.values()].reduce((sum, groups) => {
    const key = groups.map(name).join(" ");
    if (!sizes.has(key)) sizes.set(key, new Set(groups.flat()).size);
    return sum + sizes.get(key);
  }, 0);
}

/** The entities that the page's paths lead through: the theme of the filter, and who is or was last chosen. */
const narrowed = () => [...new Set([filter.about, state.node ?? state.through])].filter((id) => id !== null);

/** The best path of a policy and an institution as the page narrows it; undefined for none. */
const responseOf = (policy, institution) => responses([...new Set([...narrowed(), policy, institution])], 1).paths[0];
