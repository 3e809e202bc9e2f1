// The canvas: vis-network draws the nodes and edges in focus; this file fills and colours it and takes clicks and keys.

const FOCUS = 400;
const LOCAL = 160;
let network, nodeSet, edgeSet;
let hovered = null;
let touched = false;

/** What vis-network holds, by number, and what a reader points at elsewhere on the page. */
const held = { nodes: new Set(), edges: new Set() };
let pointed = null;

function buildCanvas() {
  const { nodes, edges, options } = graph.network;
  nodeSet = new vis.DataSet(nodes.map(({ label, group, title, ...node }) => ({ ...node, shape: look(group).shape })));
  edgeSet = new vis.DataSet(edges);
  held.nodes = new Set(nodes.map(({ id }) => id));
  held.edges = new Set(edges.map(({ id }) => id));
  network = new vis.Network($("canvas"), { nodes: nodeSet, edges: edgeSet }, options);
  $("canvas").querySelector(".vis-network").tabIndex = -1;
  network.on("click", clicked);
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("dragStart", ({ nodes: moved }) => { touched = true; dragging = !moved.length; });
  network.on("dragging", ({ nodes: moved }) => { moveSpots(moved); });
  network.on("dragEnd", ({ nodes: moved }) => { moveSpots(moved); dragging = false; });
  network.on("zoom", ({ scale }) => { touched = true; grow(scale); });
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
  if (state.view === "article") markMentions(id);
}

function clicked({ nodes, edges, pointer }) {
  const far = nodes.length ? null : labelled(pointer.canvas) ?? behind(pointer.canvas);
  if (nodes.length) go({ node: nodes[0] });
  else if (far !== null) go({ node: far });
  else if (edges.length) go({ edge: edges[0] });
  else if (!nothingChosen()) go();
}

function moveSpots(moved) {
  if (!moved.length) return;
  Object.assign(spots, network.getPositions(moved));
  painted += 1;
}

/** Gives vis-network what it shall hold: all that is shown, or of too much the lit part, else the nodes with most relations. */
function hold() {
  const nodes = new Set(), edges = new Set();
  const add = (id) => { if (nodes.size < FOCUS && shown.node[id]) nodes.add(id); };
  const bright = lit();
  bright?.forEach(add);
  if (!bright || shown.nodes <= FOCUS) for (let rank = 0; rank < ranked.length && nodes.size < FOCUS; rank += 1) add(ranked[rank]);
  for (const id of nodes) {
    for (const number of edgesOf(id)) if (shown.edge[number] && nodes.has(across(number, id))) edges.add(number);
  }
  exchange(edgeSet, held.edges, edges, line);
  exchange(nodeSet, held.nodes, nodes, point);
  Object.assign(held, { nodes, edges });
  backdrop.stale = true;
}

function exchange(set, now, wanted, make) {
  set.remove([...now].filter((id) => !wanted.has(id)));
  set.add([...wanted].filter((id) => !now.has(id)).map(make));
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

/** Brings selection, colours and titles of the canvas up to date with what is shown. */
function paint() {
  hold();
  const bright = lit(), way = state.path ? new Set(state.way ?? []) : null, tones = {};
  for (const name of ["paper", "ink", "ghost", "accent", "warn", "came", "went", "changed"]) tones[name] = css(`--${name}`);
  nodeSet.update([...held.nodes].map((id) => paintedNode(id, bright, tones)));
  edgeSet.update([...held.edges].map((id) => paintedEdge(id, bright, way, tones)));
  $("canvas-empty").hidden = shown.nodes > 0;
  painted += 1;
}

function paintedNode(id, bright, tones) {
  const node = graph.nodes[id], chosen = state.node === id || state.path?.includes(id), on = !bright || bright.has(id);
  const edge = chosen ? tones.ink : node.change ? tones[node.change] : tones.paper;
  const face = { background: on ? look(node.type).color : tones.ghost, border: on || chosen ? edge : tones.paper };
  return { id, ...spots[id], borderWidth: chosen || node.change ? 3 : 1.5, opacity: node.change === "went" ? 0.45 : 1,
    title: titleOfNode(node), color: { ...face, highlight: face, hover: { ...face, border: tones.ink } } };
}

const titleOfNode = (node) => [nameOf(node), term(node.type), node.change ? say(`change_${node.change}`) : ""].filter(Boolean).join(" · ");

function paintedEdge(id, bright, way, tones) {
  const edge = graph.edges[id], { done, explicit, denied, best } = standing(edge);
  const chosen = state.edge === id || way?.has(id) || (state.node !== null && (edge.from === state.node || edge.to === state.node));
  const on = !bright || chosen || (way === null && state.node === null && state.edge === null && bright.has(edge.from) && bright.has(edge.to));
  const color = edge.change ? tones[edge.change] : denied ? tones.warn : tone(edge.predicate);
  return {
    id, dashes: !done ? [7, 5] : explicit ? false : [2, 3], width: state.edge === id || way?.has(id) ? 3.2 : chosen ? 2 : edge.change ? 2.4 : 1.3,
    color: { color: on ? color : tones.ghost, highlight: color, hover: color, opacity: on ? (best < FAINT && !chosen ? 0.4 : bright ? 1 : 0.8) : 0.5 },
  };
}

const FAINT = 0.7;

/** The nodes to keep bright: what is pointed at, else what is chosen with its neighbours; null when nothing is. */
function lit() {
  if (pointed) return pointed;
  if (state.node !== null) return new Set([state.node, ...near(state.node)]);
  if (state.edge !== null) return endsOf(graph.edges[state.edge]);
  if (state.figure !== null) return new Set([graph.figures[state.figure].node]);
  if (state.sentence !== null) return namedIn(state.sentence);
  if (state.path) return new Set([...state.path, ...(state.way ?? []).flatMap((number) => [...endsOf(graph.edges[number])])]);
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
  paint();
}

/** How much larger than in the layout nodes are drawn, so that they can be seen and touched in a small scale. */
let grown = 1;
const radius = (id) => graph.nodes[id].size * grown;

function grow(scale) {
  const wanted = Math.max(1, Math.min(2.5, 0.6 / scale));
  if (Math.abs(wanted / grown - 1) < 0.05) return;
  grown = wanted;
  nodeSet.update([...held.nodes].map((id) => ({ id, size: radius(id) })));
  backdrop.stale = true;
  painted += 1;
}

/** Puts every node where the layout wants it: as made, or around the root of a local graph. */
function place() {
  graph.nodes.forEach(({ x, y }, id) => { spots[id] = { x, y }; });
  if (state.local !== null && shown.nodes <= LOCAL) radial(state.local);
  backdrop.stale = true;
}

/** The middle of some nodes and the scale in which they fill the canvas. */
function frameOf(ids) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const id of ids) {
    const { x, y } = spots[id];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const scale = Math.min((width - Math.min(110, width * 0.25)) / (right - left || 1), (height - 140) / (bottom - top || 1));
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 / scale }, scale: Math.max(scale, 0.01) };
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

function zoom(factor) {
  touched = true;
  move({ scale: network.getScale() * factor }, 150);
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
  else if (event.key === "Escape") go();
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
