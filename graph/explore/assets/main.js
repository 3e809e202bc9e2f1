// The state of the page lives in the URL's hash; this file reads it, writes it and starts everything.

const state = { node: null, edge: null, figure: null, view: "graph" };
const short_iri = (iri) => (iri.startsWith(graph.base) ? iri.slice(graph.base.length) : iri);

/** Chooses a node, an edge or a figure (by number), or nothing. */
function go({ node, edge, figure }) {
  const hash = new URLSearchParams(location.hash.slice(1));
  for (const key of ["node", "claim", "figure"]) hash.delete(key);
  if (node !== undefined) hash.set("node", short_iri(graph.nodes[node].iri));
  if (edge !== undefined) hash.set("claim", short_iri(graph.edges[edge].claims[0].iri));
  if (figure !== undefined) hash.set("figure", short_iri(graph.figures[figure].iri));
  if (`#${hash}` !== location.hash && !(`${hash}` === "" && location.hash === "")) history.pushState(null, "", `#${hash}`);
  follow();
}

/** Sets one key of the hash without a new step in the history. */
function set(key, value) {
  const hash = new URLSearchParams(location.hash.slice(1));
  if (value) hash.set(key, value);
  else hash.delete(key);
  history.replaceState(null, "", `#${hash}`);
  follow();
}

/** Brings the page to what the hash says. */
function follow() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const place = (list, key) => {
    const found = hash.has(key) ? list.findIndex((item) => short_iri(item.iri) === hash.get(key)) : -1;
    return found < 0 ? null : found;
  };
  const wanted = hash.get("lang") === "en" ? "en" : "zh";
  state.node = place(graph.nodes, "node");
  state.figure = place(graph.figures, "figure");
  const edge = hash.has("claim") ? graph.edges.findIndex((item) => item.claims.some((claim) => short_iri(claim.iri) === hash.get("claim"))) : -1;
  state.edge = edge < 0 ? null : edge;
  setTheme(hash.get("theme"));
  setView(hash.get("view") === "list" ? "list" : "graph");
  if (wanted !== lang || !$("filter-form").hasChildNodes()) {
    lang = wanted;
    translate();
    labelTheme();
    drawFilters();
  }
  paint();
  drawPanel();
  drawList();
  if (state.node !== null) { reveal(state.node); announce(`${nameOf(graph.nodes[state.node])} · ${term(graph.nodes[state.node].type)}`); }
  else if (state.edge !== null) { reveal(graph.edges[state.edge].from); announce(sentence(graph.edges[state.edge])); }
}

const dark = matchMedia("(prefers-color-scheme: dark)");
function setTheme(wanted) {
  document.documentElement.dataset.theme = wanted === "dark" || wanted === "light" ? wanted : dark.matches ? "dark" : "light";
  labelTheme();
}
function labelTheme() {
  $("theme").dataset.t = document.documentElement.dataset.theme === "dark" ? "to_light" : "to_dark";
  $("theme").textContent = say($("theme").dataset.t);
}

function setView(view) {
  state.view = view;
  $("graph-view").hidden = view === "list";
  $("list-view").hidden = view !== "list";
  $("view-graph").setAttribute("aria-pressed", String(view === "graph"));
  $("view-list").setAttribute("aria-pressed", String(view === "list"));
}

async function start() {
  const data = $("data");
  graph = JSON.parse(data.type === "application/json" ? data.textContent : await unpack(data));
  document.head.append(el("script", {}, await unpack($("library"))));
  $("filter-box").open = matchMedia("(min-width: 900px)").matches;
  prepareFilters();
  buildCanvas();
  sift();
  follow();
  fit(false);
  if (state.node !== null) reveal(state.node);
  wireSearch();
  $("language").addEventListener("click", () => set("lang", lang === "zh" ? "en" : ""));
  $("theme").addEventListener("click", () => set("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  $("view-graph").addEventListener("click", () => set("view", ""));
  $("view-list").addEventListener("click", () => set("view", "list"));
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  dark.addEventListener("change", follow);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { $("search").focus(); event.preventDefault(); }
  });
  $("filter-form").addEventListener("submit", (event) => event.preventDefault());
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "true"; }));
}

start();
