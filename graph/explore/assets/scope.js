// The scope: which part of what passes the filters is shown. The whole graph, or the surroundings of one entity,
// widened where a reader has expanded and narrowed where one has collapsed.

const shown = { node: new Uint8Array(0), edge: new Uint8Array(0), nodes: 0, edges: 0 };
const STEP = 20;

/** The middle of the local graph; beside an article all of the article is shown. */
const localRoot = () => (state.view === "article" ? null : state.local);

/** Works out what is shown of what the filters let through. */
function scope() {
  shown.node = localRoot() === null ? sifted.node.slice() : around(localRoot(), state.depth);
  for (const id of state.open) for (const next of hiddenAround(id).slice(0, STEP)) shown.node[next] = 1;
  for (const id of chosenNodes()) shown.node[id] = 1;
  shown.edge = sifted.edge.map((on, number) => on & shown.node[graph.edges[number].from] & shown.node[graph.edges[number].to]);
  for (const id of state.fold) fold(id);
  shown.nodes = shown.node.reduce((sum, on) => sum + on, 0);
  shown.edges = shown.edge.reduce((sum, on) => sum + on, 0);
}

/** What is chosen is shown in every scope, with all of the way that is looked at. */
const chosenNodes = () => [...(state.node === null ? [] : [state.node]), ...(state.edge === null ? [] : endsOf(graph.edges[state.edge])), ...(state.way ?? []).flatMap((number) => [...endsOf(graph.edges[number])])];

/** The entities at most `depth` relations away from one, as a mask. */
function around(root, depth) {
  const mask = new Uint8Array(graph.nodes.length);
  let ring = [root];
  mask[root] = 1;
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const id of ring) for (const other of passable(id)) if (!mask[other]) { mask[other] = 1; next.push(other); }
    ring = next;
  }
  return mask;
}

/** The entities linked with one by relations that pass the filters. */
function* passable(id) {
  for (const number of edgesOf(id)) if (sifted.edge[number]) yield across(number, id);
}

/** The neighbours of an entity that pass the filters, those with most relations first. */
const nextTo = (id) => [...new Set(passable(id))].filter((other) => other !== id).sort((a, b) => degree(b) - degree(a) || a - b);

/** The neighbours of an entity that are shown. */
const near = (id) => new Set(Array.from(edgesOf(id)).filter((number) => shown.edge[number]).map((number) => across(number, id)));

const hiddenAround = (id) => nextTo(id).filter((other) => !shown.node[other]);

/** The neighbours that only one entity ties to what is shown; collapsing it hides them. */
function leavesOf(id) {
  const kept = new Set([id, localRoot(), ...chosenNodes()]);
  return [...near(id)].filter((other) => !kept.has(other) && [...near(other)].every((third) => third === id || third === other));
}

function fold(id) {
  for (const leaf of leavesOf(id)) {
    shown.node[leaf] = 0;
    for (const number of edgesOf(leaf)) shown.edge[number] = 0;
  }
}

const iris = (ids) => ids.map((id) => short_iri(graph.nodes[id].iri)).join(BETWEEN);

/** What is expanded and collapsed once an entity is expanded: what was collapsed there comes back, else some neighbours come. */
const expanded = (id) => (state.fold.includes(id) ? { open: state.open, fold: state.fold.filter((other) => other !== id) } : { open: [...state.open, id], fold: state.fold });

/** How many entities expanding one would bring. */
function preview(id) {
  if (!hiddenAround(id).length) return 0;
  const { open, fold } = state, before = shown.nodes;
  Object.assign(state, expanded(id));
  scope();
  const after = shown.nodes;
  Object.assign(state, { open, fold });
  scope();
  return after - before;
}

function expand(id) {
  const { open, fold } = expanded(id);
  if (preview(id)) set({ open: iris(open), fold: iris(fold) });
}

function collapse(id) {
  if (leavesOf(id).length) set({ fold: iris([...state.fold, id]) });
}

const showLocal = (id, depth = 1) => set({ local: short_iri(graph.nodes[id].iri), depth: depth > 1 ? String(depth) : "", open: "", fold: "", view: "" });
const showWhole = () => set({ local: "", depth: "", open: "", fold: "" });

/** The edges of a shortest way between two entities by relations that pass the filters, [] when they are one, null for none. */
function wayBetween(start, end) {
  const came = new Int32Array(graph.nodes.length).fill(-1), queue = [start];
  came[start] = -2;
  for (let at = 0; at < queue.length && came[end] === -1; at += 1) {
    for (const number of edgesOf(queue[at])) {
      const other = across(number, queue[at]);
      if (sifted.edge[number] && came[other] === -1) { came[other] = number; queue.push(other); }
    }
  }
  if (came[end] === -1) return null;
  const way = [];
  for (let id = end; id !== start; id = across(came[id], id)) way.unshift(came[id]);
  return way;
}

/** Places for a local graph: its root in the middle, each further step on a ring around it, families side by side. */
function radial(root) {
  const children = new Map([[root, []]]), rings = [[root]];
  while (rings.at(-1).length) rings.push(rings.at(-1).flatMap((id) => adopt(id, children)));
  const share = new Map(), total = (ids) => ids.reduce((sum, id) => sum + share.get(id), 0);
  for (const ring of [...rings].reverse()) for (const id of ring) share.set(id, Math.max(1, total(children.get(id)) ** 0.75));
  const wide = Math.max(150, ...rings.map((ring, step) => (step ? (ring.length * 84) / (2 * Math.PI * step) : 0)));
  const lay = (id, from, to, step) => {
    const angle = (from + to) / 2;
    spots[id] = { x: Math.round(1.25 * step * wide * Math.cos(angle)), y: Math.round(step * wide * Math.sin(angle)) };
    let at = from;
    for (const child of children.get(id)) lay(child, at, at += ((to - from) * share.get(child)) / total(children.get(id)), step + 1);
  };
  lay(root, -Math.PI, Math.PI, 0);
  placeRest(children, rings.length * wide);
}

/** The shown neighbours of an entity that have no parent yet; they become its children. */
function adopt(id, children) {
  const mine = [...near(id)].filter((other) => !children.has(other)).sort((a, b) => (graph.nodes[a].type < graph.nodes[b].type ? -1 : graph.nodes[a].type > graph.nodes[b].type ? 1 : a - b));
  for (const child of mine) children.set(child, []);
  children.set(id, [...children.get(id), ...mine]);
  return mine;
}

/** What is shown without a way to the root stands in a row below. */
function placeRest(placed, below) {
  const rest = ranked.filter((id) => shown.node[id] && !placed.has(id));
  rest.forEach((id, at) => { spots[id] = { x: (at - (rest.length - 1) / 2) * 120, y: below }; });
}
