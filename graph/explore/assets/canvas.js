// The canvas: vis-network draws the nodes and edges in focus; this file fills and colours it and takes clicks and keys.

const FOCUS = 400;
let network, nodeSet, edgeSet;
let hovered = null;
let touched = false;

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Neighbours and edges of every node, by number; where every node stands; all nodes, those with most edges first. */
const links = { nodes: [], edges: [] };
let spots = [];
let ranked = [];

/** What vis-network holds, by number. */
const held = { nodes: new Set(), edges: new Set() };

function link() {
  links.nodes = graph.nodes.map(() => new Set());
  links.edges = graph.nodes.map(() => []);
  graph.edges.forEach((edge, number) => {
    links.nodes[edge.from].add(edge.to);
    links.nodes[edge.to].add(edge.from);
    links.edges[edge.from].push(number);
    if (edge.to !== edge.from) links.edges[edge.to].push(number);
  });
  spots = graph.nodes.map(({ x, y }) => ({ x, y }));
  ranked = graph.nodes.map((_, id) => id).sort((a, b) => links.edges[b].length - links.edges[a].length || a - b);
}

function buildCanvas() {
  link();
  const { nodes, edges, options } = graph.network;
  nodeSet = new vis.DataSet(nodes.map(({ label, group, title, ...node }) => ({ ...node, shape: look(group).shape })));
  edgeSet = new vis.DataSet(edges);
  held.nodes = new Set(nodes.map(({ id }) => id));
  held.edges = new Set(edges.map(({ id }) => id));
  network = new vis.Network($("canvas"), { nodes: nodeSet, edges: edgeSet }, options);
  $("canvas").querySelector(".vis-network").tabIndex = -1;
  network.on("click", clicked);
  network.on("hoverNode", ({ node }) => { hovered = node; });
  network.on("blurNode", () => { hovered = null; });
  network.on("dragStart", ({ nodes: moved }) => { touched = true; dragging = !moved.length; });
  network.on("dragging", ({ nodes: moved }) => { moveSpots(moved); });
  network.on("dragEnd", ({ nodes: moved }) => { moveSpots(moved); dragging = false; });
  network.on("zoom", ({ scale }) => { touched = true; grow(scale); });
  network.on("beforeDrawing", drawBackdrop);
  network.on("afterDrawing", drawLabels);
  network.on("resize", () => { if (!touched) fit(false); });
  $("canvas").addEventListener("keydown", keys);
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("zoom-fit").addEventListener("click", () => { touched = false; fit(true); });
}

function clicked({ nodes, edges, pointer }) {
  const far = nodes.length ? null : behind(pointer.canvas);
  if (nodes.length) go({ node: nodes[0] });
  else if (far !== null) go({ node: far });
  else if (edges.length) go({ edge: edges[0] });
  else go({});
}

function moveSpots(moved) {
  if (!moved.length) return;
  Object.assign(spots, network.getPositions(moved));
  painted += 1;
}

