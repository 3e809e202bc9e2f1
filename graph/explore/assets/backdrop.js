// The backdrop: the nodes and edges that vis-network does not hold, painted into a picture that moves and scales with it.

const backdrop = { picture: null, left: 0, top: 0, right: 0, bottom: 0, scale: 0, stale: true, timer: 0, painted: 0 };
const LINES = 40_000;
const CLOUD = 26;
const PIXELS = 2.5;
const REST = 120;
const PAUSE = 700;

/** Draws the picture behind the network, painted anew where it is out of date, too small or too coarse. */
function drawBackdrop(context) {
  if (paused || (held.nodes.size === shown.nodes && held.edges.size === shown.edges)) return;
  const view = visible(), scale = network.getScale(), ratio = scale / backdrop.scale;
  const covers = backdrop.left <= view.left && backdrop.top <= view.top && backdrop.right >= view.right && backdrop.bottom >= view.bottom;
  const fits = covers && ratio >= 0.5 && ratio <= 2;
  if (backdrop.stale || (!fits && performance.now() - backdrop.painted > PAUSE)) paintBackdrop(view, scale);
  else if (!fits || ratio !== 1) {
    clearTimeout(backdrop.timer);
    backdrop.timer = setTimeout(() => { backdrop.stale = true; network.redraw(); }, REST);
  }
  context.globalAlpha = lit() ? 0.2 : 1;
  context.drawImage(backdrop.picture, backdrop.left, backdrop.top, backdrop.right - backdrop.left, backdrop.bottom - backdrop.top);
  context.globalAlpha = 1;
}

/** The part of the plane that the canvas shows. */
function visible() {
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 }), { x: right, y: bottom } = network.DOMtoCanvas({ x: width, y: height });
  return { left, top, right, bottom };
}

/** Paints the picture of a view with a quarter of its width and height as margin on each side. */
function paintBackdrop(view, scale) {
  const wide = view.right - view.left, tall = view.bottom - view.top;
  const sharp = scale * Math.min(devicePixelRatio, 1.5);
  Object.assign(backdrop, { left: view.left - wide / 4, top: view.top - tall / 4, right: view.right + wide / 4, bottom: view.bottom + tall / 4, scale, stale: false, painted: performance.now() });
  backdrop.picture ??= document.createElement("canvas");
  backdrop.picture.width = Math.max(1, Math.round(1.5 * wide * sharp));
  backdrop.picture.height = Math.max(1, Math.round(1.5 * tall * sharp));
  const context = backdrop.picture.getContext("2d");
  context.setTransform(sharp, 0, 0, sharp, -backdrop.left * sharp, -backdrop.top * sharp);
  paintClouds(context);
  paintLines(context, scale);
  paintNodes(context, sharp);
}

/** A soft ground under each community in the colour of its first hub. */
function paintClouds(context) {
  const clouds = new Map();
  for (const id of ranked) {
    const { group = -1, type } = graph.nodes[id], { x, y } = spots[id];
    if (!shown.node[id] || group < 0 || group >= CLOUD) continue;
    if (!clouds.has(group)) clouds.set(group, [look(type).color, new Path2D()]);
    const path = clouds.get(group)[1], wide = 60 * grown;
    path.rect(x - wide / 2, y - wide / 2, wide, wide);
  }
  context.globalAlpha = 0.07;
  for (const [color, path] of clouds.values()) {
    context.fillStyle = color;
    context.fill(path);
  }
  context.globalAlpha = 1;
}

/** The lines of the relations, of too many those of the entities with most. */
function paintLines(context, scale) {
  const sure = new Map(), open = new Map(), seen = new Uint8Array(graph.edges.length);
  let left = LINES;
  for (const id of ranked) {
    for (const number of left > 0 ? edgesOf(id) : []) {
      const edge = graph.edges[number];
      if (!shown.edge[number] || held.edges.has(number) || seen[number] || !crosses(edge)) continue;
      addLine(sifted.done[number] ? sure : open, edge);
      seen[number] = 1;
      left -= 1;
    }
  }
  context.lineWidth = 0.7 / scale;
  context.globalAlpha = shown.edges > 5000 ? 0.28 : 0.5;
  for (const [paths, dashes] of [[sure, []], [open, [5 / scale, 4 / scale]]]) {
    context.setLineDash(shown.edges > 5000 ? [] : dashes);
    for (const [predicate, path] of paths) {
      context.strokeStyle = tone(predicate);
      context.stroke(path);
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Whether the line of an edge may cross the picture. */
function crosses({ from, to }) {
  const a = spots[from], b = spots[to];
  return Math.max(a.x, b.x) >= backdrop.left && Math.min(a.x, b.x) <= backdrop.right && Math.max(a.y, b.y) >= backdrop.top && Math.min(a.y, b.y) <= backdrop.bottom;
}

function addLine(paths, { from, to, predicate }) {
  if (!paths.has(predicate)) paths.set(predicate, new Path2D());
  paths.get(predicate).moveTo(spots[from].x, spots[from].y);
  paths.get(predicate).lineTo(spots[to].x, spots[to].y);
}

const outlines = new Map();

/** The nodes, those with most relations on top; the smallest as squares, all of a colour at once. */
function paintNodes(context, sharp) {
  const large = [], small = new Map();
  for (const id of ranked) {
    const { x, y } = spots[id], wide = radius(id);
    if (!shown.node[id] || held.nodes.has(id) || x < backdrop.left || x > backdrop.right || y < backdrop.top || y > backdrop.bottom) continue;
    if (wide * sharp >= PIXELS) large.push(id);
    else {
      const { color } = look(graph.nodes[id].type);
      if (!small.has(color)) small.set(color, new Path2D());
      small.get(color).rect(x - wide, y - wide, 2 * wide, 2 * wide);
    }
  }
  for (const [color, path] of small) {
    context.fillStyle = color;
    context.fill(path);
  }
  for (const id of large.reverse()) paintNode(context, id);
}

function paintNode(context, id) {
  const { x, y } = spots[id], { color, shape } = look(graph.nodes[id].type), wide = radius(id);
  context.fillStyle = color;
  if (!outlines.has(shape)) outlines.set(shape, new Path2D(OUTLINES[shape]));
  context.save();
  context.translate(x, y);
  context.scale(wide / 6, wide / 6);
  context.fill(outlines.get(shape));
  context.restore();
}

/** The node of the backdrop at a point of the plane, null when there is none. */
function behind({ x, y }) {
  const slack = 4 / network.getScale();
  let best = null, least = Infinity;
  spots.forEach((spot, id) => {
    const away = Math.abs(spot.x - x) + Math.abs(spot.y - y);
    if (shown.node[id] && away <= 1.4 * (radius(id) + slack) && away < least && !held.nodes.has(id)) [best, least] = [id, away];
  });
  return best;
}
