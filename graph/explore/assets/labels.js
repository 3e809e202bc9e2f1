// The labels of the canvas: at one size on the screen, the important ones first, and none over another.

const LABEL_SIGNS = { zh: 11, en: 22 };
const NARROW = 600;
const HUBS = 16;
const GROUPS = 14;
const EDGE = 3;
const KEPT = 600;
const labels = { pose: "", at: "", items: [] };
let painted = 0;
let dragging = false;

/** Draws the labels; they are chosen anew when the view has come to rest, and move with it until then. */
function drawLabels(context) {
  if (paused) return;
  const pose = [network.getScale(), painted, hovered].join(), at = Object.values(network.getViewPosition()).join();
  if (labels.pose !== pose || (labels.at !== at && !dragging)) Object.assign(labels, { pose, at, items: chooseLabels() });
  const { left, top } = visible(), scale = network.getScale(), sharp = scale * devicePixelRatio;
  const whole = (at, from) => from + Math.round((at - from) * sharp) / sharp;
  for (const { picture, box } of labels.items) {
    context.drawImage(picture, whole(box[0] - EDGE / scale, left), whole(box[1] - EDGE / scale, top), picture.wide / scale, picture.tall / scale);
  }
}

/** A label as a picture, made once: text is slow to draw at ever new scales. */
const pictures = new Map();
function pictureOf(text, px, bold, color) {
  const key = [text, px, bold, color, css("--paper"), devicePixelRatio].join("\n");
  if (!pictures.has(key)) {
    if (pictures.size > KEPT) pictures.clear();
    pictures.set(key, writeLabel(text, px, bold, color));
  }
  return pictures.get(key);
}

const widths = new Map();
const pen = document.createElement("canvas").getContext("2d");
const fontOf = (px, bold) => `${bold ? "600 " : ""}${px}px ${css("--sans")}`;

/** How wide a text is on the screen. */
function widthOf(text, px, bold) {
  const key = `${bold} ${px} ${text}`;
  if (!widths.has(key)) {
    pen.font = fontOf(px, bold);
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

function writeLabel(text, px, bold, color) {
  const picture = document.createElement("canvas"), context = picture.getContext("2d");
  Object.assign(picture, { wide: Math.ceil(widthOf(text, px, bold)) + 2 * EDGE, tall: Math.ceil(px * 1.4) + 2 * EDGE });
  Object.assign(picture, { width: picture.wide * devicePixelRatio, height: picture.tall * devicePixelRatio });
  context.scale(devicePixelRatio, devicePixelRatio);
  Object.assign(context, { font: fontOf(px, bold), textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: css("--paper"), fillStyle: color });
  context.strokeText(text, EDGE, EDGE + px * 0.1);
  context.fillText(text, EDGE, EDGE + px * 0.1);
  return picture;
}

/** The labels that find room, each with its box. */
function chooseLabels() {
  const scale = network.getScale(), bright = lit(), view = visible();
  const found = { taken: frame(view), names: frame(view), items: [] };
  const style = { scale, narrow: narrow() };
  const inside = ({ x, y }) => x > view.left && x < view.right && y > view.top && y < view.bottom;
  const order = [...new Set([...held.nodes, ...(hovered === null ? [] : [hovered])])].filter((id) => (!bright || bright.has(id) || id === hovered) && inside(spots[id]));
  const weight = (id) => (id === state.node ? 1e6 : 0) + (id === hovered ? 1e5 : 0) + degree(id);
  order.sort((a, b) => weight(b) - weight(a) || a - b);
  for (const id of order) {
    const { x, y } = spots[id], reach = radius(id) * 0.8;
    found.taken.push([x - reach, y - reach, x + reach, y + reach, id]);
  }
  if (!bright && shown.nodes > ALL) nameGroups({ ...found, style, inside });
  order.forEach((id, rank) => nameNode(id, rank, { ...found, bright, style }));
  if (bright && !pointed) nameLines({ ...found, style });
  return found.items;
}

/** In an overview each community goes by the names of its first hubs. */
function nameGroups({ style, inside, ...found }) {
  const hubs = new Map();
  for (const id of ranked) {
    const { group = -1, type } = graph.nodes[id];
    if (group >= 0 && group < CLOUD && shown.node[id] && type !== "Theme" && !hubs.has(group)) hubs.set(group, id);
    if (hubs.size === CLOUD) break;
  }
  for (const id of [...hubs.values()].slice(0, style.narrow ? GROUPS / 2 : GROUPS)) {
    if (!inside(spots[id])) continue;
    const text = label(nameOf(graph.nodes[id]), { px: 14.5, bold: true, ...style });
    const box = around4(spots[id], radius(id) + 3 / style.scale, text).find((each) => free(each, found.names, id));
    if (box) keep(found, text, box, css("--ink"), id);
  }
}

function nameNode(id, rank, { bright, style, ...found }) {
  if (found.items.some((item) => item.id === id)) return;
  const big = id === state.node || wayEnds()?.includes(id) || (state.edge !== null && bright?.has(id));
  const text = label(nameOf(graph.nodes[id]), { px: big ? 13.5 : 12, bold: big, ...style });
  const boxes = around4(spots[id], radius(id) + 3 / style.scale, text);
  const hub = rank < (style.narrow ? HUBS / 4 : HUBS) && degree(id) > 4;
  const box = boxes.find((each) => free(each, found.taken, id)) ?? (hub ? boxes.find((each) => free(each, found.names, id)) : null) ?? (big ? boxes[0] : null);
  if (box) keep(found, text, box, css(bright ? "--ink" : "--ink-soft"), id);
}

/** The relations of the chosen node, edge or way, in the middle of their lines. */
function nameLines({ style, ...found }) {
  const lines = state.edge !== null ? [state.edge] : wayEnds() ? state.way ?? [] : state.node !== null ? [...edgesOf(state.node)] : [];
  const drawnLines = lines.filter((id) => held.edges.has(id));
  for (const number of drawnLines.length <= 24 ? drawnLines : []) {
    const edge = graph.edges[number], a = spots[edge.from], b = spots[edge.to];
    const text = label(term(edge.predicate), { px: 11, ...style });
    const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
    const box = [x - text.half, y - text.size * 0.6, x + text.half, y + text.size * 0.6];
    if (free(box, found.taken, -1)) keep(found, text, box, css("--accent"), null, number);
  }
}

const narrow = () => $("canvas").clientWidth < NARROW;

const short = (text) => {
  const signs = Array.from(text), limit = LABEL_SIGNS[/[\u2e80-\uffff]/.test(text) ? "zh" : "en"] * (narrow() ? 0.6 : 1);
  return signs.length > limit ? signs.slice(0, Math.floor(limit)).join("") + "…" : text;
};

/** A text cut to its length with its height and half its width in the canvas's units. */
function label(text, { px, bold = false, scale }) {
  const cut = short(text);
  return { text: cut, px, bold, size: px / scale, half: widthOf(cut, px, bold) / 2 / scale, scale };
}

/** The boxes in which a node's label may stand: below, above, right and left of it. */
function around4({ x, y }, gap, { half, size }) {
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

function keep({ taken, names, items }, text, box, color, id, line = null) {
  const edge = 2 / text.scale;
  for (const list of [taken, names]) list.push([box[0] - edge, box[1], box[2] + edge, box[3], -2]);
  items.push({ ...text, box, color, id, line, picture: pictureOf(text.text, text.px, text.bold, color) });
}

/** The label that stands at a point of the plane. */
const labelAt = ({ x, y }) => labels.items.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
