// The canvas: vis-network draws the nodes and edges in focus; this file fills and colours it and takes clicks and keys.

const ALL = 240;
const FOCUS = 400;
const HUBS_HELD = 60;
const LINES_HELD = 30;
const LOCAL = 160;
let network, nodeSet, edgeSet;
let hovered = null;
let touched = false;

/** What vis-network holds, by number, and what a reader points at elsewhere on the page. */
const held = { nodes: new Set(), edges: new Set() };
let pointed = null;

/** While much changes at once nothing is painted; then all is, once. */
let paused = true;
function together(change) {
  paused = true;
  try { change(); } finally { paused = false; }
  network.redraw();
}

/** Makes the network of what pyvis holds, in the colours and at the scale in which it shall be seen first. */
function buildCanvas() {
  const { nodes, edges, options } = graph.network;
  held.nodes = new Set(nodes.map(({ id }) => id).filter((id) => shown.node[id]));
  held.edges = new Set(edges.map(({ id }) => id).filter((id) => shown.edge[id]));
  grown = growth(frameOf(visibleNodes()).scale);
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  dress((set, changed) => set.add(changed));
  network = new vis.Network($("canvas"), { nodes: nodeSet, edges: edgeSet }, options);
  $("canvas").querySelector(".vis-network").tabIndex = -1;
  $("canvas-empty").hidden = shown.nodes > 0;
  network.on("click", clicked);
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  for (const [kind, on] of [["hoverEdge", true], ["blurEdge", false]]) network.on(kind, () => $("canvas").classList.toggle("pointing", on));
  $("canvas").addEventListener("mousemove", lookBehind);
  network.on("dragStart", ({ nodes: moved }) => { touched = true; dragging = !moved.length; });
  network.on("dragging", ({ nodes: moved }) => { moveSpots(moved); });
  network.on("dragEnd", ({ nodes: moved }) => { moveSpots(moved); dragging = false; });
  network.on("zoom", ({ scale }) => { touched = true; if (scale === bounded(scale)) grow(scale); else move({ scale: bounded(scale) }); });
  network.on("beforeDrawing", drawBackdrop);
  network.on("afterDrawing", drawLabels);
  network.on("resize", () => { if (!touched) requestAnimationFrame(() => fit(false)); });
  $("canvas").addEventListener("keydown", keys);
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("zoom-fit").addEventListener("click", () => { touched = false; fit(true); });
}

function hover(id) {
  hovered = id;
  $("canvas").classList.toggle("pointing", id !== null);
  if (state.view === "article") markMentions(id);
}

function clicked({ nodes, edges, pointer }) {
  const label = labelAt(pointer.canvas), far = nodes.length ? null : behind(pointer.canvas);
  if (label) go(label.line === null ? { node: label.id } : { edge: label.line });
  else if (nodes.length) go({ node: nodes[0] });
  else if (far !== null) go({ node: far });
  else if (edges.length) go({ edge: edges[0] });
  else if (!nothingChosen()) go();
}

let looking = 0;

/** What the pointer meets in the backdrop is named, as what vis-network holds is. */
function lookBehind({ clientX, clientY }) {
  if (shown.nodes <= ALL || (hovered !== null && held.nodes.has(hovered))) return;
  cancelAnimationFrame(looking);
  looking = requestAnimationFrame(() => {
    const { left, top } = $("canvas").getBoundingClientRect(), found = behind(network.DOMtoCanvas({ x: clientX - left, y: clientY - top }));
    if (found !== hovered) { hover(found); network.redraw(); }
  });
}

function moveSpots(moved) {
  if (!moved.length) return;
  Object.assign(spots, network.getPositions(moved));
  painted += 1;
}

/** Gives vis-network what it shall hold: all that is shown, or of too much what is lit, else the first hubs. */
function hold() {
  const bright = lit(), all = shown.nodes <= ALL, nodes = new Set(), edges = new Set();
  const wanted = all ? visibleNodes() : bright ? [...bright].filter((id) => shown.node[id]).slice(0, FOCUS) : hubs();
  for (const id of wanted) nodes.add(id);
  const few = all ? Infinity : bright ? FOCUS : LINES_HELD, from = !all && state.node !== null && !pointed ? [state.node] : [...nodes];
  for (const number of [...new Set(from.flatMap((id) => [...edgesOf(id)]))].sort((a, b) => a - b)) {
    if (shown.edge[number] && edges.size < few && endsHeld(graph.edges[number], nodes)) edges.add(number);
  }
  edgeSet.remove([...held.edges].filter((id) => !edges.has(id)));
  nodeSet.remove([...held.nodes].filter((id) => !nodes.has(id)));
  Object.assign(held, { nodes, edges });
  backdrop.stale = true;
}

