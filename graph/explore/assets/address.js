// The state of the page lives in the fragment of its address: what is chosen, which view, every filter, the camera.

const CHOICES = { node: "nodes", claim: "claims", figure: "figures", sentence: "passages" };
const PAIRS = ["path", "cell", "response"];
const RELATION = "relation";
const VIEWS = ["graph", "article", "matrix", "timeline", "figures", "list", "paths"];
const BETWEEN = " "; // which no IRI holds
const QUIET = new Set(["lang", "theme", "at", "raw"]);

/** In a frame made of text (a notebook) the address cannot be written, and is kept here. */
const framed = location.protocol === "about:";
let kept = "";
const past = [];

const fragment = () => (framed ? kept : location.hash.slice(1));
const words = () => new URLSearchParams(fragment());

function write(text, step) {
  if (text === fragment()) return false;
  if (step) past.push(fragment());
  if (framed) kept = text;
  else if (step) history.pushState(null, "", `#${text}`);
  else history.replaceState(null, "", `#${text}`);
  return true;
}

/** A relation by its ends and its name, and the relation with such a key. */
const edgeKey = (edge) => [short_iri(graph.nodes[edge.from].iri), edge.predicate, short_iri(graph.nodes[edge.to].iri)].join(BETWEEN);

function edgeNumber(key) {
  const [from, predicate, to] = key.split(BETWEEN), start = numberOf("nodes", from), end = numberOf("nodes", to);
  return start === null || end === null ? null : [...edgesOf(start)].find((number) => graph.edges[number].from === start && graph.edges[number].to === end && graph.edges[number].predicate === predicate) ?? null;
}

/** Chooses one thing, such as { node: 3 } or { path: [3, 5] }, or nothing, perhaps in another view; a step that can be undone. */
function go(choice = {}, view = state.view) {
  const wanted = words();
  stay(wanted, choice);
  for (const key of [...Object.keys(CHOICES), ...PAIRS, RELATION, "at"]) wanted.delete(key);
  for (const [key, value] of Object.entries(choice)) {
    if (key === "edge") wanted.set(RELATION, edgeKey(graph.edges[value]));
    else wanted.set(key, PAIRS.includes(key) ? value.map((id) => short_iri(graph.nodes[id].iri)).join(BETWEEN) : short_iri(graph[CHOICES[key]][value].iri));
  }
  if (view !== state.view) setWord(wanted, "view", view === VIEWS[0] ? "" : view);
  write(wanted.toString(), true);
  follow();
}

/** The response paths stay those through the entity that was chosen last while other things are looked at. */
function stay(wanted, choice) {
  if (choice.node !== undefined) wanted.delete("through");
  else if (state.view === "paths" && state.node !== null && Object.keys(choice).length) wanted.set("through", short_iri(graph.nodes[state.node].iri));
}

function setWord(wanted, key, value) {
  if (value === "" || value === null || value === false) wanted.delete(key);
  else wanted.set(key, value);
}

/** Sets some words of the address; empty values take a word out. */
function set(changes, step = true) {
  const wanted = words();
  wanted.delete("at");
  for (const [key, value] of Object.entries(changes)) setWord(wanted, key, value);
  if (write(wanted.toString(), step && Object.keys(changes).some((key) => !QUIET.has(key)))) follow();
}

/** Takes back the last step, whatever it changed but language and theme. */
function undo() {
  const before = past.pop();
  if (before === undefined) return;
  const now = words(), wanted = new URLSearchParams(before);
  for (const key of ["lang", "theme"]) {
    if (now.has(key)) wanted.set(key, now.get(key));
    else wanted.delete(key);
  }
  write(wanted.toString(), false);
  follow();
  drawFilters();
  announce(say("undone"));
}

/** The browser's own way back has been taken: the step is no longer to be undone here. */
function wentBack() {
  if (past.at(-1) === fragment()) past.pop();
  follow();
  drawFilters();
}

const state = { view: "graph", node: null, edge: null, figure: null, sentence: null, path: null, cell: null, response: null, through: null, article: null, local: null, depth: 1, open: [], fold: [], at: null, raw: false };

/** Reads the address into `state`. */
function parse() {
  const wanted = words();
  const place = (key, kind) => (wanted.has(key) ? numberOf(kind, wanted.get(key)) : null);
  const pair = (key) => {
    const ids = (wanted.get(key) ?? "").split(BETWEEN).map((iri) => numberOf("nodes", iri));
    return ids.length === 2 && ids.every((id) => id !== null) ? ids : null;
  };
  const nodes = (key) => wanted.getAll(key).flatMap((text) => text.split(BETWEEN)).map((iri) => numberOf("nodes", iri)).filter((id) => id !== null);
  const claim = place("claim", "claims"), relation = wanted.has(RELATION) ? edgeNumber(wanted.get(RELATION)) : null;
  const view = wanted.get("view");
  const camera = (wanted.get("at") ?? "").split(",").map(Number);
  Object.assign(state, {
    view: VIEWS.includes(view) ? view : "graph",
    node: place("node", "nodes"), figure: place("figure", "figures"), sentence: place("sentence", "passages"),
    edge: relation ?? (claim === null ? null : graph.claims[claim].edge),
    path: pair("path"), cell: pair("cell"), response: pair("response"), through: place("through", "nodes"), article: place("article", "articles"),
    local: place("local", "nodes"), depth: Math.min(4, Math.max(1, Math.round(Number(wanted.get("depth"))) || 1)),
    open: nodes("open"), fold: nodes("fold"), raw: wanted.has("raw"),
    at: camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0 ? camera : null,
  });
  return wanted;
}

/** The two ends of the way that is looked at, null for none. */
const wayEnds = () => state.path ?? state.response;

const nothingChosen = () => [state.node, state.edge, state.figure, state.sentence, state.path, state.cell, state.response].every((choice) => choice === null);

/** The address of the page as it is seen now, the camera included. */
function exactAddress() {
  const wanted = words(), { x, y } = network.getViewPosition();
  wanted.set("at", [Math.round(x), Math.round(y), Number(network.getScale().toPrecision(3))].join(","));
  return `${framed ? "" : location.href.split("#")[0]}#${wanted}`;
}
