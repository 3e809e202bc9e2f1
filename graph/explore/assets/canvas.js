// The canvas: vis-network draws nodes and edges, this file their labels, colours, focus and keys.

const LABEL_SIGNS = 11;
let network, nodeSet, edgeSet;
let hovered = null;
let touched = false;

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Neighbours and edges of every node, by number. */
const links = { nodes: [], edges: [] };

function buildCanvas() {
  links.nodes = graph.nodes.map(() => new Set());
  links.edges = graph.nodes.map(() => []);
  graph.edges.forEach((edge, number) => {
    links.nodes[edge.from].add(edge.to);
    links.nodes[edge.to].add(edge.from);
    links.edges[edge.from].push(number);
    if (edge.to !== edge.from) links.edges[edge.to].push(number);
  });
  nodeSet = new vis.DataSet(graph.network.nodes.map(({ label, group, title, ...node }) => ({ ...node, shape: look(group).shape })));
  edgeSet = new vis.DataSet(graph.network.edges);
  network = new vis.Network($("canvas"), { nodes: nodeSet, edges: edgeSet }, graph.network.options);
  $("canvas").querySelector(".vis-network").tabIndex = -1;
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) go({ node: nodes[0] });
    else if (edges.length) go({ edge: edges[0] });
    else go({});
  });
  network.on("hoverNode", ({ node }) => { hovered = node; });
  network.on("blurNode", () => { hovered = null; });
  network.on("dragStart", () => { touched = true; });
  network.on("zoom", () => { touched = true; });
  network.on("afterDrawing", drawLabels);
  network.on("resize", () => { if (!touched) fit(false); });
  $("canvas").addEventListener("keydown", keys);
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("zoom-fit").addEventListener("click", () => { touched = false; fit(true); });
}

/** Brings filters, selection, colours and titles of the canvas up to date. */
function paint() {
  const paper = css("--paper"), line = css("--line-strong"), faint = css("--line"), accent = css("--accent"), warn = css("--warn");
  const near = focusSet();
  nodeSet.update(graph.nodes.map((node, id) => {
    const { color } = look(node.type);
    const chosen = state.node === id;
    const lit = !near || near.has(id);
    const face = { background: lit ? color : css("--ghost"), border: chosen ? css("--ink") : paper };
    return {
      id, hidden: !shown.nodes.has(id), borderWidth: chosen ? 3 : 1.5, title: `${nameOf(node)} · ${term(node.type)}`,
      color: { ...face, highlight: face, hover: { ...face, border: css("--ink") } },
    };
  }));
  edgeSet.update(graph.edges.map((edge, id) => {
    const claims = edge.claims.filter(passes);
    const sure = claims.some((claim) => claim.modality === "Done" && !claim.negative && claim.confidence >= 0.5);
    const chosen = state.edge === id || (state.node !== null && (edge.from === state.node || edge.to === state.node));
    const lit = !near || chosen;
    const tone = chosen ? accent : claims.some((claim) => claim.negative) ? warn : sure ? line : faint;
    return {
      id, hidden: !shown.edges.has(id), dashes: sure ? false : [5, 4], width: state.edge === id ? 3 : chosen ? 1.8 : 1,
      color: { color: lit ? tone : css("--ghost"), highlight: accent, hover: accent, opacity: lit ? 1 : 0.5 },
    };
  }));
  $("canvas-empty").hidden = shown.nodes.size > 0;
}

/** The nodes to keep bright: the chosen one and its neighbours, or both ends of the chosen edge. */
function focusSet() {
  if (state.node !== null) return new Set([state.node, ...links.nodes[state.node]]);
  if (state.edge !== null) return new Set([graph.edges[state.edge].from, graph.edges[state.edge].to]);
  return null;
}

const short = (text) => {
  const signs = Array.from(text), limit = lang === "en" ? 22 : LABEL_SIGNS;
  return signs.length > limit ? signs.slice(0, limit).join("") + "…" : text;
};

