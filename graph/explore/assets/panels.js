// The panel of details: an overview, an entity, or the evidence of a relation or figure.

const SIGNS = { Exactly: "", GreaterThan: "> ", AtLeast: "≥ ", LessThan: "< ", AtMost: "≤ ", Approximately: "≈ " };

function drawPanel() {
  const panel = $("panel");
  if (state.edge !== null) panel.replaceChildren(...relationPanel(state.edge));
  else if (state.figure !== null) panel.replaceChildren(...figurePanel(state.figure));
  else if (state.node !== null) panel.replaceChildren(...entityPanel(state.node));
  else panel.replaceChildren(...overviewPanel());
  panel.scrollTop = 0;
}

/** Moves the keyboard to the panel's heading. */
function focusPanel() {
  const heading = $("panel").querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

const jump = (target) => { go(target); focusPanel(); };

const entityButton = (id) => el("button", { type: "button", class: "entity", onclick: () => jump({ node: id }) }, symbol(graph.nodes[id].type), named(graph.nodes[id]));

const sentence = (edge) => `${nameOf(graph.nodes[edge.from])} · ${term(edge.predicate)} · ${nameOf(graph.nodes[edge.to])}`;

const evidenceButton = (id) => el("button", { type: "button", class: "open", "aria-label": say("evidence_for", { what: sentence(graph.edges[id]) }),
  onclick: () => jump({ edge: id }) }, say("open_evidence", { count: graph.edges[id].claims.length }));

/** How sure a relation is: its best confidence, and what is not plainly done. */
function standing(edge) {
  const best = edge.claims.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  const odd = [...new Set(edge.claims.map((claim) => claim.modality))].filter((modality) => modality !== "Done");
  const marks = odd.map((modality) => el("span", { class: "tag open" }, term(modality)));
  if (edge.claims.some((claim) => claim.negative)) marks.push(el("span", { class: "tag warn" }, say("negated")));
  if (!live(edge)) marks.push(el("span", { class: "tag warn" }, say("rejected")));
  return el("span", { class: "standing" }, percent(best.confidence), ...marks);
}

/** The start: how much there is, how to begin, and where. */
function overviewPanel() {
  const themes = ranked.filter((id) => graph.nodes[id].type === "Theme").slice(0, 10);
  const hubs = ranked.filter((id) => links.edges[id].length && graph.nodes[id].type !== "Theme").slice(0, 8);
  return [
    el("h2", {}, say("overview")),
    el("p", { class: "lead" }, say("lead")),
    totals(),
    el("h3", {}, say("begin")),
    el("ol", { class: "steps" }, ...["begin_search", "begin_entity", "begin_line"].map((key) => el("li", {}, say(key)))),
    ...startingPoints("themes", themes),
    ...startingPoints("hubs", hubs),
    graph.articles.length ? el("h3", {}, say("articles")) : "",
    el("ul", { class: "plain" }, ...graph.articles.slice(0, ROWS).map((article, id) => el("li", { class: "source" }, ...source(article),
      el("span", { class: "hint" }, say("article_claims", { count: articleClaims()[id] }))))),
  ];
}

/** The numbers of the graph, large. */
function totals() {
  const edges = graph.edges.filter(live), open = edges.filter((edge) => !edge.claims.some(factual)).length;
  const counted = [["total_entities", graph.nodes.length], ["total_relations", edges.length], ["total_figures", graph.figures.length], ["articles", graph.articles.length]];
  return el("div", {}, el("dl", { class: "totals" }, ...counted.map(([key, count]) => el("div", {}, el("dt", {}, say(key)), el("dd", {}, String(count))))),
    open ? el("p", { class: "hint open-count" }, `${say("key_open")} `, el("b", {}, String(open))) : "");
}

const startingPoints = (key, ids) => (ids.length ? [el("h3", {}, say(key)),
  el("ul", { class: `plain hubs ${key}` }, ...ids.map((id) => el("li", {}, entityButton(id), el("span", { class: "count" }, String(links.edges[id].length)))))] : []);

let claimsOf = null;

/** How many claims that no reviewer rejected come from each article. */
function articleClaims() {
  if (claimsOf) return claimsOf;
  claimsOf = graph.articles.map(() => 0);
  for (const claim of graph.edges.flatMap((edge) => edge.claims)) {
    if (!claim.rejected) for (const id of new Set(claim.passages.map((number) => graph.passages[number].article))) claimsOf[id] += 1;
  }
  return claimsOf;
}

/** Title and origin of an article. */
function source(article) {
  const title = article.title ?? decodeURIComponent(article.iri.split("/").pop());
  const origin = [article.publisher, article.author, article.published].filter(Boolean).join(" · ");
  const linked = /^https?:\/\//.test(article.url ?? "");
  return [
    linked ? el("a", { class: "title", href: article.url, rel: "noopener noreferrer", lang: "zh" }, title) : el("span", { class: "title", lang: "zh" }, title),
    origin ? el("span", { class: "hint", lang: "zh" }, origin) : "",
    article.rights ? el("span", { class: "hint", lang: "zh" }, article.rights) : "",
  ];
}

function entityPanel(id) {
  const node = graph.nodes[id];
  const figures = graph.figures.map((figure, number) => [figure, number]).filter(([figure]) => figure.node === id);
  const facts = [[say("aliases"), node.aliases?.map(chinese)], [say("issued"), node.issued && [node.issued]],
    ...(node.ids ?? []).map(([name, value]) => [term(name), [chinese(value)]]), [say("iri"), [el("code", {}, node.iri)]]];
  return [
    el("p", { class: "kind" }, symbol(node.type), term(node.type)),
    el("h2", {}, named(node)),
    node.en ? el("p", { class: "second" }, lang === "en" ? chinese(node.name) : el("bdi", { lang: "en" }, node.en)) : "",
    terms(facts),
    figures.length ? figureTable(figures) : "",
    relationTable(id),
  ];
}

/** A list of names and values; what has no value is left out. */
function terms(pairs) {
  const kept = pairs.filter(([, values]) => values && values.length);
  return el("dl", {}, ...kept.flatMap(([name, values]) => [el("dt", {}, name), el("dd", {}, ...values.flatMap((value, number) => (number ? [lang === "zh" ? "、" : ", ", value] : [value])))]));
}

function value(figure) {
  const write = (digits) => digits.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  const unit = chinese((figure.unit === "%" ? "" : " ") + (figure.unit ?? ""));
  const number = figure.upper ? `${write(figure.value)} – ${write(figure.upper)}` : (Object.hasOwn(SIGNS, figure.comparator) ? SIGNS[figure.comparator] : "") + write(figure.value);
  return el("span", { class: "value" }, number, unit);
}

const asOf = (moment) => (moment ? [el("time", { datetime: moment[0] }, moment[0]), moment[2] && moment[2] !== "Stated" ? el("span", { class: "tag" }, term(moment[2])) : ""] : ["—"]);

function figureTable(figures) {
  const heads = ["indicator", "value", "as_of", "evidence"].map((key) => el("th", { scope: "col" }, say(key)));
  return el("table", {}, el("caption", {}, say("figures")), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...figures.map(([figure, number]) => el("tr", {},
    el("th", { scope: "row" }, chinese(figure.indicator)), el("td", {}, value(figure)), el("td", {}, ...asOf(figure.asOf)),
    el("td", {}, el("button", { type: "button", class: "open", "aria-label": say("evidence_for", { what: figure.indicator }), onclick: () => jump({ figure: number }) }, say("open_figure")))))));
}