/** Gives vis-network what it shall hold: all that is shown, or of too much the chosen part, else the nodes with the most relations. */
function hold() {
  const nodes = new Set(), edges = new Set();
  const add = (id) => { if (nodes.size < FOCUS && shown.nodes.has(id)) nodes.add(id); };
  const near = focusSet();
  near?.forEach(add);
  if (!near || shown.nodes.size <= FOCUS) for (let rank = 0; rank < ranked.length && nodes.size < FOCUS; rank += 1) add(ranked[rank]);
  for (const id of nodes) {
    for (const number of links.edges[id]) {
      if (shown.edges.has(number) && nodes.has(graph.edges[number].from) && nodes.has(graph.edges[number].to)) edges.add(number);
    }
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

/** Whether a claim makes its relation a fact, and whether a relation stands as one by the claims that pass the filters. */
const factual = (claim) => claim.modality === "Done" && !claim.negative && !claim.rejected && claim.confidence >= 0.5;
const sure = (edge) => edge.claims.some((claim) => passes(claim) && factual(claim));

/** Brings filters, selection, colours and titles of the canvas up to date. */
function paint() {
  hold();
  const near = focusSet(), tones = {};
  for (const name of ["paper", "ink", "ghost", "accent", "warn", "line-strong", "open-line"]) tones[name] = css(`--${name}`);
  nodeSet.update([...held.nodes].map((id) => paintedNode(id, near, tones)));
  edgeSet.update([...held.edges].map((id) => paintedEdge(id, near, tones)));
  $("canvas-empty").hidden = shown.nodes.size > 0;
  painted += 1;
}

function paintedNode(id, near, tones) {
  const node = graph.nodes[id], chosen = state.node === id, lit = !near || near.has(id);
  const face = { background: lit ? look(node.type).color : tones.ghost, border: chosen ? tones.ink : tones.paper };
  return { id, borderWidth: chosen ? 3 : 1.5, title: `${nameOf(node)} · ${term(node.type)}`, color: { ...face, highlight: face, hover: { ...face, border: tones.ink } } };
}

function paintedEdge(id, near, tones) {
  const edge = graph.edges[id], done = sure(edge);
  const chosen = state.edge === id || (state.node !== null && (edge.from === state.node || edge.to === state.node));
  const denied = edge.claims.some((claim) => passes(claim) && claim.negative);
  const tone = denied ? tones.warn : !done ? tones["open-line"] : chosen ? tones.accent : tones["line-strong"];
  const lit = !near || chosen;
  return {
    id, dashes: done ? false : [6, 4], width: state.edge === id ? 3 : chosen ? 1.8 : done ? 1 : 1.4,
    color: { color: lit ? tone : tones.ghost, highlight: done ? tones.accent : tone, hover: tones.accent, opacity: lit ? 1 : 0.5 },
  };
}

/** The nodes to keep bright: the chosen one and its neighbours, or both ends of the chosen edge. */
function focusSet() {
  if (state.node !== null) return new Set([state.node, ...links.nodes[state.node]]);
  if (state.edge !== null) return new Set([graph.edges[state.edge].from, graph.edges[state.edge].to]);
  return null;
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

/** The middle of some nodes and the scale in which they fill the canvas. */
function frameOf(ids) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const id of ids) {
    const { x, y } = spots[id];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const scale = Math.min((width - Math.min(90, width * 0.2)) / (right - left || 1), (height - 140) / (bottom - top || 1));
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 + 16 / scale }, scale: Math.max(scale, 0.02) };
}

function move({ position, scale }, duration) {
  grow(scale);
  network.moveTo({ ...(position ? { position } : {}), scale, animation: duration && !calm() ? { duration } : false });
}

/** Shows all visible nodes. */
function fit(animated) {
  if (!shown.nodes.size) return;
  const { position, scale } = frameOf(shown.nodes);
  move({ position, scale: Math.min(1.4, scale) }, animated ? 400 : 0);
}

function zoom(factor) {
  touched = true;
  move({ scale: network.getScale() * factor }, 150);
}

/** Brings a node with its neighbours into the canvas when it stands outside or is too small to read. */
function reveal(id) {
  const place = network.canvasToDOM(spots[id]), now = network.getScale();
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const inside = place.x > 40 && place.x < width - 40 && place.y > 40 && place.y < height - 40;
  if (inside && now >= 0.3) return;
  const { position, scale } = frameOf(focusSet() ?? [id]);
  move({ position, scale: Math.max(Math.min(scale, 0.8), Math.min(now, scale)) }, 300);
}

/** Arrow keys walk to the nearest node in that direction, plus and minus zoom, Escape lets go. */
function keys(event) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way) step(way);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") { touched = false; fit(true); }
  else if (event.key === "Enter" && state.node !== null) focusPanel();
  else if (event.key === "Escape") go({});
  else return;
  event.preventDefault();
}

function step([dx, dy]) {
  const from = state.node === null ? network.getViewPosition() : spots[state.node];
  let best = null, least = Infinity;
  for (const id of shown.nodes) {
    if (id === state.node) continue;
    const along = (spots[id].x - from.x) * dx + (spots[id].y - from.y) * dy;
    const across = Math.abs((spots[id].x - from.x) * dy) + Math.abs((spots[id].y - from.y) * dx);
    if ((along > 0 || state.node === null) && along + across * 2 < least + (state.node === null ? along : 0)) {
      least = Math.abs(along) + across * 2;
      best = id;
    }
  }
  if (best !== null) go({ node: best });
}
