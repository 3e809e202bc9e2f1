// The panel of details: an overview, an entity, a relation, a figure, a sentence, a way, a cell of the matrix, or a response path.

const LONG = 100;

function drawPanel() {
  const panel = $("panel"), first = !panel.hasChildNodes();
  const close = nothingChosen() ? "" : button({ id: "close-panel", "aria-label": say("close_details"), title: say("close_details"), onclick: () => { go(); $("panel").focus(); } }, "×");
  panel.replaceChildren(close, ...panelContent());
  if (!first) panel.scrollTop = 0;
}

function panelContent() {
  if (state.edge !== null) return relationPanel(state.edge);
  if (state.figure !== null) return figurePanel(state.figure);
  if (state.sentence !== null) return sentencePanel(state.sentence);
  if (state.path) return pathPanel(...state.path);
  if (state.cell) return cellPanel(...state.cell);
  if (state.response) return responsePanel(...state.response);
  if (state.node !== null) return entityPanel(state.node);
  return overviewPanel();
}

/** Moves the keyboard to the panel's heading. */
function focusPanel() {
  const heading = $("panel").querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

const jump = (target) => { go(target); focusPanel(); };

/** The start: how much there is, how to begin, and where. */
function overviewPanel() {
  const themes = ranked.filter((id) => graph.nodes[id].type === "Theme").slice(0, 10);
  const hubs = ranked.slice(0, 60).filter((id) => degree(id) && graph.nodes[id].type !== "Theme").slice(0, 8);
  return [
    el("h2", {}, say("overview")),
    el("p", { class: "lead" }, say("lead")),
    totals(), ...partLines(), changes(),
    el("h3", {}, say("begin")),
    el("ol", { class: "steps" }, ...["begin_search", "begin_entity", "begin_line"].map((key) => el("li", {}, say(key)))),
    ...startingPoints("themes", themes),
    ...startingPoints("hubs", hubs),
    graph.articles.length ? el("h3", {}, say("articles")) : "",
    el("ul", { class: "plain" }, ...graph.articles.slice(0, LONG).map((_, id) => el("li", { class: "source" }, ...articleLines(id),
      el("span", { class: "hint" }, say("article_claims", { count: articleClaims()[id] }), " ", button({ class: "quiet read", onclick: () => readArticle(id) }, say("read_article")))))),
  ];
}

/** The numbers of the graph, large. */
function totals() {
  const open = graph.edges.filter((edge) => live(edge) && !edge.claims.some(factual)).length;
  const counted = [["total_entities", graph.nodes.length], ["total_relations", tallies().live], ["total_figures", graph.figures.length], ["articles", graph.articles.length]];
  return el("div", {}, el("dl", { class: "totals" }, ...counted.map(([key, count]) => el("div", {}, el("dt", {}, say(key)), el("dd", {}, String(count))))),
    open ? el("p", { class: "hint open-count" }, `${say("key_open")} `, el("b", {}, String(open))) : "");
}

/** In a page that compares two graphs: what came, went and changed. */
function changes() {
  const kinds = { total_entities: graph.nodes, total_relations: graph.edges, total_figures: graph.figures };
  const count = (held, change) => held.filter((record) => record.change === change).length;
  if (!tallies().changed) return "";
  const sorts = ["came", "went", "changed"];
  return el("table", { class: "changes" }, el("caption", {}, say("changes")),
    el("thead", {}, el("tr", {}, el("td", {}), ...sorts.map((change) => el("th", { scope: "col" }, changeTag({ change }))))),
    el("tbody", {}, ...Object.entries(kinds).map(([key, held]) => el("tr", {}, el("th", { scope: "row" }, say(key)), ...sorts.map((change) => el("td", {}, String(count(held, change))))))));
}

const startingPoints = (key, ids) => (ids.length ? [el("h3", {}, say(key)),
  el("ul", { class: `plain hubs ${key}` }, ...ids.map((id) => el("li", {}, entityButton(id), el("span", { class: "count" }, String(liveDegree(id))))))] : []);

/** How many claims that no reviewer rejected come from each article. */
const articleClaims = once(() => {
  const counts = graph.articles.map(() => 0);
  for (const claim of graph.claims) if (!claim.rejected) for (const id of articlesOf(claim)) counts[id] += 1;
  return counts;
});

function entityPanel(id) {
  const node = graph.nodes[id];
  const facts = [[say("aliases"), node.aliases?.map(chinese)], [say("issued"), node.issued && [node.issued]],
    ...(node.ids ?? []).map(([name, text]) => [term(name), [chinese(text)]]), [say("iri"), [el(pageOf(node.iri) ? "a" : "span", { href: pageOf(node.iri) }, el("code", {}, node.iri))]]];
  return [
    el("p", { class: "kind" }, symbol(node.type), term(node.type), node.collective ? el("span", { class: "tag" }, say("collective")) : "", changeTag(node)),
    el("h2", {}, named(node)),
    node.en ? el("p", { class: "second" }, lang === "en" ? chinese(node.name) : el("bdi", { lang: "en" }, node.en)) : "",
    actions(id),
    terms(facts),
    figuresBy().has(id) ? figureTable(figuresBy().get(id)) : "",
    relationTable(id),
  ];
}

/** What can be done from an entity: see its surroundings, expand, collapse, look for a way, read on. */
function actions(id) {
  const hidden = hiddenAround(id).length, more = preview(id), leaves = leavesOf(id).length, read = articlesNaming().get(id) ?? [];
  const act = (key, data, run) => button({ class: "act", onclick: run }, say(key, data));
  return el("div", { class: "actions", role: "group", "aria-label": say("actions") },
    state.local === id ? act("whole_graph", {}, showWhole) : act("local_graph", {}, () => showLocal(id)),
    more ? act(hidden > more ? "expand_some" : "expand", { count: more, all: hidden }, () => expand(id)) : "",
    beyond(id) ? act("beyond", { count: beyond(id) }, () => widen(graph.nodes[id].iri)) : "",
    leaves ? act("collapse", { count: leaves }, () => collapse(id)) : "",
    degree(id) ? act("find_path", {}, (event) => askTarget(id, event.target)) : "",
    read.length ? act("in_articles", { count: read.length }, () => readMention(id, read[0])) : "");
}

/** Asks for the other end of a way, in the place of the button. */
function askTarget(id, place) {
  const input = el("input", { type: "search", id: "target", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "targets", "aria-label": say("path_to"), placeholder: say("path_to") });
  const results = el("ul", { id: "targets", class: "results", role: "listbox", "aria-label": say("results"), hidden: true });
  place.replaceWith(el("div", { class: "search target" }, input, results));
  combobox(input, results, (target) => jump({ path: [id, target] }), id);
  input.addEventListener("keydown", (event) => { if (event.key === "Escape" && !input.value) { drawPanel(); $("panel").querySelector(".actions .act:last-of-type").focus(); } });
  input.focus();
}

function figureTable(ids) {
  const heads = ["indicator", "value", "as_of", "evidence"].map((key) => el("th", { scope: "col" }, say(key)));
  return el("table", {}, el("caption", {}, say("figures")), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...ids.map((number) => {
    const figure = graph.figures[number];
    return el("tr", {}, el("th", { scope: "row" }, chinese(figure.indicator), changeTag(figure)), el("td", {}, value(figure)), el("td", {}, ...asOf(figure.asOf)), el("td", {}, figureButton(number)));
  })));
}