function relationTable(id) {
  const edges = links.edges[id].filter((number) => filter.rejected || live(graph.edges[number]));
  if (!edges.length) return el("p", { class: "hint" }, say("no_relations"));
  const heads = ["relation", "entity", "confidence", "evidence"].map((key) => el("th", { scope: "col" }, say(key)));
  const rank = (number) => (graph.edges[number].from === id ? 0 : 1);
  const sorted = [...edges].sort((a, b) => rank(a) - rank(b) || a - b);
  return el("table", { class: "relations" }, el("caption", {}, say("relations_count", { count: edges.length })), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...sorted.map((number) => {
    const edge = graph.edges[number], out = edge.from === id;
    return el("tr", {}, el("th", { scope: "row" }, el("span", { class: "turn" }, el("span", { class: "way", "aria-label": say(out ? "outgoing" : "incoming"), role: "img" }, out ? "→" : "←"), el("span", {}, term(edge.predicate)))),
      el("td", {}, entityButton(out ? edge.to : edge.from)), el("td", {}, standing(edge)), el("td", {}, evidenceButton(number)));
  })));
}

function relationPanel(number) {
  const edge = graph.edges[number];
  const joins = ({ from, to }) => (from === edge.from && to === edge.to) || (from === edge.to && to === edge.from);
  const beside = links.edges[edge.from].filter((id) => id !== number && shown.edges.has(id) && joins(graph.edges[id]));
  return [
    el("p", { class: "kind" }, say("evidence")),
    el("h2", { class: "triple" }, entityButton(edge.from), el("span", { class: "predicate" }, term(edge.predicate)), entityButton(edge.to)),
    ...edge.claims.map(claimCard),
    beside.length ? el("h3", {}, say("also_between")) : "",
    el("ul", { class: "plain" }, ...beside.map((id) => el("li", {}, sentence(graph.edges[id]), " ", evidenceButton(id)))),
  ];
}

