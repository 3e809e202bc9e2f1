// The article view: the text first, with the entities that it names and the sentences that state something marked.
// What is pointed at in the text lights up in the graph beside it, and the other way round.

let made = "";

/** The article that is read: the one of the address, else one that the filter or what is chosen leads to, else the first. */
function articleShown() {
  if (state.article !== null || filter.source !== null) return state.article ?? filter.source;
  const passage = [...chosenPassages()][0], named = state.node === null ? undefined : articlesNaming().get(state.node)?.[0];
  return (passage === undefined ? undefined : graph.passages[passage].article) ?? named ?? (graph.articles.length ? 0 : null);
}

const readArticle = (id) => set({ view: "article", article: short_iri(graph.articles[id].iri) });

/** Opens the article of a passage at its words. */
function readAt(passage) {
  const { article } = graph.passages[passage];
  set({ view: "article", article: short_iri(graph.articles[article].iri) });
  show($("article-text").querySelector(`[data-passage="${passage}"]`));
}

/** Opens an article at the first place where it names an entity. */
function readMention(id, article) {
  set({ view: "article", article: short_iri(graph.articles[article].iri) });
  markMentions(id);
  show($("article-text").querySelector(`a[data-node="${id}"]`));
}

function show(element) {
  element?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
}

function drawArticle() {
  const id = articleShown();
  if (id === null) return $("article-text").replaceChildren(el("p", { class: "hint" }, say("no_articles")));
  const key = [id, lang, state.raw, ...[...words()].filter(([name]) => FILTERING.includes(name)).flat()].join(BETWEEN);
  if (made !== key) {
    made = key;
    $("article-head").replaceChildren(...articleHead(id));
    $("article-text").replaceChildren(...linesOf(id).map((line) => el("p", {}, ...marked(id, line))));
  }
  markChosen();
}

function articleHead(id) {
  const { publisher, url } = graph.articles[id];
  const pick = graph.articles.length > 1 ? el("select", { id: "article-choice", "aria-label": say("article"), onchange: (event) => readArticle(Number(event.target.value)) },
    ...graph.articles.map((article, number) => el("option", { value: number, selected: number === id, lang: "zh" }, titleOf(article)))) : "";
  return [pick, el("h2", {}, ...articleLines(id).slice(0, 1)), el("p", { class: "hint" }, ...(publisher || url ? articleLines(id).slice(1, 2) : []), " · ", say("article_claims", { count: articleClaims()[id] })),
    el("p", { class: "hint" }, say("article_help")), graph.articles[id].repairs ? versions() : ""];
}

/** The choice between readable and raw words. */
const versions = () => el("div", { class: "versions", role: "group", "aria-label": say("versions") }, ...[["repaired", ""], ["original", "1"]].map(([key, raw]) =>
  button({ class: "act", "aria-pressed": String(state.raw === (raw !== "")), onclick: () => { set({ raw }); $("article-head").querySelector("[aria-pressed=true]").focus(); } }, say(key))));

/** The lines of an article that hold something, as ranges of code points. */
function linesOf(article) {
  const text = pointsOf(article), found = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && text[at] !== "\n") continue;
    if (slice(article, start, at).trim()) found.push([start, at]);
    start = at + 1;
  }
  return found;
}

const passagesIn = once(() => gather(graph.passages, (passage) => [passage.article]));

/** What was read from a passage and passes the filters: its claims and figures. */
const statementsOf = (passage) => [...(claimsBy().get(passage) ?? []).filter((number) => passes(graph.claims[number]) && sifted.edge[graph.claims[number].edge]),
  ...(figuresIn().get(passage) ?? []).filter((number) => passesFigure(graph.figures[number]))];

/** A line as text, marked entities, and sentences that end in a button with the number of their statements. */
function marked(article, [start, end]) {
  const held = (passagesIn().get(article) ?? []).filter((number) => graph.passages[number].quote === undefined && graph.passages[number].start < end && graph.passages[number].end > start && statementsOf(number).length);
  const naming = reading(article).mentions.filter((mention) => mention.start < end && mention.start + mention.length > start);
  const cuts = new Set([start, end]);
  for (const number of held) for (const at of [graph.passages[number].start, graph.passages[number].end]) if (at > start && at < end) cuts.add(at);
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).flatMap((from, at) => piece(article, from, borders[at + 1], held, naming, end));
}

