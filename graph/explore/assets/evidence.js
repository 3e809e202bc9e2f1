// Evidence: claims and figures with the sentences that prove them, marked in their article, and the words to cite them by.

const SIGNS = { Exactly: "", GreaterThan: "> ", AtLeast: "≥ ", LessThan: "< ", AtMost: "≤ ", Approximately: "≈ " };

const sentence = (edge) => `${nameOf(graph.nodes[edge.from])} · ${term(edge.predicate)} · ${nameOf(graph.nodes[edge.to])}`;

const entityButton = (id) => button({ class: "entity", "data-node": id, onclick: () => jump({ node: id }) }, symbol(graph.nodes[id].type), named(graph.nodes[id]), changeTag(graph.nodes[id]));

const changeTag = ({ change }) => (change ? el("span", { class: `tag ${change}` }, say(`change_${change}`)) : "");

const evidenceButton = (id) => button({ class: "open", "data-edge": id, "aria-label": say("evidence_for", { what: sentence(graph.edges[id]) }), onclick: () => jump({ edge: id }) },
  say("open_evidence", { count: new Set(graph.edges[id].claims.flatMap((claim) => claim.passages)).size }));

const figureButton = (id) => button({ class: "open", "aria-label": say("evidence_for", { what: graph.figures[id].indicator }), onclick: () => jump({ figure: id }) }, say("open_figure"));

/** How sure a relation is: its best confidence, and what is not plainly done. */
function standingTags(edge) {
  const best = edge.claims.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  const odd = [...new Set(edge.claims.map((claim) => claim.modality))].filter((modality) => modality !== "Done");
  const marks = odd.map((modality) => el("span", { class: "tag open" }, term(modality)));
  if (edge.claims.some((claim) => claim.negative)) marks.push(el("span", { class: "tag warn" }, say("negated")));
  if (!live(edge)) marks.push(el("span", { class: "tag warn" }, say("rejected")));
  return el("span", { class: "standing" }, percent(best.confidence), ...marks, changeTag(edge));
}

/** A list of names and values; what has no value is left out. */
function terms(pairs) {
  const kept = pairs.filter(([, values]) => values && values.length);
  return el("dl", {}, ...kept.flatMap(([name, values]) => [el("dt", {}, name), el("dd", {}, ...values.flatMap((value, number) => (number ? [lang === "zh" ? "、" : ", ", value] : [value])))]));
}

const LARGE = { zh: [[1e12, "trillion"], [1e8, "hundred_million"], [1e4, "ten_thousand"]], en: [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]] };

/** A number as people write it: in units of their language, where that loses no digit. */
function numeral(digits) {
  const [size, word] = LARGE[lang].find(([least]) => Math.abs(Number(digits)) >= least) ?? [1, ""], short = Number(digits) / size;
  const exact = size > 1 && Number.isInteger(Math.round(short * 1e6) / 1e2) && Math.abs(Number(digits)) < 2 ** 53;
  const grouped = (text) => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  return exact ? say(word, { number: grouped(String(Math.round(short * 1e4) / 1e4)) }) : grouped(digits);
}

/** The number of a figure with its sign, as text. */
function amount(figure) {
  const sign = Object.hasOwn(SIGNS, figure.comparator) ? SIGNS[figure.comparator] : "";
  return figure.upper ? `${numeral(figure.value)} – ${numeral(figure.upper)}` : sign + numeral(figure.value);
}

const value = (figure) => el("span", { class: "value", title: figure.value }, amount(figure), chinese(unitOf(figure)));

/** The unit as it follows the number: apart from it, but for per cent and behind Chinese words. */
const unitOf = (figure) => (figure.unit === "%" || (lang === "zh" && /\D$/.test(amount(figure))) ? "" : " ") + (figure.unit ?? "");

const asOf = (moment) => (moment ? [el("time", { datetime: moment[0] }, moment[0]), moment[2] && moment[2] !== "Stated" ? el("span", { class: "tag" }, term(moment[2])) : ""] : ["—"]);

const moment = ([date, words, basis]) => [el("span", {}, el("time", { datetime: date }, date), words ? [" （", words, "）"].join("") : "", basis ? ` · ${term(basis)}` : "")];

function claimCard(claim) {
  const tag = (on, text, kind = "") => (on ? el("span", { class: `tag ${kind}` }, text) : "");
  return el("article", { class: claim.rejected ? "claim rejected" : "claim", "data-claim": claim.iri },
    el("p", { class: "tags" }, el("span", { class: claim.modality === "Done" ? "tag done" : "tag open" }, term(claim.modality)),
      tag(true, say(claim.explicit ? "explicit" : "implicit")), tag(claim.derived, say("derived")), tag(claim.negative, say("negated"), "warn"),
      tag(claim.rejected, say("rejected"), "warn"), tag(true, say("confident", { share: percent(claim.confidence) }))),
    ...evidence(claim.passages),
    terms([
      [say("voice"), claim.voice !== undefined && [entityButton(claim.voice)]], [say("role"), claim.role && [chinese(claim.role)]],
      [say("as_of"), claim.asOf && moment(claim.asOf)], [say("sense"), claim.sense && [el("code", {}, claim.sense)]],
      [say("rule"), claim.rule && [el("code", {}, claim.rule)]], [say("reviewer"), claim.reviewer && [claim.reviewer]],
    ]),
    citeButton(() => claimCitation(claim)));
}

