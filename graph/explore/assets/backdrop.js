// The backdrop: the nodes and edges that vis-network does not hold, painted into a picture that moves and scales with it.

const backdrop = { picture: null, left: 0, top: 0, right: 0, bottom: 0, scale: 0, stale: true, timer: 0 };

/** Draws the picture behind the network, painted anew where it is out of date, too small or too coarse. */
function drawBackdrop(context) {
  if (held.nodes.size === shown.nodes.size && held.edges.size === shown.edges.size) return;
  const view = visible(), scale = network.getScale(), ratio = scale / backdrop.scale;
  const covers = backdrop.left <= view.left && backdrop.top <= view.top && backdrop.right >= view.right && backdrop.bottom >= view.bottom;
  if (backdrop.stale || !covers || ratio < 0.5 || ratio > 2) paintBackdrop(view, scale);
  else if (ratio !== 1) {
    clearTimeout(backdrop.timer);
    backdrop.timer = setTimeout(() => { backdrop.stale = true; network.redraw(); }, 120);
  }
  context.globalAlpha = focusSet() ? 0.2 : 1;
  context.drawImage(backdrop.picture, backdrop.left, backdrop.top, backdrop.right - backdrop.left, backdrop.bottom - backdrop.top);
  context.globalAlpha = 1;
}

/** The part of the plane that the canvas shows. */
function visible() {
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 }), { x: right, y: bottom } = network.DOMtoCanvas({ x: width, y: height });
  return { left, top, right, bottom };
}

/** Paints the picture of a view with half its width and height as margin on each side. */
function paintBackdrop(view, scale) {
  const wide = view.right - view.left, tall = view.bottom - view.top;
  const sharp = scale * Math.min(devicePixelRatio, 2);
  Object.assign(backdrop, { left: view.left - wide / 2, top: view.top - tall / 2, right: view.right + wide / 2, bottom: view.bottom + tall / 2, scale, stale: false });
  backdrop.picture ??= document.createElement("canvas");
  backdrop.picture.width = Math.max(1, Math.round(2 * wide * sharp));
  backdrop.picture.height = Math.max(1, Math.round(2 * tall * sharp));
  const context = backdrop.picture.getContext("2d");
  const home = () => context.setTransform(sharp, 0, 0, sharp, -backdrop.left * sharp, -backdrop.top * sharp);
  home();
  paintLines(context, scale);
  for (const id of shown.nodes) if (!held.nodes.has(id)) paintNode(context, id, sharp);
}

function paintLines(context, scale) {
  const done = new Path2D(), open = new Path2D();
  for (const id of shown.edges) {
    if (held.edges.has(id)) continue;
    const edge = graph.edges[id], a = spots[edge.from], b = spots[edge.to], path = sure(edge) ? done : open;
    path.moveTo(a.x, a.y);
    path.lineTo(b.x, b.y);
  }
  context.lineWidth = 0.8 / scale;
  context.globalAlpha = 0.6;
  context.strokeStyle = css("--line");
  context.stroke(done);
  context.setLineDash([5 / scale, 4 / scale]);
  context.strokeStyle = css("--open-line");
  context.stroke(open);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

const outlines = new Map();

function paintNode(context, id, sharp) {
  const { x, y } = spots[id], { color, shape } = look(graph.nodes[id].type), reach = radius(id) / 6;
  if (x < backdrop.left || x > backdrop.right || y < backdrop.top || y > backdrop.bottom) return;
  if (!outlines.has(shape)) outlines.set(shape, new Path2D(OUTLINES[shape]));
  context.setTransform(reach * sharp, 0, 0, reach * sharp, (x - backdrop.left) * sharp, (y - backdrop.top) * sharp);
  context.fillStyle = color;
  context.fill(outlines.get(shape));
}

/** The node of the backdrop at a point of the plane, null when there is none. */
function behind({ x, y }) {
  const slack = 4 / network.getScale();
  let best = null, least = Infinity;
  for (const id of shown.nodes) {
    const away = Math.hypot(spots[id].x - x, spots[id].y - y);
    if (away <= radius(id) + slack && away < least && !held.nodes.has(id)) [best, least] = [id, away];
  }
  return best;
}