function relationTable(id) {
  const all = [...edgesOf(id)].filter((number) => filter.rejected || live(graph.edges[number])), edges = all.filter((number) => sifted.edge[number]);
  if (!all.length) return el("p", { class: "hint" }, say("no_relations"));
  const heads = ["relation", "entity", "confidence", "evidence"].map((key) => el("th", { scope: "col" }, say(key)));
  const rank = (number) => (graph.edges[number].from === id ? 0 : 1);
  const sorted = edges.sort((a, b) => rank(a) - rank(b) || a - b);
  const body = el("tbody");
  const table = el("table", { class: "relations" }, el("caption", {}, say("relations_count", { count: edges.length === all.length ? all.length : `${edges.length}/${all.length}` })), el("thead", {}, el("tr", {}, ...heads)), body);
  return el("div", {}, table, growing(body, sorted, (number) => {
    const edge = graph.edges[number], out = edge.from === id;
    return [el("th", { scope: "row" }, el("span", { class: "turn" }, el("span", { class: "way", "aria-label": say(out ? "outgoing" : "incoming"), role: "img" }, out ? "→" : "←"), el("span", {}, stroke(edge.predicate), term(edge.predicate)))),
      el("td", {}, entityButton(out ? edge.to : edge.from)), el("td", {}, standingTags(edge)), el("td", {}, evidenceButton(number))];
  }));
}

/** Fills a table's body with rows, some at a time; the button that it gives back brings more. */
function growing(body, items, cells, step = LONG) {
  let next = 0;
  const more = button({ class: "more" });
  const add = () => {
    body.append(...items.slice(next, next += step).map((item) => el("tr", {}, ...cells(item))));
    more.hidden = next >= items.length;
    more.textContent = say("more", { count: items.length - next });
  };
  more.addEventListener("click", add);
  add();
  return more;
}

const triple = (edge) => el("h2", { class: "triple" }, entityButton(edge.from), el("span", { class: "predicate" }, stroke(edge.predicate), term(edge.predicate)), entityButton(edge.to));

