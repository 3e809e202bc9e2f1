// Brings the page to what its address says, and starts everything.

const DRAW = { article: drawArticle, matrix: drawMatrix, timeline: drawTimeline, figures: drawFigures, list: drawList, paths: drawPaths };
let root = "";
let sieved = "";

/** Brings the page to what the address says. */
const follow = () => together(bring);

function bring() {
  setState();
  paint();
  drawDetails();
  attend();
}

/** The language that the page opens in. */
const opening = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh");

/** Changes to the other language, which the address names when it is not the one that the page opens in. */
function exchange() {
  const other = lang === "zh" ? "en" : "zh";
  set({ lang: other === opening() ? "" : other });
}

/** Reads the address, and works out what is shown and in which words. */
function setState() {
  const wanted = parse(), language = (wanted.get("lang") ?? opening()) === "en" ? "en" : "zh";
  parseFilters(wanted);
  setTheme(wanted.get("theme"));
  setView();
  if (language !== lang || !$("filter-form").hasChildNodes()) {
    lang = language;
    translate();
    wayBack();
    labelTheme();
    drawFilters();
  }
  refresh();
}

/** Draws all that stands beside the canvas. */
function drawDetails() {
  drawPanel();
  DRAW[state.view]?.();
  showTab();
  drawScope();
  drawCounts();
  for (const id of ["save-svg", "save-png"]) $(id).disabled = $("graph-view").hidden;
  document.documentElement.dataset.chosen = String(!nothingChosen());
}

/** Works out what is shown; says so when it has changed, and places the nodes anew when the scope has. */
function refresh() {
  const filters = [source(), ...FILTERING.map((key) => words().get(key) ?? "")].join();
  if (filters !== sieved) {
    sift();
    crossing = web = null;
    sieved = filters;
  }
  const wanted = [localRoot(), state.depth, state.open, state.fold].join(";");
  state.way = wayShown();
  scope();
  if (wanted !== root) {
    place();
    touched = false;
  }
  if (shownCounts() !== said) announce(said = shownCounts());
  if (network && wanted !== root && !$("graph-view").hidden) fit(false);
  root = wanted;
}

let said = "";

/** The relations of the way that is looked at, null where there is none. */
function wayShown() {
  if (state.path) return wayBetween(...state.path);
  return (state.response && responseOf(...state.response)?.hops.map(({ number }) => number)) ?? null;
}

/** Moves the camera to what is chosen and tells those who do not see it. */
function attend() {
  if (state.at) move({ position: { x: state.at[0], y: state.at[1] }, scale: state.at[2] });
  else if (wayEnds() && state.way) reveal([...wayEnds(), ...state.way.flatMap((number) => [...endsOf(graph.edges[number])])]);
  else if (state.node !== null) reveal([state.node, ...near(state.node)]);
  else if (state.edge !== null) reveal([...endsOf(graph.edges[state.edge])]);
  if (state.at) touched = true;
  if (state.node !== null) announce(titleOfNode(graph.nodes[state.node]));
  else if (state.edge !== null) announce(sentence(graph.edges[state.edge]));
  else if (wayEnds()) announce(state.way ? say("path_length", { count: state.way.length }) : say(state.path ? "no_path" : "no_responses"));
}

/** The bar over the canvas: what part of the graph is shown, how deep, and the way back. */
function drawScope() {
  $("scope").hidden = !scoped();
  $("scope-name").replaceChildren(...(localRoot() === null ? [say("changed_scope")] : [say("around"), " ", named(graph.nodes[state.local])]));
  $("scope-depth").hidden = localRoot() === null;
  $("depth").value = state.depth;
  $("depth-value").textContent = say("depth_value", { count: state.depth, nodes: shown.nodes });
  $("undo").disabled = !past.length;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

function setTheme(wanted) {
  restyled();
  document.documentElement.dataset.theme = wanted === "dark" || wanted === "light" ? wanted : dark.matches ? "dark" : "light";
  labelTheme();
}

function labelTheme() {
  $("theme").dataset.t = document.documentElement.dataset.theme === "dark" ? "to_light" : "to_dark";
  $("theme").textContent = say($("theme").dataset.t);
}

function setView() {
  const { view } = state;
  $("stage").dataset.view = view;
  $("graph-view").hidden = view !== "graph" && view !== "article";
  for (const name of VIEWS.slice(1)) $(`${name}-view`).hidden = view !== name;
  for (const name of VIEWS) {
    if (name === view) $(`view-${name}`).setAttribute("aria-current", "page");
    else $(`view-${name}`).removeAttribute("aria-current");
  }
}

/** Brings the name of the view into a row of names that is wider than the page. */
function showTab() {
  const tab = $(`view-${state.view}`), row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft + tab.offsetWidth - row.offsetLeft - row.clientWidth;
}

function wire() {
  combobox($("search"), $("results"), (id) => jump({ node: id }));
  wireArticle();
  wireExport();
  $("language").addEventListener("click", exchange);
  $("theme").addEventListener("click", () => set({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }));
  for (const name of VIEWS) $(`view-${name}`).addEventListener("click", () => set({ view: name === "graph" ? "" : name }));
  $("undo").addEventListener("click", undo);
  $("scope-whole").addEventListener("click", showWhole);
  $("depth").addEventListener("input", () => set({ depth: Number($("depth").value) > 1 ? $("depth").value : "" }));
  $("filter-form").addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["hashchange", "popstate"]) addEventListener(kind, wentBack);
  dark.addEventListener("change", follow);
  addEventListener("keydown", shortcuts);
}

/** Keys for the whole page: / searches, Ctrl+Z takes back a step, Escape lets go, 1 to 7 choose a view. */
function shortcuts(event) {
  const typing = $("copy").open || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) undo();
  else if (event.key === "Escape" && !typing && !$("export").open && !nothingChosen()) go();
  else if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "/") $("search").focus();
  else if (VIEWS[Number(event.key) - 1]) $(`view-${VIEWS[Number(event.key) - 1]}`).click();
  else return;
  event.preventDefault();
}

/** A link that names a claim needs the names of all: in a large page they follow from what is claimed. */
async function nameClaims() {
  await Promise.all(graph.claims.map(async (claim) => { claim.iri = await claimIri(claim); }));
}

async function start() {
  const data = $("data");
  await build(JSON.parse(data.type === "application/json" ? data.textContent : await unpack(data)));
  $("filter-box").open = matchMedia("(min-width: 900px)").matches;
  if (words().has("claim")) await nameClaims();
  seek();
  for (const step of [setState, drawDetails, buildCanvas]) {
    await breathe();
    step();
  }
  await breathe();
  together(() => {
    if (fragment()) paint();
    if (!state.at) fit(false);
    attend();
  });
  wire();
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "true"; }));
}