function claimCard(claim) {
  const tag = (on, text, kind = "") => (on ? el("span", { class: `tag ${kind}` }, text) : "");
  return el("article", { class: claim.rejected ? "claim rejected" : "claim", "data-claim": claim.iri },
    el("p", { class: "tags" }, el("span", { class: claim.modality === "Done" ? "tag done" : "tag open" }, term(claim.modality)),
      tag(true, say(claim.explicit ? "explicit" : "implicit")), tag(claim.derived, say("derived")), tag(claim.negative, say("negated"), "warn"),
      tag(claim.rejected, say("rejected"), "warn"), tag(true, say("confident", { share: percent(claim.confidence) }))),
    ...claim.passages.map(evidence),
    terms([
      [say("voice"), claim.voice !== undefined && [entityButton(claim.voice)]], [say("role"), claim.role && [chinese(claim.role)]],
      [say("as_of"), claim.asOf && moment(claim.asOf)], [say("sense"), claim.sense && [el("code", {}, claim.sense)]],
      [say("rule"), claim.rule && [el("code", {}, claim.rule)]], [say("reviewer"), claim.reviewer && [claim.reviewer]],
    ]));
}

const moment = ([date, words, basis]) => [el("span", {}, el("time", { datetime: date }, date), words ? [" （", words, "）"].join("") : "", basis ? ` · ${term(basis)}` : "")];

function figurePanel(number) {
  const figure = graph.figures[number];
  return [
    el("p", { class: "kind" }, say("figure")),
    el("h2", {}, chinese(figure.indicator)),
    el("p", { class: "amount" }, value(figure)),
    el("p", { class: "ends" }, entityButton(figure.node)),
    el("article", { class: "claim" }, ...figure.passages.map(evidence), terms([
      [say("as_written"), figure.text && [chinese(figure.text)]], [say("base"), figure.base && [chinese(figure.base)]],
      [say("as_of"), figure.asOf && moment(figure.asOf)], [say("confidence"), [percent(figure.confidence)]]])),
  ];
}

/** A passage marked within its paragraph, its repaired words beside it, and the way to the whole article. */
function evidence(number) {
  const passage = graph.passages[number], article = graph.articles[passage.article];
  const holder = el("div", { class: "evidence" });
  if (passage.quote !== undefined || !article) {
    holder.append(el("blockquote", { lang: "zh" }, el("mark", { "data-passage": number }, passage.quote ?? "")));
    return holder;
  }
  const [start, end] = paragraph(passage);
  const quote = el("blockquote", { lang: "zh" });
  const around = (from, to) => quote.replaceChildren(
    from > 0 && to !== Infinity && slice(passage.article, from - 1, from) !== "\n" ? "…" : "", slice(passage.article, from, passage.start),
    el("mark", { "data-passage": number }, slice(passage.article, passage.start, passage.end)), slice(passage.article, passage.end, to));
  around(start, end);
  const whole = el("button", { type: "button", class: "quiet", "aria-expanded": "false", onclick: () => {
    const open = whole.getAttribute("aria-expanded") !== "true";
    whole.setAttribute("aria-expanded", String(open));
    whole.textContent = say(open ? "whole_hide" : "whole_show");
    quote.classList.toggle("whole", open);
    if (open) { quote.tabIndex = 0; quote.setAttribute("role", "region"); quote.setAttribute("aria-label", say("whole_article")); } else for (const name of ["tabindex", "role", "aria-label"]) quote.removeAttribute(name);
    around(open ? 0 : start, open ? Infinity : end);
    const mark = quote.querySelector("mark");
    if (open) quote.scrollTop = mark.offsetTop - quote.offsetTop - quote.clientHeight / 3;
  } }, say("whole_show"));
  holder.append(
    el("div", { class: passage.clean ? "texts two" : "texts" },
      el("div", {}, el("h3", { class: "small" }, say("original")), quote),
      passage.clean ? el("div", {}, el("h3", { class: "small" }, say("repaired")), el("p", { class: "clean", lang: "zh" }, passage.clean)) : ""),
    el("p", { class: "source" }, ...source(article), el("span", { class: "hint" }, say("range", { start: passage.start, end: passage.end }), " ", whole)));
  return holder;
}