/** The origin of an article in one line. */
const origin = (article) => [article.publisher, article.author, article.published].filter(Boolean).join(" · ");

/** Title and origin of an article, and the way into its text. */
function articleLines(id) {
  const article = graph.articles[id], linked = /^https?:\/\//.test(article.url ?? "");
  return [
    linked ? el("a", { class: "title", href: article.url, target: "_blank", rel: "noopener noreferrer", lang: "zh" }, titleOf(article)) : el("span", { class: "title", lang: "zh" }, titleOf(article)),
    origin(article) ? el("span", { class: "hint", lang: "zh" }, origin(article)) : "",
    article.rights ? el("span", { class: "hint", lang: "zh" }, article.rights) : "",
  ];
}

/** The paragraph around a passage as offsets [start, end], at most `reach` code points to either side. */
function paragraph(passage, reach = 240) {
  const text = pointsOf(passage.article);
  let { start, end } = passage;
  while (start > 0 && text[start - 1] !== "\n" && passage.start - start < reach) start -= 1;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r" && end - passage.end < reach) end += 1;
  return [start, end];
}

/** The words of a passage as the raw file has them. */
const quoteOf = (passage) => passage.quote ?? (passage.article === undefined ? "" : slice(passage.article, passage.start, passage.end));

/** Passages marked within their paragraphs, those of one paragraph together, with their repaired words and their source. */
function evidence(numbers) {
  const groups = [];
  for (const number of numbers) {
    const passage = graph.passages[number], last = groups.at(-1);
    if (passage.quote !== undefined || passage.article === undefined) { groups.push({ numbers: [number], loose: true }); continue; }
    const [start, end] = paragraph(passage);
    if (last && !last.loose && last.article === passage.article && start <= last.end && passage.start >= last.marked) Object.assign(last, { numbers: [...last.numbers, number], end: Math.max(end, last.end), marked: passage.end });
    else groups.push({ numbers: [number], article: passage.article, start, end, marked: passage.end });
  }
  return groups.map(evidenceOf);
}

const markOf = (number) => el("mark", { "data-passage": number }, quoteOf(graph.passages[number]));

function evidenceOf({ numbers, loose, article, start, end }) {
  if (loose) return el("div", { class: "evidence" }, el("blockquote", { lang: "zh" }, ...numbers.map(markOf)), repaired(numbers));
  const parts = [start > 0 && slice(article, start - 1, start) !== "\n" ? "…" : ""];
  let at = start;
  for (const number of numbers) {
    parts.push(slice(article, at, graph.passages[number].start), markOf(number));
    at = graph.passages[number].end;
  }
  const mended = repaired(numbers), first = graph.passages[numbers[0]], last = graph.passages[numbers.at(-1)];
  return el("div", { class: "evidence" },
    el("div", { class: mended ? "texts two" : "texts" }, el("div", {}, el("h3", { class: "small" }, say("original")), el("blockquote", { lang: "zh" }, ...parts, slice(article, at, end))), mended),
    el("p", { class: "source" }, ...articleLines(article),
      el("span", { class: "hint" }, say("range", { start: first.start, end: last.end }), " ", button({ class: "quiet read", onclick: () => readAt(numbers[0]) }, say("in_article")))));
}

/** The repaired words of passages, where they differ from the raw ones. */
function repaired(numbers) {
  const clean = numbers.map((number) => graph.passages[number].clean ?? (numbers.length > 1 ? quoteOf(graph.passages[number]) : ""));
  return numbers.some((number) => graph.passages[number].clean) ? el("div", {}, el("h3", { class: "small" }, say("repaired")), ...clean.map((text) => el("p", { class: "clean", lang: "zh" }, text))) : "";
}

// Citations

/** The sentence of a passage in readable words. */
const readable = (number) => (graph.passages[number].clean ?? quoteOf(graph.passages[number])).replace(/\s+/g, " ").trim();

/** A statement with its source, date and sentence, to be pasted into a memo. */
function citation(statement, held) {
  return [statement, ...held.passages.map((number) => {
    const { article, start, end } = graph.passages[number], from = article === undefined ? null : graph.articles[article];
    const words = from ? [from.publisher, from.author, titleOf(from), from.published, from.url].filter(Boolean).join(lang === "zh" ? "，" : ", ") : "";
    return say("citation", { words, quote: readable(number), start, end });
  })].join("\n");
}

const claimCitation = (claim) => citation(sentence(graph.edges[claim.edge]) + (claim.modality === "Done" ? "" : ` (${term(claim.modality)})`), claim);

function figureCitation(figure) {
  const date = figure.asOf ? ` (${say("as_of")} ${figure.asOf[0]})` : "";
  return citation(`${nameOf(graph.nodes[figure.node])} · ${figure.indicator}: ${amount(figure)}${unitOf(figure)}${date}`, figure);
}

const citeButton = (text) => el("p", { class: "cite" }, button({ class: "quiet", onclick: () => copy(text(), "cite") }, say("cite")));