function relationPanel(number) {
  const edge = graph.edges[number];
  const joins = ({ from, to }) => (from === edge.from && to === edge.to) || (from === edge.to && to === edge.from);
  const beside = [...edgesOf(edge.from)].filter((id) => id !== number && sifted.edge[id] && joins(graph.edges[id]));
  return [
    el("p", { class: "kind" }, say("evidence"), changeTag(edge)),
    triple(edge),
    ...edge.claims.map(claimCard),
    beside.length ? el("h3", {}, say("also_between")) : "",
    el("ul", { class: "plain beside" }, ...beside.map((id) => el("li", {}, sentence(graph.edges[id]), " ", evidenceButton(id)))),
  ];
}

function figurePanel(number) {
  const figure = graph.figures[number];
  return [
    el("p", { class: "kind" }, say("figure"), changeTag(figure)),
    el("h2", {}, chinese(figure.indicator)),
    el("p", { class: "amount" }, value(figure)),
    el("p", { class: "ends" }, entityButton(figure.node)),
    el("article", { class: "claim" }, ...evidence(figure.passages), terms([
      [say("as_written"), figure.text && [chinese(figure.text)]], [say("base"), figure.base && [chinese(figure.base)]],
      [say("as_of"), figure.asOf && moment(figure.asOf)], [say("confidence"), [percent(figure.confidence)]]]), citeButton(() => figureCitation(figure))),
  ];
}

/** A sentence with all that was read from it. */
function sentencePanel(number) {
  const edges = [...new Set((claimsBy().get(number) ?? []).map((claim) => graph.claims[claim].edge))], figures = figuresIn().get(number) ?? [];
  return [
    el("p", { class: "kind" }, say("sentence")),
    el("h2", {}, say("read_from", { count: edges.length + figures.length })),
    el("article", { class: "claim" }, ...evidence([number])),
    el("ul", { class: "plain statements" }, ...edges.map((id) => el("li", {}, entityButton(graph.edges[id].from), el("span", { class: "predicate" }, stroke(graph.edges[id].predicate), term(graph.edges[id].predicate)), entityButton(graph.edges[id].to), standingTags(graph.edges[id]), evidenceButton(id)))),
    figures.length ? figureTable(figures) : "",
  ];
}

/** A shortest way between two entities, with the sentence of each hop. */
function pathPanel(start, end) {
  return wayPanel("path", start, end, (state.way ?? []).map((number) => hopItem(number, bestClaim(number))), "no_path");
}

/** A way between two entities: its hops, or that there are none. */
const wayPanel = (key, start, end, hops, none) => [
  el("p", { class: "kind" }, say(key)),
  el("h2", { class: "triple" }, entityButton(start), el("span", { class: "between" }, "…"), entityButton(end)),
  el("p", { class: "lead" }, state.way === null ? say(none) : say("path_length", { count: hops.length })),
  el("ol", { class: "hops" }, ...hops),
];

/** A hop with its relation and the sentence of a claim. */
const hopItem = (number, claim) => el("li", { class: "hop" },
  el("p", { class: "triple small-triple" }, entityButton(graph.edges[number].from), el("span", { class: "predicate" }, stroke(graph.edges[number].predicate), term(graph.edges[number].predicate)), entityButton(graph.edges[number].to)),
  el("p", { class: "standing-line" }, standingTags(graph.edges[number]), " ", evidenceButton(number)),
  claim?.passages.length ? el("blockquote", { lang: "zh" }, ...claim.passages.map((passage) => el("span", {}, markOf(passage)))) : "");

const bestClaim = (number) => graph.edges[number].claims.filter(passes).sort((a, b) => b.confidence - a.confidence)[0];

/** A cell of the matrix: the claims that show that an institution acts on a theme, or that there are none. */
function cellPanel(institution, theme) {
  const { own, through, open, claims } = cellOf(institution, theme);
  const part = (key, held) => (held.length ? [el("h3", {}, say(key, { count: held.length })), ...held.map((claim) => el("section", { class: "cell-claim" }, el("p", { class: "triple small-triple" }, entityButton(graph.edges[claim.edge].from), el("span", { class: "predicate" }, stroke(graph.edges[claim.edge].predicate), term(graph.edges[claim.edge].predicate)), entityButton(graph.edges[claim.edge].to)), claimCard(claim)))] : []);
  return [
    el("p", { class: "kind" }, say("matrix")),
    el("h2", { class: "triple" }, entityButton(institution), el("span", { class: "between" }, "×"), entityButton(theme)),
    claims.length || open.length ? "" : el("p", { class: "lead" }, say("no_evidence")),
    ...part("cell_own", own), ...part("cell_through", through), ...part("cell_open", open),
  ];
}
