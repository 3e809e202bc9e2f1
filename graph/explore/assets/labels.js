// The labels of the canvas: at one size on the screen, the important ones first, and none over another.

const LABEL_SIGNS = { zh: 11, en: 22 };
const NARROW = 600;
const HUBS = 16;
const labels = { pose: "", at: "", items: [] };
let painted = 0;
let dragging = false;

/** Draws the labels; they are chosen anew when the view has come to rest, and move with it until then. */
function drawLabels(context) {
  const pose = [network.getScale(), painted, hovered].join(), at = Object.values(network.getViewPosition()).join();
  if (labels.pose !== pose || (labels.at !== at && !dragging)) Object.assign(labels, { pose, at, items: chooseLabels(context) });
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = css("--paper");
  for (const { text, font, size, scale, box, color } of labels.items) {
    context.font = font;
    context.lineWidth = 3.5 / scale;
    context.strokeText(text, box[0], box[1] + size * 0.1);
    context.fillStyle = color;
    context.fillText(text, box[0], box[1] + size * 0.1);
  }
}

/** The labels that find room, each with its box. */
function chooseLabels(context) {
  const scale = network.getScale(), near = focusSet(), view = visible();
  const found = { taken: frame(view), names: frame(view), items: [] };
  const style = { scale, family: css("--sans") };
  const inside = ({ x, y }) => x > view.left && x < view.right && y > view.top && y < view.bottom;
  const order = [...held.nodes].filter((id) => (!near || near.has(id) || id === hovered) && inside(spots[id]));
  const weight = (id) => (id === state.node ? 1e6 : 0) + (id === hovered ? 1e5 : 0) + links.edges[id].length;
  order.sort((a, b) => weight(b) - weight(a) || a - b);
  for (const id of order) {
    const { x, y } = spots[id], reach = radius(id) * 0.8;
    found.taken.push([x - reach, y - reach, x + reach, y + reach, id]);
  }
  order.forEach((id, rank) => nameNode(context, id, rank, { ...found, near, style }));
  if (near) nameLines(context, { ...found, style });
  return found.items;
}

function nameNode(context, id, rank, { near, style, ...found }) {
  const big = id === state.node || (state.edge !== null && near.has(id));
  const text = label(context, nameOf(graph.nodes[id]), { px: big ? 13.5 : 12, bold: big, ...style });
  const spots_ = around(spots[id], radius(id) + 3 / style.scale, text);
  const hub = rank < (narrow() ? HUBS / 4 : HUBS) && links.edges[id].length > 4;
  const spot = spots_.find((box) => free(box, found.taken, id)) ?? (hub ? spots_.find((box) => free(box, found.names, id)) : null) ?? (big ? spots_[0] : null);
  if (spot) keep(found, text, spot, css(near ? "--ink" : "--ink-soft"));
}

/** The relations of the chosen node or edge, in the middle of their lines. */
function nameLines(context, { style, ...found }) {
  const lines = state.edge !== null ? [state.edge] : links.edges[state.node].filter((id) => held.edges.has(id));
  for (const number of lines.length <= 24 ? lines : []) {
    const edge = graph.edges[number], a = spots[edge.from], b = spots[edge.to];
    const text = label(context, term(edge.predicate), { px: 11, ...style });
    const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
    const box = [x - text.half, y - text.size * 0.6, x + text.half, y + text.size * 0.6];
    if (free(box, found.taken, -1)) keep(found, text, box, css("--accent"));
  }
}

const narrow = () => $("canvas").clientWidth < NARROW;

const short = (text) => {
  const signs = Array.from(text), limit = LABEL_SIGNS[/[\u2e80-\uffff]/.test(text) ? "zh" : "en"] * (narrow() ? 0.6 : 1);
  return signs.length > limit ? signs.slice(0, Math.floor(limit)).join("") + "…" : text;
};

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
function frame({ left, top, right, bottom }) {
  const far = 1e7;
  return [[-far, -far, left, far], [right, -far, far, far], [-far, -far, far, top], [-far, bottom, far, far]];
}

const free = (box, taken, id) => !taken.some((other) => other[4] !== id && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);

function keep({ taken, names, items }, text, box, color) {
  const edge = 2 / text.scale;
  for (const list of [taken, names]) list.push([box[0] - edge, box[1], box[2] + edge, box[3], -2]);
  items.push({ ...text, box, color });
}