/** Draws the labels at one size on the screen, the important ones first, and none over another. */
function drawLabels(context) {
  const scale = network.getScale(), near = focusSet(), taken = [];
  const family = css("--sans");
  const order = graph.network.nodes.map((node) => node.id).filter((id) => shown.nodes.has(id));
  const weight = (id) => (id === state.node ? 1e6 : 0) + (id === hovered ? 1e5 : 0) + (near?.has(id) ? 1e4 : 0) + links.nodes[id].size;
  order.sort((a, b) => weight(b) - weight(a) || a - b);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = css("--paper");
  for (const id of shown.nodes) {
    const { x, y } = network.getPosition(id), reach = graph.network.nodes[id].size * 0.8;
    taken.push([x - reach, y - reach, x + reach, y + reach, id]);
  }
  for (const id of order) {
    if (near && !near.has(id) && id !== hovered) continue;
    const { x, y } = network.getPosition(id), big = id === state.node;
    label(context, taken, nameOf(graph.nodes[id]), x, y + graph.network.nodes[id].size + 3 / scale,
      { px: big ? 14 : 12, bold: big, scale, family, color: css(near || big ? "--ink" : "--ink-soft"), id });
  }
  if (!near) return;
  const lines = state.edge !== null ? [state.edge] : links.edges[state.node].filter((id) => shown.edges.has(id));
  for (const number of lines.length <= 24 ? lines : []) {
    const edge = graph.edges[number], a = network.getPosition(edge.from), b = network.getPosition(edge.to);
    label(context, taken, term(edge.predicate), (a.x + b.x) / 2, (a.y + b.y) / 2 - 6 / scale,
      { px: 11, scale, family, color: css("--accent"), id: -1 });
  }
}

function label(context, taken, text, x, y, { px, bold = false, scale, family, color, id }) {
  const size = px / scale, shownText = short(text);
  context.font = `${bold ? "600 " : ""}${size}px ${family}`;
  const half = context.measureText(shownText).width / 2 + 2 / scale;
  const box = [x - half, y, x + half, y + size * 1.2];
  if (taken.some((other) => other[4] !== id && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
  taken.push([...box, -2]);
  context.lineWidth = 3.5 / scale;
  context.strokeText(shownText, x, y);
  context.fillStyle = color;
  context.fillText(shownText, x, y);
}

/** Shows all visible nodes. */
function fit(animated) {
  const places = [...shown.nodes].map((id) => network.getPosition(id));
  if (!places.length) return;
  const xs = places.map((place) => place.x), ys = places.map((place) => place.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const scale = Math.min(1.5, (width - Math.min(120, width * 0.16)) / (right - left + 40), (height - 96) / (bottom - top + 40));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 4 / scale }, scale: Math.max(scale, 0.02), animation: animated && !calm() });
}

function zoom(factor) {
  touched = true;
  network.moveTo({ scale: network.getScale() * factor, animation: calm() ? false : { duration: 150 } });
}

/** Brings a node into the canvas when it stands outside or is too small to read. */
function reveal(id) {
  const place = network.canvasToDOM(network.getPosition(id));
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const inside = place.x > 40 && place.x < width - 40 && place.y > 40 && place.y < height - 40;
  if (!inside) network.moveTo({ position: network.getPosition(id), scale: Math.max(network.getScale(), 0.6), animation: calm() ? false : { duration: 300 } });
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
  const from = state.node === null ? network.getViewPosition() : network.getPosition(state.node);
  let best = null, least = Infinity;
  for (const id of shown.nodes) {
    if (id === state.node) continue;
    const place = network.getPosition(id), along = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const across = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if ((along > 0 || state.node === null) && along + across * 2 < least + (state.node === null ? along : 0)) {
      least = Math.abs(along) + across * 2;
      best = id;
    }
  }
  if (best !== null) go({ node: best });
}