const endsHeld = ({ from, to }, nodes) => nodes.has(from) && nodes.has(to);

/** The shown entities with most relations. */
function hubs() {
  const found = [];
  for (let rank = 0; rank < ranked.length && found.length < HUBS_HELD; rank += 1) if (shown.node[ranked[rank]]) found.push(ranked[rank]);
  return found;
}

const point = (id) => ({ id, ...spots[id], size: radius(id), shape: look(graph.nodes[id].type).shape });

const line = (id) => {
  const { from, to, bend } = graph.edges[id];
  return { id, from, to, arrows: "to", ...(bend ? { smooth: { enabled: true, type: "curvedCW", roundness: bend } } : {}) };
};

/** How a relation stands by the claims that pass the filters. */
function standing(edge) {
  const held = edge.claims.filter(passes), facts = held.filter(factual);
  return { done: facts.length > 0, explicit: facts.some((claim) => claim.explicit), denied: held.some((claim) => claim.negative), best: held.reduce((best, claim) => Math.max(best, claim.confidence), 0) };
}

/** Brings what is held, its colours and titles up to date with what is shown and chosen. */
function paint() {
  hold();
  dress((set, changed) => set.update(changed));
  $("canvas-empty").hidden = shown.nodes > 0;
  painted += 1;
}

/** Gives both sets of the network what they hold, as it shall look. */
function dress(give) {
  const bright = lit(), way = wayEnds() ? new Set(state.way ?? []) : null, tones = {};
  for (const name of ["paper", "ink", "ghost", "accent", "warn", "came", "went", "changed"]) tones[name] = css(`--${name}`);
  give(nodeSet, unlike(worn.nodes, [...held.nodes].map((id) => ({ ...point(id), ...paintedNode(id, bright, tones) }))));
  give(edgeSet, unlike(worn.edges, [...held.edges].map((id) => ({ ...line(id), ...paintedEdge(id, bright, way, tones) }))));
}

/** How each node and edge that vis-network holds looks now; it is slow to take what is not new to it. */
const worn = { nodes: new Map(), edges: new Map() };

function unlike(known, dressed) {
  const looks = dressed.map((one) => JSON.stringify(one)), changed = dressed.filter((one, at) => known.get(one.id) !== looks[at]);
  known.clear();
  dressed.forEach((one, at) => known.set(one.id, looks[at]));
  return changed;
}

function paintedNode(id, bright, tones) {
  const node = graph.nodes[id], chosen = state.node === id || wayEnds()?.includes(id), on = !bright || bright.has(id);
  const edge = chosen ? tones.ink : node.change ? tones[node.change] : tones.paper;
  const face = { background: on ? look(node.type).color : tones.ghost, border: on || chosen ? edge : tones.paper };
  return { borderWidth: chosen || node.change ? 3 : 1.5, opacity: node.change === "went" ? 0.45 : 1,
    title: titleOfNode(node), color: { ...face, highlight: face, hover: { ...face, border: tones.ink } } };
}

const titleOfNode = (node) => [nameOf(node), term(node.type), node.change ? say(`change_${node.change}`) : ""].filter(Boolean).join(" · ");

function paintedEdge(id, bright, way, tones) {
  const edge = graph.edges[id], { done, explicit, denied, best } = standing(edge);
  const chosen = state.edge === id || way?.has(id) || (bright && state.node !== null && (edge.from === state.node || edge.to === state.node));
  const on = !bright || chosen || (way === null && state.node === null && state.edge === null && bright.has(edge.from) && bright.has(edge.to));
  const strong = state.edge === id || way?.has(id);
  const color = edge.change ? tones[edge.change] : denied ? tones.warn : tone(edge.predicate);
  return {
    title: sentence(edge), dashes: !done ? [7, 5] : explicit ? false : strong ? [4, 6] : [2, 3], width: strong ? 3.2 : chosen ? 2 : edge.change ? 2.4 : 1.3,
    color: { color: on ? color : tones.ghost, highlight: color, hover: color, opacity: on ? (best < FAINT && !chosen ? 0.4 : bright ? 1 : 0.8) : 0.5 },
  };
}

const FAINT = 0.7;

/** The nodes to keep bright: what is pointed at, else what is chosen with its neighbours; null when nothing is. */
function lit() {
  if (pointed) return pointed;
  if (state.node !== null) return state.node === localRoot() ? null : new Set([state.node, ...near(state.node)]);
  if (state.edge !== null) return endsOf(graph.edges[state.edge]);
  if (state.figure !== null) return new Set([graph.figures[state.figure].node]);
  if (state.sentence !== null) return namedIn(state.sentence);
  if (wayEnds()) return new Set([...wayEnds(), ...(state.way ?? []).flatMap((number) => [...endsOf(graph.edges[number])])]);
  if (state.cell) return new Set([...state.cell, ...cellOf(...state.cell).claims.flatMap((claim) => [...endsOf(graph.edges[claim.edge])])]);
  return null;
}