/** The text between two borders: of the shortest passage that covers it, or of none. */
function piece(article, from, to, held, naming, end) {
  const size = (number) => graph.passages[number].end - graph.passages[number].start;
  const over = held.filter((number) => graph.passages[number].start <= from && graph.passages[number].end >= to).sort((a, b) => size(a) - size(b) || a - b)[0];
  const content = withMentions(article, from, to, naming);
  if (over === undefined) return content;
  const last = graph.passages[over].end === to || (to === end && graph.passages[over].end > end);
  return [el("span", { class: "said", "data-passage": over, onclick: (event) => { if (!event.target.closest("a")) go({ sentence: over }); } }, ...content),
    last ? button({ class: "statements-count", "data-passage": over, "aria-label": say("statements", { count: statementsOf(over).length }), onclick: () => jump({ sentence: over }) }, String(statementsOf(over).length)) : ""];
}

/** The text of a range, in readable words unless the reader wants the raw ones. */
const wordsAt = (article, start, end) => (state.raw ? pointsOf(article) : readablePoints(article)).slice(start, end).join("");

function withMentions(article, from, to, naming) {
  const found = [];
  let at = from;
  for (const { start, length, node } of naming) {
    if (start < at || start + length > to) continue;
    found.push(wordsAt(article, at, start), mentionLink(article, start, start + length, node));
    at = start + length;
  }
  return [...found, wordsAt(article, at, to)];
}

/** A name as a link to its entity; in a frame, where an address leads out of it, one without an address. */
function mentionLink(article, start, end, id) {
  const open = (event) => { event.preventDefault(); go({ node: id }); };
  const link = framed ? { role: "link", tabindex: 0, onkeydown: (event) => { if (event.key === "Enter") open(event); } } : { href: `#node=${encodeURIComponent(short_iri(graph.nodes[id].iri))}` };
  return el("a", { ...link, class: "mention", "data-node": id, "data-start": start, title: titleOfNode(graph.nodes[id]), onclick: open },
    el("span", { class: "together" }, symbol(graph.nodes[id].type), wordsAt(article, start, start + 1)), wordsAt(article, start + 1, end));
}

/** Marks in the text what is chosen: the sentence, and wherever the chosen entity is named. */
function markChosen() {
  for (const element of $("article-text").querySelectorAll(".said")) element.classList.toggle("chosen", chosenPassages().has(Number(element.dataset.passage)));
  markMentions(null);
  const first = $("article-text").querySelector(".said.chosen");
  if (first && outside(first)) show(first);
}

/** Whether an element lies outside what the article view shows. */
function outside(element) {
  const box = element.getBoundingClientRect(), outer = $("article-view").getBoundingClientRect();
  return box.bottom < Math.max(outer.top, 0) || box.top > Math.min(outer.bottom, innerHeight);
}

const chosenPassages = () => new Set([
  ...(state.sentence === null ? [] : [state.sentence]),
  ...(state.edge === null ? [] : graph.edges[state.edge].claims.flatMap((claim) => claim.passages)),
  ...(state.figure === null ? [] : graph.figures[state.figure].passages),
]);

/** Marks where an entity is named, the chosen one when none is pointed at. */
function markMentions(id) {
  const wanted = String(id ?? state.node ?? "");
  let first = null;
  for (const link of $("article-text").querySelectorAll("a.mention")) {
    const on = link.dataset.node === wanted;
    link.classList.toggle("lit", on);
    if (on) first ??= link;
  }
  if (id !== null && first && outside(first)) show(first);
}

/** Pointing at or stepping onto a name or a sentence lights up what it is about. */
function wireArticle() {
  const light = (event) => {
    const name = event.target.closest("a.mention"), said = event.target.closest("[data-passage]");
    if (name) pointAt(new Set([Number(name.dataset.node), ...near(Number(name.dataset.node))]));
    else pointAt(said ? namedIn(Number(said.dataset.passage)) : null);
  };
  const text = $("article-text");
  for (const kind of ["mouseover", "focusin"]) text.addEventListener(kind, light);
  for (const kind of ["mouseleave", "focusout"]) text.addEventListener(kind, () => pointAt(null));
}
