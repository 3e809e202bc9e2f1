// Filters with their counts, the search box and the list view.

const shown = { nodes: new Set(), edges: new Set() };
const filter = { types: new Set(), predicates: new Set(), modalities: new Set(), theme: "", explicit: false, confidence: 0, rejected: false };
const ROWS = 200;

/** The values of pairs (value, whether it counts) with how often each counts, the frequent ones first. */
function tally(pairs) {
  const counts = new Map();
  for (const [value, counted] of pairs) counts.set(value, (counts.get(value) ?? 0) + (counted ? 1 : 0));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const tallies = {};
function prepareFilters() {
  tallies.types = tally(graph.nodes.map((node) => [node.type, true]));
  tallies.predicates = tally(graph.edges.map((edge) => [edge.predicate, live(edge)]));
  tallies.modalities = tally(graph.edges.flatMap((edge) => edge.claims.map((claim) => [claim.modality, !claim.rejected])));
  for (const kind of ["types", "predicates", "modalities"]) filter[kind] = new Set(tallies[kind].map(([value]) => value));
}

/** Whether a reviewer left anything of a relation. */
const live = (edge) => edge.claims.some((claim) => !claim.rejected);

const passes = (claim) => (!filter.explicit || claim.explicit) && claim.confidence >= filter.confidence
  && filter.modalities.has(claim.modality) && (filter.rejected || !claim.rejected);

/** Works out what the filters let through. */
function sift() {
  const near = filter.theme === "" ? null : new Set([+filter.theme, ...links.nodes[+filter.theme]]);
  shown.nodes = new Set();
  graph.nodes.forEach((node, id) => {
    if (filter.types.has(node.type) && (!near || near.has(id))) shown.nodes.add(id);
  });
  shown.edges = new Set();
  graph.edges.forEach((edge, id) => {
    const both = shown.nodes.has(edge.from) && shown.nodes.has(edge.to);
    if (both && filter.predicates.has(edge.predicate) && edge.claims.some(passes)) shown.edges.add(id);
  });
}

function refilter() {
  sift();
  paint();
  drawList();
  announce(counts());
}

const counts = () => say("shown", { nodes: shown.nodes.size, all_nodes: graph.nodes.length, edges: shown.edges.size, all_edges: graph.edges.filter((edge) => filter.rejected || live(edge)).length });

/** The form of all filters, drawn anew when the language changes. */
function drawFilters() {
  const themes = graph.nodes.map((node, id) => [node, id]).filter(([node]) => node.type === "Theme");
  const rejected = graph.edges.some((edge) => edge.claims.some((claim) => claim.rejected));
  const slider = el("input", { type: "range", id: "confidence", min: 0, max: 1, step: 0.05, value: filter.confidence, oninput: (event) => {
    filter.confidence = +event.target.value;
    $("confidence-value").textContent = `≥ ${percent(filter.confidence)}`;
    refilter();
  } });
  $("filter-form").replaceChildren(
    checks("types", "classes", (type) => [symbol(type), term(type)]),
    themes.length ? el("div", { class: "field" }, el("label", { for: "theme-filter" }, say("theme")), themeChoice(themes)) : "",
    checks("predicates", "relations", (name) => [term(name)]),
    checks("modalities", "modality", (name) => [term(name)]),
    el("div", { class: "field" }, el("label", { for: "confidence" }, say("confidence")),
      el("span", { class: "slide" }, slider, el("output", { id: "confidence-value", for: "confidence" }, `≥ ${percent(filter.confidence)}`))),
    check(say("only_explicit"), filter.explicit, (on) => { filter.explicit = on; }),
    rejected ? check(say("show_rejected"), filter.rejected, (on) => { filter.rejected = on; }) : "",
    el("button", { type: "button", id: "reset", onclick: resetFilters }, say("reset")),
  );
  document.querySelector(".key-negated").hidden = !graph.edges.some((edge) => edge.claims.some((claim) => claim.negative));
  $("counts").textContent = say("counts", { nodes: graph.nodes.length, edges: graph.edges.filter(live).length, figures: graph.figures.length, articles: graph.articles.length });
}

function resetFilters() {
  prepareFilters();
  Object.assign(filter, { theme: "", explicit: false, confidence: 0, rejected: false });
  drawFilters();
  refilter();
  $("reset").focus();
}

function themeChoice(themes) {
  const choice = el("select", { id: "theme-filter", onchange: (event) => { filter.theme = event.target.value; refilter(); } },
    el("option", { value: "" }, say("any_theme")),
    ...themes.map(([node, id]) => el("option", { value: id, lang: lang === "en" && node.en ? "en" : "zh" }, nameOf(node))));
  choice.value = filter.theme;
  return choice;
}

function check(text, on, set) {
  return el("label", { class: "check" }, el("input", { type: "checkbox", checked: on, onchange: (event) => { set(event.target.checked); refilter(); } }), text);
}

/** A group of boxes with counts, and one button that ticks all or none. */
function checks(kind, key, content) {
  const all = () => tallies[kind].every(([value]) => filter[kind].has(value));
  const boxes = tallies[kind].map(([value, count]) => el("label", { class: "check" },
    el("input", { type: "checkbox", checked: filter[kind].has(value), value, onchange: (event) => {
      if (event.target.checked) filter[kind].add(value);
      else filter[kind].delete(value);
      toggle.textContent = say(all() ? "none" : "all");
      refilter();
    } }), ...content(value), el("span", { class: "count" }, String(count))));
  const toggle = el("button", { type: "button", class: "quiet", onclick: () => {
    const on = !all();
    filter[kind] = new Set(on ? tallies[kind].map(([value]) => value) : []);
    for (const box of boxes) box.querySelector("input").checked = on;
    toggle.textContent = say(on ? "none" : "all");
    refilter();
  } }, say(all() ? "none" : "all"));
  return el("fieldset", { class: kind }, el("legend", {}, say(key)), boxes.length > 1 ? toggle : "", ...boxes);
}

// Search

const fold = (text) => text.normalize("NFKC").toLowerCase();
let choices = [];
let active = -1;

/** The entities whose name, English name or alias holds the words, names that begin with them first. */
function find(words) {
  const wanted = fold(words.trim());
  if (!wanted) return [];
  const found = [];
  graph.nodes.forEach((node, id) => {
    const names = [node.name, node.en ?? "", ...(node.aliases ?? [])];
    const hit = names.find((name) => fold(name).startsWith(wanted)) ?? names.find((name) => fold(name).includes(wanted));
    if (hit !== undefined) found.push({ id, hit, rank: fold(hit).startsWith(wanted) ? 0 : 1 });
  });
  return found.sort((a, b) => a.rank - b.rank || links.nodes[b.id].size - links.nodes[a.id].size || a.id - b.id).slice(0, 12);
}

function drawResults() {
  choices = find($("search").value);
  active = -1;
  const open = $("search").value.trim() !== "";
  $("results").replaceChildren(...choices.map(({ id, hit }, row) => {
    const node = graph.nodes[id];
    return el("li", { role: "option", id: `result-${row}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => choose(row) },
      symbol(node.type), named(node), el("span", { class: "hint" }, hit !== node.name && hit !== nameOf(node) ? chinese(hit) : "", " ", term(node.type)));
  }));
  $("results").hidden = !choices.length;
  $("search").setAttribute("aria-expanded", String(choices.length > 0));
  $("search").removeAttribute("aria-activedescendant");
  if (open) announce(say("found", { count: choices.length }));
}

function choose(row) {
  const { id } = choices[row];
  closeResults();
  $("search").value = "";
  go({ node: id });
  focusPanel();
}

function closeResults() {
  $("results").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function wireSearch() {
  $("search").addEventListener("input", drawResults);
  $("search").addEventListener("focus", () => { if ($("search").value) drawResults(); });
  $("search").addEventListener("blur", closeResults);
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!choices.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length;
      [...$("results").children].forEach((row, number) => row.setAttribute("aria-selected", String(number === active)));
      $("search").setAttribute("aria-activedescendant", `result-${active}`);
      $("results").children[active].scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && choices.length) {
      choose(Math.max(active, 0));
      event.preventDefault();
    } else if (event.key === "Escape") {
      $("search").value = "";
      drawResults();
    }
  });
}

// The list view: everything the canvas shows, as tables.

const rows = { entities: ROWS, relations: ROWS };

function drawList() {
  if (state.view !== "list") return;
  const nodes = [...shown.nodes].sort((a, b) => links.edges[b].length - links.edges[a].length || a - b);
  const edges = [...shown.edges];
  $("list-view").replaceChildren(
    listTable("entities", say("entities_shown", { count: nodes.length }), [say("entity"), say("class"), say("relations"), say("figures")], nodes, (id) => [
      entityButton(id), term(graph.nodes[id].type), String(links.edges[id].length), String(graph.figures.filter((figure) => figure.node === id).length)]),
    listTable("relations", say("relations_shown", { count: edges.length }), [say("subject"), say("relation"), say("object"), say("confidence"), say("evidence")], edges, (id) => {
      const edge = graph.edges[id];
      return [entityButton(edge.from), term(edge.predicate), entityButton(edge.to), standing(edge), evidenceButton(id)];
    }));
}

function listTable(kind, caption, heads, items, cells) {
  const body = items.slice(0, rows[kind]).map((item) => el("tr", {}, ...cells(item).map((cell) => el("td", {}, cell))));
  const rest = items.length - body.length;
  return el("div", {}, el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...body)),
    rest > 0 ? el("button", { type: "button", onclick: () => { rows[kind] += ROWS; drawList(); } }, say("more", { count: rest })) : "");
}