const endsOf = (edge) => new Set([edge.from, edge.to]);

/** The entities that the statements of a sentence are about. */
const namedIn = (passage) => new Set([...(claimsBy().get(passage) ?? []).flatMap((number) => [...endsOf(graph.edges[graph.claims[number].edge])]),
  ...(figuresIn().get(passage) ?? []).map((number) => graph.figures[number].node)]);

/** Keeps some nodes bright for as long as something elsewhere on the page is pointed at. */
function pointAt(ids) {
  if (ids === pointed) return;
  pointed = ids;
  together(paint);
}

/** How much larger than in the layout nodes are drawn, so that they can be seen and touched in a small scale. */
let grown = 1;
const radius = (id) => graph.nodes[id].size * grown;

const growth = (scale) => Math.max(1, Math.min(2.5, 0.6 / scale));

function grow(scale) {
  const wanted = growth(scale);
  if (Math.abs(wanted / grown - 1) < 0.05) return;
  grown = wanted;
  nodeSet.update([...held.nodes].map((id) => ({ id, size: radius(id) })));
  backdrop.stale = true;
  painted += 1;
}

/** Puts every node where the layout wants it: as made, or around the root of a local graph. */
function place() {
  graph.nodes.forEach(({ x, y }, id) => { spots[id] = { x, y }; });
  if (localRoot() !== null && shown.nodes <= LOCAL) radial(localRoot());
  backdrop.stale = true;
}

/** Whether the bar that tells the scope covers the top of the canvas, and how high it is. */
const scoped = () => localRoot() !== null || state.open.length > 0 || state.fold.length > 0;
const BAR = 72;

/** The middle of some nodes and the scale in which they fill the canvas. */
function frameOf(ids) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const id of ids) {
    const { x, y } = spots[id];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const { clientWidth: width, clientHeight: height } = $("canvas"), bar = scoped() ? BAR : 0;
  const scale = Math.min((width - Math.min(110, width * 0.25)) / (right - left || 1), (height - 140 - bar) / (bottom - top || 1));
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 + (10 - bar / 2) / scale }, scale: Math.max(scale, 0.01) };
}

function move({ position, scale }, duration) {
  grow(scale);
  network.moveTo({ ...(position ? { position } : {}), scale, animation: duration && !calm() ? { duration } : false });
}

const visibleNodes = () => ranked.filter((id) => shown.node[id]);

/** Shows all visible nodes. */
function fit(animated) {
  if (!shown.nodes) return;
  const { position, scale } = frameOf(visibleNodes());
  move({ position, scale: Math.min(1.4, scale) }, animated ? 400 : 0);
}

const bounded = (scale) => Math.min(8, Math.max(0.005, scale));

function zoom(factor) {
  touched = true;
  move({ scale: bounded(network.getScale() * factor) }, 150);
}

/** Brings nodes into the canvas when one of them stands outside or they are too small to read. */
function reveal(ids) {
  const { clientWidth: width, clientHeight: height } = $("canvas"), now = network.getScale();
  const inside = (id) => { const { x, y } = network.canvasToDOM(spots[id]); return x > 40 && x < width - 40 && y > 40 && y < height - 40; };
  if (!ids.length || !width || (now >= 0.3 && inside(ids[0]) && (ids.length > 40 || ids.every(inside)))) return;
  const { position, scale } = frameOf(ids);
  move({ position, scale: Math.max(Math.min(scale, 0.9), Math.min(now, scale)) }, 300);
}

/** Arrow keys walk to the nearest node in that direction, plus and minus zoom, letters act on the chosen one. */
function keys(event) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (way) step(way);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") { touched = false; fit(true); }
  else if (event.key === "Enter" && !nothingChosen()) focusPanel();
  else if (event.key === "e" && state.node !== null) expand(state.node);
  else if (event.key === "c" && state.node !== null) collapse(state.node);
  else if (event.key === "l" && state.node !== null) showLocal(state.node);
  else return;
  event.preventDefault();
}

function step([dx, dy]) {
  const from = state.node === null ? network.getViewPosition() : spots[state.node];
  let best = null, least = Infinity;
  spots.forEach(({ x, y }, id) => {
    if (id === state.node || !shown.node[id]) return;
    const along = (x - from.x) * dx + (y - from.y) * dy, aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if ((along > 0 || state.node === null) && Math.abs(along) + aside * 2 < least) [best, least] = [id, Math.abs(along) + aside * 2];
  });
  if (best !== null) go({ node: best });
}
