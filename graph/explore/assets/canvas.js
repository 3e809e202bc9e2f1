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
  const scale = network.getScale(), near = focusSet(), taken = frame(), labels = frame();
  const family = css("--sans"), ink = css("--ink"), soft = css("--ink-soft");
  const order = graph.network.nodes.map((node) => node.id).filter((id) => shown.nodes.has(id));
  const weight = (id) => (id === state.node ? 1e6 : 0) + (id === hovered ? 1e5 : 0) + (near?.has(id) ? 1e4 : 0) + links.nodes[id].size;
  order.sort((a, b) => weight(b) - weight(a) || a - b);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = css("--paper");
  for (const id of shown.nodes) {
    const { x, y } = network.getPosition(id), reach = radius(id) * 0.8;
    if (!near || near.has(id)) taken.push([x - reach, y - reach, x + reach, y + reach, id]);
  }
  for (const id of order) {
    if (near && !near.has(id) && id !== hovered) continue;
    const big = id === state.node || (state.edge !== null && near.has(id));
    const text = label(context, nameOf(graph.nodes[id]), { px: big ? 13.5 : 12, bold: big, scale, family });
    const spots = around(network.getPosition(id), radius(id) + 3 / scale, text);
    const hub = links.nodes[id].size > 4 && order.indexOf(id) < 16;
    const spot = spots.find((box) => free(box, taken, id)) ?? (hub ? spots.find((box) => free(box, labels, id)) : null) ?? (big ? spots[0] : null);
    if (spot) write(context, [taken, labels], text, spot, near ? ink : soft);
  }
  if (!near) return;
  const lines = state.edge !== null ? [state.edge] : links.edges[state.node].filter((id) => shown.edges.has(id));
  for (const number of lines.length <= 24 ? lines : []) {
    const edge = graph.edges[number], a = network.getPosition(edge.from), b = network.getPosition(edge.to);
    const text = label(context, term(edge.predicate), { px: 11, scale, family });
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const box = [middle.x - text.half, middle.y - text.size * 0.6, middle.x + text.half, middle.y + text.size * 0.6];
    if (free(box, taken, -1)) write(context, [taken, labels], text, box, css("--accent"));
  }
}

/** A text cut to its length with its font, height and half its width in the canvas's units. */
function label(context, text, { px, bold = false, scale, family }) {
  const size = px / scale, font = `${bold ? "600 " : ""}${size}px ${family}`, cut = short(text);
  context.font = font;
  return { text: cut, font, size, half: context.measureText(cut).width / 2, scale };
}

/** The boxes in which a node's label may stand: below, above, right and left of it. */
function around({ x, y }, gap, { half, size }) {
  const tall = size * 1.2;
  return [[x - half, y + gap, x + half, y + gap + tall], [x - half, y - gap - tall, x + half, y - gap],
    [x + gap, y - tall / 2, x + gap + 2 * half, y + tall / 2], [x - gap - 2 * half, y - tall / 2, x - gap, y + tall / 2]];
}

/** Four boxes around the visible part of the canvas, so that no label is cut by its edge. */
function frame() {
  const { clientWidth: width, clientHeight: height } = $("canvas"), far = 1e7;
  const a = network.DOMtoCanvas({ x: 0, y: 0 }), b = network.DOMtoCanvas({ x: width, y: height });
  return [[-far, -far, a.x, far], [b.x, -far, far, far], [-far, -far, far, a.y], [-far, b.y, far, far]];
}

const free = (box, taken, id) => !taken.some((other) => other[4] !== id && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);

function write(context, lists, { text, font, size, scale }, box, color) {
  const edge = 2 / scale;
  for (const list of lists) list.push([box[0] - edge, box[1], box[2] + edge, box[3], -2]);
  context.font = font;
  context.lineWidth = 3.5 / scale;
  context.strokeText(text, box[0], box[1] + size * 0.1);
  context.fillStyle = color;
  context.fillText(text, box[0], box[1] + size * 0.1);
}

/** How much larger than in the layout nodes are drawn, so that they can be seen and touched on a small screen. */
let grown = 1;
const radius = (id) => graph.network.nodes[id].size * grown;

/** Shows all visible nodes. */
function fit(animated) {
  const places = [...shown.nodes].map((id) => network.getPosition(id));
  if (!places.length) return;
  const xs = places.map((place) => place.x), ys = places.map((place) => place.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const scale = Math.min(1.4, (width - Math.min(130, width * 0.2)) / (right - left || 1), (height - 130) / (bottom - top || 1));
  grown = Math.max(1, Math.min(2.5, 0.72 / scale));
  nodeSet.update(graph.network.nodes.map(({ id }) => ({ id, size: radius(id) })));
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
