// The views that are tables: the figures that can be cited, and the list of everything the canvas shows.

let sorting = { key: "", down: false };

const FIGURE_COLUMNS = {
  subject: (figure) => nameOf(graph.nodes[figure.node]),
  indicator: (figure) => figure.indicator,
  value: (figure) => Number(figure.value),
  as_of: (figure) => figure.asOf?.[0] ?? "",
  article: (figure) => [...articlesOf(figure)].map((id) => titleOf(graph.articles[id])).join(),
};

/** The figures that pass the filters, by number, sorted as the reader wants. */
function figuresShown() {
  const held = graph.figures.map((_, number) => number).filter((number) => shown.node[graph.figures[number].node] && passesFigure(graph.figures[number]));
  if (!sorting.key) return held;
  const key = (number) => FIGURE_COLUMNS[sorting.key](graph.figures[number]);
  const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, lang));
  return held.sort((a, b) => order(key(a), key(b)) * (sorting.down ? -1 : 1) || a - b);
}

function drawFigures() {
  const held = figuresShown(), body = el("tbody");
  const table = el("table", { class: "figures" }, el("caption", { class: "unseen" }, say("figures_title")), el("thead", {}, el("tr", {}, ...Object.keys(FIGURE_COLUMNS).map(sortable), el("th", { scope: "col" }, say("evidence")))), body);
  const more = growing(body, held, (number) => {
    const figure = graph.figures[number];
    return [el("th", { scope: "row" }, entityButton(figure.node)), el("td", {}, chinese(figure.indicator), figure.base ? el("span", { class: "hint" }, ` / ${figure.base}`) : "", changeTag(figure)), el("td", { class: "number" }, value(figure)), el("td", {}, ...asOf(figure.asOf)),
      el("td", { class: "from" }, ...[...articlesOf(figure)].map((id) => el("span", { class: "hint", lang: "zh" }, [graph.articles[id].publisher, graph.articles[id].published].filter(Boolean).join(" · ") || titleOf(graph.articles[id])))),
      el("td", {}, figureButton(number), " ", button({ class: "quiet", "aria-label": say("cite_what", { what: figure.indicator }), onclick: () => copy(figureCitation(figure), "cite") }, say("cite_short")))];
  });
  $("figures-view").replaceChildren(el("h2", {}, say("figures_title")), held.length ? "" : el("p", { class: "hint" }, say("no_figures")),
    held.length ? el("p", { class: "tools" }, button({ class: "act", onclick: saveFigures }, say("save_csv")), button({ class: "act", onclick: () => copy(held.map((number) => figureCitation(graph.figures[number])).join("\n\n"), "cite") }, say("cite_all", { count: held.length }))) : "",
    held.length ? el("div", { class: "wide" }, table) : "", held.length ? more : "");
}

/** The head of a column, which sorts by it. */
function sortable(key) {
  const on = sorting.key === key;
  return el("th", { scope: "col", "aria-sort": on ? (sorting.down ? "descending" : "ascending") : null }, button({ class: "sort", "data-sort": key, onclick: () => {
    sorting = { key, down: on && !sorting.down };
    drawFigures();
    $("figures-view").querySelector(`[data-sort="${key}"]`).focus();
  } }, say(key), el("span", { "aria-hidden": "true" }, on ? (sorting.down ? " ↓" : " ↑") : "")));
}

function saveFigures() {
  const heads = ["subject", "indicator", "value", "unit", "comparator", "upper", "as_of", "basis", "base", "as_written", "confidence", "publisher", "published", "title_of", "url", "sentence", "iri"];
  const lines = figuresShown().map((number) => {
    const figure = graph.figures[number], article = graph.articles[[...articlesOf(figure)][0]] ?? {};
    return [nameOf(graph.nodes[figure.node]), figure.indicator, figure.value, figure.unit, figure.comparator, figure.upper, figure.asOf?.[0], figure.asOf?.[2], figure.base, figure.text, figure.confidence,
      article.publisher, article.published, article.title, article.url, figure.passages.map(readable).join(" / "), figure.iri];
  });
  saveCsv("figures.csv", heads.map((key) => say(key)), lines);
}

function drawList() {
  const nodes = visibleNodes(), edges = graph.edges.map((_, number) => number).filter((number) => shown.edge[number]);
  const entityTable = listTable(say("entities_shown", { count: nodes.length }), ["entity", "class", "relations", "figures"], nodes, (id) => [
    entityButton(id), term(graph.nodes[id].type), String(liveDegree(id)), String(figuresBy().get(id)?.length ?? 0)]);
  const relationList = listTable(say("relations_shown", { count: edges.length }), ["subject", "relation", "object", "confidence", "evidence"], edges, (id) => {
    const edge = graph.edges[id];
    return [entityButton(edge.from), [stroke(edge.predicate), term(edge.predicate)], entityButton(edge.to), standingTags(edge), evidenceButton(id)];
  });
  $("list-view").replaceChildren(el("p", { class: "tools" }, button({ class: "act", onclick: () => saveRelations(edges) }, say("save_relations"))), entityTable, relationList);
}

function listTable(caption, heads, items, cells) {
  const body = el("tbody");
  return el("div", { class: "wide" }, el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...heads.map((key) => el("th", { scope: "col" }, say(key))))), body),
    growing(body, items, (item) => cells(item).map((cell) => el("td", {}, cell))));
}

async function saveRelations(edges) {
  const heads = ["subject", "relation", "object", "modality", "explicit", "derived", "negated", "rejected", "confidence", "as_of", "publisher", "published", "title_of", "url", "sentence", "iri"];
  const lines = await Promise.all(edges.flatMap((number) => graph.edges[number].claims.filter(passes)).map(async (claim) => {
    const edge = graph.edges[claim.edge], article = graph.articles[[...articlesOf(claim)][0]] ?? {};
    return [nameOf(graph.nodes[edge.from]), term(edge.predicate), nameOf(graph.nodes[edge.to]), term(claim.modality), claim.explicit ?? false, claim.derived ?? false, claim.negative ?? false, claim.rejected ?? false, claim.confidence, claim.asOf?.[0],
      article.publisher, article.published, article.title, article.url, claim.passages.map(readable).join(" / "), await claimIri(claim)];
  }));
  saveCsv("relations.csv", heads.map((key) => say(key)), lines);
}

/** The IRI of a claim, made anew from what it states where the page does not hold it (graph/rdf/names.py). */
async function claimIri(claim) {
  if (claim.iri !== undefined || !crypto.subtle) return claim.iri ?? "";
  const edge = graph.edges[claim.edge], { article, start, end } = graph.passages[claim.passages[0]];
  const id = graph.articles[article].iri.slice(`${graph.base}article/`.length);
  const parts = [id, graph.nodes[edge.from].iri, edge.predicate, graph.nodes[edge.to].iri, claim.modality, claim.negative ? "Negative" : "Positive", `${start},${end}`];
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\x1f"))));
  return `${graph.base}claim/${Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
