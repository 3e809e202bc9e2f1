// The filters: what they let through, their form with its counts, and the words in which the address keeps them.

const filter = { types: new Set(), predicates: new Set(), modalities: new Set(), about: null, source: null, from: "", to: "", least: 0, explicit: false, rejected: false, changed: false, within: null };
const HIDDEN = { types: "no-class", predicates: "no-relation", modalities: "no-modality" };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What passes the filters, by number, and which relations are facts then; the scope (see scope.js) then leaves some of it in `shown`. */
const sifted = { node: new Uint8Array(0), edge: new Uint8Array(0), done: new Uint8Array(0) };

/** The values of pairs (value, whether it counts) with how often each counts, the frequent ones first. */
function tally(pairs) {
  const counts = new Map();
  for (const [value, counted] of pairs) counts.set(value, (counts.get(value) ?? 0) + (counted ? 1 : 0));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const tallies = once(() => ({
  types: tally(graph.nodes.map((node) => [node.type, true])),
  predicates: tally(graph.edges.map((edge) => [edge.predicate, live(edge)])),
  modalities: tally(graph.claims.map((claim) => [claim.modality, !claim.rejected])),
  rejected: graph.claims.some((claim) => claim.rejected),
  negative: graph.claims.some((claim) => claim.negative),
  changed: [graph.nodes, graph.edges, graph.figures].some((held) => held.some((record) => record.change)),
  live: graph.edges.reduce((count, edge) => count + (live(edge) ? 1 : 0), 0),
}));

/** Reads the filters from the words of the address. */
function parseFilters(wanted) {
  for (const [kind, key] of Object.entries(HIDDEN)) filter[kind] = new Set((wanted.get(key) ?? "").split(",").filter(Boolean));
  const day = (key) => (DAY.test(wanted.get(key) ?? "") ? wanted.get(key) : "");
  Object.assign(filter, {
    about: wanted.has("about") ? numberOf("nodes", wanted.get("about")) : null,
    source: wanted.has("source") ? numberOf("articles", wanted.get("source")) : null,
    from: day("from"), to: day("to"), least: Math.min(1, Math.max(0, Number(wanted.get("least")) || 0)),
    explicit: wanted.has("explicit"), rejected: wanted.has("rejected"), changed: wanted.has("changed"),
  });
}

/** The article whose statements alone count: in the article view the one that is read, else the filter's. */
const source = () => (state.view === "article" && graph.articles.length > 1 ? articleShown() : filter.source);

/** Whether the filters look at statements and not only at the entities themselves. */
const narrowing = () => filter.explicit || filter.least > 0 || filter.modalities.size > 0 || filter.from || filter.to || filter.changed || filter.within !== null;

function passes(claim) {
  return (!filter.explicit || claim.explicit === true) && claim.confidence >= filter.least && !filter.modalities.has(claim.modality)
    && (filter.rejected || !claim.rejected) && inTime(claim) && inSource(claim);
}

const passesFigure = (figure) => (!filter.changed || figure.change) && figure.confidence >= filter.least && inTime(figure) && inSource(figure);

const inTime = (held) => (!filter.from && !filter.to) || within(dateOf(held));

/** Whether a date lies within those of the filter. */
const within = (date) => date !== undefined && (!filter.from || date >= filter.from) && (!filter.to || date <= filter.to);

const inSource = (held) => filter.within === null || held.passages.some((number) => graph.passages[number].article === filter.within);

/** Works out what the filters let through. */
function sift() {
  filter.within = source();
  const near = filter.about === null ? null : new Set([filter.about, ...Array.from(edgesOf(filter.about), (number) => across(number, filter.about))]);
  sifted.node = Uint8Array.from(graph.nodes, (node, id) => Number(!filter.types.has(node.type) && (!near || near.has(id))));
  sifted.edge = new Uint8Array(graph.edges.length);
  sifted.done = new Uint8Array(graph.edges.length);
  graph.edges.forEach((edge, number) => {
    if (!sifted.node[edge.from] || !sifted.node[edge.to] || filter.predicates.has(edge.predicate) || (filter.changed && !edge.change)) return;
    for (const claim of edge.claims) if (passes(claim)) { sifted.edge[number] = 1; sifted.done[number] |= factual(claim); }
  });
  if (narrowing()) keepStated();
}

/** Leaves out the entities of which no statement is left. */
function keepStated() {
  const stated = new Uint8Array(graph.nodes.length);
  sifted.edge.forEach((on, number) => { if (on) stated[graph.edges[number].from] = stated[graph.edges[number].to] = 1; });
  for (const figure of graph.figures) if (passesFigure(figure)) stated[figure.node] = 1;
  if (filter.from || filter.to) graph.nodes.forEach(({ issued }, id) => { if (within(issued)) stated[id] = 1; });
  if (filter.changed) graph.nodes.forEach((node, id) => { if (node.change) stated[id] = 1; });
  sifted.node = sifted.node.map((on, id) => on & stated[id]);
}

const shownCounts = () => say("shown", { nodes: shown.nodes, all_nodes: graph.nodes.length, edges: shown.edges, all_edges: filter.rejected ? graph.edges.length : tallies().live });

/** The form of all filters, drawn anew when the language changes or the address was changed by other means. */
function drawFilters() {
  const themes = graph.nodes.map((node, id) => [node, id]).filter(([node]) => node.type === "Theme");
  $("filter-form").replaceChildren(
    checks("types", "classes", (type) => [symbol(type), term(type)]),
    themes.length ? choice("about", "theme", "any_theme", themes.map(([node, id]) => [short_iri(graph.nodes[id].iri), nameOf(node), lang === "en" && node.en ? "en" : "zh"])) : "",
    graph.articles.length > 1 ? choice("source", "article", "any_article", graph.articles.map((article) => [short_iri(article.iri), titleOf(article), "zh"])) : "",
    checks("predicates", "relations", (name) => [stroke(name), term(name)]),
    checks("modalities", "modality", (name) => [term(name)]),
    dates(), sureness(),
    check("explicit", say("only_explicit")), tallies().rejected ? check("rejected", say("show_rejected")) : "", tallies().changed ? check("changed", say("only_changed")) : "",
    button({ id: "reset", onclick: resetFilters }, say("reset")),
  );
  document.querySelector(".key-negated").hidden = !tallies().negative;
  for (const mark of document.querySelectorAll(".key-change")) mark.hidden = !tallies().changed;
}

function sureness() {
  const output = el("output", { id: "confidence-value", for: "confidence" }, `≥ ${percent(filter.least)}`);
  let first = true, waiting = 0;
  const slider = el("input", { type: "range", id: "confidence", min: 0, max: 1, step: 0.05, value: filter.least, onchange: () => { first = true; }, oninput: () => {
    cancelAnimationFrame(waiting);
    output.textContent = `≥ ${percent(Number(slider.value))}`;
    waiting = requestAnimationFrame(() => { set({ least: Number(slider.value) ? slider.value : "" }, first); first = false; });
  } });
  return el("div", { class: "field" }, el("label", { for: "confidence" }, say("confidence")), el("span", { class: "slide" }, slider, output));
}

function dates() {
  const [first, last] = span();
  const field = (key) => el("label", { class: "day" }, el("span", {}, say(`date_${key}`)), el("input", { type: "date", id: `date-${key}`, value: filter[key], min: first, max: last, onchange: (event) => set({ [key]: event.target.value }) }));
  if (!first) return "";
  return el("div", { class: "field", role: "group", "aria-label": say("dates") }, el("span", { class: "name" }, say("dates")), el("span", { class: "days" }, field("from"), field("to")), el("p", { class: "hint" }, say("dates_hint")));
}

/** The first and the last date that anything has. */
const span = once(() => {
  let first, last;
  for (const date of [...graph.nodes.map((node) => node.issued), ...[...graph.claims, ...graph.figures].map(dateOf)]) {
    if (DAY.test(date ?? "") && !(first <= date)) first = date;
    if (DAY.test(date ?? "") && !(last >= date)) last = date;
  }
  return [first, last];
});

const FILTERING = [...Object.values(HIDDEN), "about", "source", "from", "to", "least", "explicit", "rejected", "changed"];

function resetFilters() {
  set(Object.fromEntries([...FILTERING, "through"].map((key) => [key, ""])));
  drawFilters();
  $("reset").focus();
}

/** Shows everything again: no filter, the whole graph. */
function showAll() {
  set(Object.fromEntries([...FILTERING, "through", "local", "depth", "open", "fold"].map((key) => [key, ""])));
  drawFilters();
}

/** How much there is, and where not all of it is shown, how much is, with the way back to all. */
function drawCounts() {
  const all = { nodes: graph.nodes.length, edges: tallies().live, figures: graph.figures.length, articles: graph.articles.length };
  const whole = shown.nodes === all.nodes && shown.edges === all.edges;
  $("counts").replaceChildren(...(whole ? [say("counts", all)] : [shownCounts(), " ", button({ id: "show-all", class: "quiet", onclick: showAll }, say("show_all"))]));
}

/** A choice of one value, which the address keeps under `key`. */
function choice(key, label, any, options) {
  const wanted = words().get(key) ?? "";
  return el("div", { class: "field" }, el("label", { for: `${key}-filter` }, say(label)), el("select", { id: `${key}-filter`, onchange: (event) => set({ [key]: event.target.value }) },
    el("option", { value: "" }, say(any)), ...options.map(([value, text, tag]) => el("option", { value, lang: tag, selected: value === wanted }, text))));
}

function check(key, text) {
  return el("label", { class: "check" }, el("input", { type: "checkbox", id: `${key}-filter`, checked: filter[key], onchange: (event) => set({ [key]: event.target.checked ? "1" : "" }) }), text);
}

/** A group of boxes with counts, and one button that ticks all or none. */
function checks(kind, key, content) {
  const values = tallies()[kind], hide = (hidden) => set({ [HIDDEN[kind]]: [...hidden].join(",") });
  const boxes = values.map(([value, count]) => el("label", { class: "check" },
    el("input", { type: "checkbox", checked: !filter[kind].has(value), value, onchange: (event) => {
      const hidden = new Set(filter[kind]);
      if (event.target.checked) hidden.delete(value);
      else hidden.add(value);
      hide(hidden);
      toggle.textContent = say(filter[kind].size ? "all" : "none");
    } }), ...content(value), el("span", { class: "count" }, String(count))));
  const toggle = button({ class: "quiet", onclick: () => {
    const on = filter[kind].size > 0;
    hide(on ? [] : values.map(([value]) => value));
    for (const box of boxes) box.querySelector("input").checked = on;
    toggle.textContent = say(on ? "none" : "all");
  } }, say(filter[kind].size ? "all" : "none"));
  return el("fieldset", { class: kind }, el("legend", {}, say(key)), boxes.length > 1 ? toggle : "", ...boxes);
}
