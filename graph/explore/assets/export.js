// What leaves the page: the link to this very view, pictures (SVG, PNG), tables (CSV), citations, and print.

const SHARP = 3;
const MARGIN = 24;

/** Offers a text or blob as a file. */
function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(say("saved", { name }));
}

/** A cell of a CSV file; one that a spreadsheet would take for a formula is kept text. */
function csvCell(value) {
  const text = String(value ?? ""), safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const saveCsv = (name, heads, lines) => save(name, "\ufeff" + [heads, ...lines].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n", "text/csv;charset=utf-8");

/** Shows a text to copy, and copies it where the browser allows. */
function copy(text, kind) {
  const dialog = $("copy"), box = $("copy-text");
  $("copy-title").textContent = say(kind === "link" ? "copy_link" : "copy_citation");
  box.value = text;
  box.rows = Math.min(12, text.split("\n").length + 1);
  dialog.showModal();
  box.select();
  box.scrollTop = 0;
}

function copyNow() {
  $("copy-text").select();
  const copied = document.execCommand("copy");
  announce(say(copied ? "copied" : "copy_by_hand"));
  $("copy-done").textContent = say(copied ? "copied" : "copy_by_hand");
}

/** The visible part of the graph as a drawing of its own. */
function drawing() {
  const { clientWidth: width, clientHeight: height } = $("canvas"), view = visible(), scale = network.getScale();
  const at = ({ x, y }) => ({ x: Math.round((x - view.left) * scale * 10) / 10, y: Math.round((y - view.top) * scale * 10) / 10 });
  const inside = ({ x, y }) => x > -MARGIN && y > -MARGIN && x < width + MARGIN && y < height + MARGIN;
  const meets = (a, b) => Math.max(a.x, b.x) > 0 && Math.min(a.x, b.x) < width && Math.max(a.y, b.y) > 0 && Math.min(a.y, b.y) < height;
  const bright = lit(), edges = [], nodes = [];
  shown.edge.forEach((on, number) => {
    const edge = graph.edges[number], a = at(spots[edge.from]), b = at(spots[edge.to]);
    if (on && meets(a, b)) edges.push(drawnEdge(edge, number, a, b, !bright || (bright.has(edge.from) && bright.has(edge.to))));
  });
  for (const id of visibleNodes().reverse()) if (inside(at(spots[id]))) nodes.push(drawnNode(id, at(spots[id]), scale, !bright || bright.has(id)));
  const texts = labels.items.map((item) => drawnLabel(item, at({ x: item.box[0], y: item.box[1] }), scale));
  return drawn("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": css("--sans") },
    drawn("title", {}, `${say("title")} · ${shownCounts()}`), drawn("rect", { width, height, fill: css("--paper") }), drawn("defs", {}, arrow()), ...edges, ...nodes, ...texts);
}

function drawnEdge(edge, number, a, b, on) {
  const { done, explicit, denied } = standing(edge), bend = (edge.bend ?? 0) * Math.hypot(b.x - a.x, b.y - a.y);
  const side = Math.atan2(b.y - a.y, b.x - a.x) + Math.PI / 2, middle = { x: (a.x + b.x) / 2 - bend * Math.cos(side), y: (a.y + b.y) / 2 - bend * Math.sin(side) };
  const end = before(b, middle, radius(edge.to) * network.getScale() + 1), write = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return drawn("path", { d: `M${write(a)}${bend ? `Q${write(middle)} ` : "L"}${write(end)}`, fill: "none", "marker-end": "url(#arrow)", stroke: on ? (denied ? css("--warn") : tone(edge.predicate)) : css("--ghost"),
    "stroke-width": state.edge === number ? 3 : 1.3, "stroke-opacity": 0.8, ...(done && explicit ? {} : { "stroke-dasharray": done ? "2 3" : "7 5" }) });
}

/** The point so far before an end on the way from another. */
function before(end, from, far) {
  const whole = Math.hypot(end.x - from.x, end.y - from.y) || 1, share = Math.min(1, far / whole);
  return { x: end.x + (from.x - end.x) * share, y: end.y + (from.y - end.y) * share };
}

const arrow = () => drawn("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto" }, drawn("path", { d: "M0 0L8 4L0 8Z", fill: "context-stroke" }));

function drawnNode(id, { x, y }, scale, on) {
  const { color, shape } = look(graph.nodes[id].type), wide = (radius(id) * scale) / 6;
  return drawn("path", { d: OUTLINES[shape], transform: `translate(${x} ${y}) scale(${wide.toFixed(3)})`, fill: on ? color : css("--ghost"), stroke: css("--paper"), "stroke-width": (1 / wide).toFixed(2) },
    drawn("title", {}, titleOfNode(graph.nodes[id])));
}

const drawnLabel = ({ text, size, color, bold }, { x, y }, scale) => drawn("text", { x, y: y + size * scale * 0.95, "font-size": (size * scale).toFixed(1), "font-weight": bold ? 600 : 400, fill: color,
  stroke: css("--paper"), "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round" }, text);

/** The drawing as text, without the characters that XML forbids. */
const drawingText = () => new XMLSerializer().serializeToString(drawing()).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

const saveSvg = () => save("graph.svg", drawingText(), "image/svg+xml");

/** The drawing as a picture, three times as sharp as the screen. */
function savePng() {
  const { clientWidth: width, clientHeight: height } = $("canvas"), picture = new Image(), paper = document.createElement("canvas");
  Object.assign(paper, { width: width * SHARP, height: height * SHARP });
  picture.onload = () => {
    paper.getContext("2d").drawImage(picture, 0, 0, paper.width, paper.height);
    paper.toBlob((blob) => save("graph.png", blob), "image/png");
  };
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawingText())}`;
}

function wireExport() {
  $("print-page").hidden = framed;
  const menu = $("export");
  const does = { "copy-view": () => copy(exactAddress(), "link"), "save-svg": saveSvg, "save-png": savePng, "save-figures": saveFigures, "print-page": () => print() };
  for (const [id, act] of Object.entries(does)) $(id).addEventListener("click", () => { menu.open = false; act(); });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  $("copy-now").addEventListener("click", copyNow);
  $("copy-close").addEventListener("click", () => $("copy").close());
  $("copy").addEventListener("close", () => { $("copy-done").textContent = ""; });
}
