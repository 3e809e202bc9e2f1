// The answer: what it measured, its views as tabs, and what can be taken away from it.

import { $, address, announce, button, el, number, outcome, put, say } from "/static/query-base.js";
import { MEDIA, asked, fetched, formats } from "/static/query-run.js";
import { isEntity, learn } from "/static/query-terms.js";
import * as bars from "/static/query-chart.js";
import * as incidence from "/static/query-map.js";
import * as rows from "/static/query-table.js";

const READ = 200_000; // characters of raw text that are shown
const LONGEST = 6000; // characters of an address that servers bear
const LABELLED = 1000; // rows whose labels are asked for

let answer = null, states = {}, view = "", changed = () => {}, named = () => null;

/** Begins the answers: what is called when the view changes, and what knows the name of a query. */
export const begin = (onView, nameOf) => { changed = onView; named = nameOf; };

export const current = () => view;

/** Shows an answer, in the wanted view if it has it. */
export function present(found, wanted) {
  answer = found;
  states = { table: rows.fresh(), chart: null, map: null, turtle: null };
  view = views().includes(wanted) ? wanted : views()[0];
  put($("answer"), summary(), tabs(), el("div", { id: "view", role: "tabpanel", "aria-labelledby": `tab-${view}` }));
  draw();
  announce(`${outcome(answer)} ${measured()}`);
  learnLabels(found);
}

/** Forgets the answer, as when the next one failed. */
export function dismiss() {
  answer = null;
  $("answer").replaceChildren();
}

async function learnLabels(found) {
  const news = await learn(found.rows.slice(0, LABELLED).flat(), asked);
  if (news && answer === found && !$("view").contains(document.activeElement)) draw();
}

const measured = () => say("query_measured", { milliseconds: Math.round(answer.milliseconds), size: size(answer.bytes) });

const size = (bytes) => (bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${number(Math.round(bytes / 100) / 10)} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`);

function summary() {
  return el("div", { class: "summary" }, el("p", { class: "told" }, el("strong", {}, outcome(answer)), el("span", { class: "q-hint" }, measured())),
    el("div", { class: "tools" }, graphLink(), downloads()));
}

/** The views that the answer has, the best first. */
function views() {
  if (answer.kind === "truth") return ["text"];
  if (answer.kind === "graph") return ["text", "table"];
  return ["table", ...(answer.rows.length ? ["chart"] : []), ...(incidence.mappable(answer) ? ["map"] : []), "text"];
}

function tabs() {
  const tab = (name) => button({ role: "tab", id: `tab-${name}`, "aria-selected": String(name === view), "aria-controls": "view", tabindex: name === view ? "0" : "-1", onclick: () => turn(name) }, say(`query_view_${name}`));
  return el("div", { role: "tablist", "aria-label": say("query_views"), onkeydown: walk }, ...views().map(tab));
}

function walk(event) {
  const all = views(), at = all.indexOf(view);
  const next = { ArrowRight: all[(at + 1) % all.length], ArrowLeft: all[(at - 1 + all.length) % all.length], Home: all[0], End: all.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  turn(next);
  $(`tab-${next}`).focus();
}

/** Turns to another view. */
export function turn(name) {
  view = name;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.setAttribute("aria-selected", String(tab.id === `tab-${name}`));
    tab.tabIndex = tab.id === `tab-${name}` ? 0 : -1;
  }
  $("view").setAttribute("aria-labelledby", `tab-${name}`);
  draw();
  changed();
}

function draw() {
  const host = $("view");
  if (view === "table") return answer.rows.length ? rows.table(host, answer, states.table) : put(host, el("p", { class: "nothing" }, say("query_nothing")));
  if (view === "chart") return bars.chart(host, answer, states.chart ??= bars.fresh(answer));
  if (view === "map") return incidence.map(host, answer, states.map ??= incidence.fresh(answer), see);
  if (answer.kind === "truth") return put(host, el("p", { class: "truth" }, outcome(answer)), raw(pretty(answer.text)));
  return answer.kind === "graph" ? turtle(host) : put(host, ...text(pretty(answer.text)));
}

/** Draws a chart anew when its width changes. */
export const resized = () => { if (answer && view === "chart" && !$("view").contains(document.activeElement)) draw(); };

/** Shows the rows of a pair of the map. */
function see(only) {
  states.table = { ...rows.fresh(), only };
  turn("table");
  $("tab-table").focus();
}

/** Shows a graph as Turtle, for which the server is asked once more. */
async function turtle(host) {
  const own = answer;
  if (!states.turtle) put(host, el("p", { class: "q-hint" }, say("query_fetching")));
  try {
    states.turtle ??= trimmed(await (await fetched(own.query, "ttl")).text());
  } catch {
    states.turtle = own.text;
  }
  if (answer === own && view === "text") put(host, ...text(states.turtle));
}

/** Turtle without the prefixes that nothing in it could use. */
const trimmed = (whole) => {
  const body = whole.replace(/^@prefix .*\n/gm, "");
  return whole.replace(/^@prefix (\S*:) .*\n/gm, (line, prefix) => (body.includes(prefix) ? line : ""));
};

const pretty = (text) => JSON.stringify(JSON.parse(text), null, 2);

const text = (whole) => [
  el("p", { class: "tools" }, button({ class: "act", onclick: (event) => copy(whole, event.currentTarget) }, say("query_copy")), whole.length > READ && el("span", { class: "q-hint" }, say("query_cut", { shown: READ }))),
  raw(whole.slice(0, READ)),
];

const raw = (whole) => el("pre", { class: "q-raw", tabindex: "0", "aria-label": say("query_view_text") }, whole);

/** Copies text, and says so on the button; whether it could. */
export async function copy(whole, pressed) {
  try {
    await navigator.clipboard.writeText(whole);
  } catch {
    return false;
  }
  const words = pressed.textContent;
  pressed.textContent = say("query_copied");
  announce(say("query_copied"));
  setTimeout(() => { pressed.textContent = words; }, 1500);
  return true;
}

/** Whether the answer tells of entities, by their IRIs or by the names that the query asked for. */
function hasEntities() {
  if (answer.kind === "truth" || !answer.rows.length) return false;
  return answer.kind === "graph" || answer.query.includes("skos:prefLabel") || answer.rows.some((row) => row.some(isEntity));
}

/** A link to the answer as an interactive graph, where it has entities. */
function graphLink() {
  if (!hasEntities()) return null;
  const link = address("/explore", { query: named(answer.query) ?? answer.query });
  return link.length > LONGEST ? null : el("a", { class: "act", id: "as-graph", href: link, target: "_blank", rel: "noopener" }, say("query_view_graph"), el("span", { "aria-hidden": "true" }, " ↗"));
}

function downloads() {
  const held = answer, menu = el("details", { class: "menu" }, el("summary", { class: "act" }, say("query_download")),
    el("div", { class: "items" }, ...formats(held.kind).map((format) => button({ "data-format": format, onclick: () => { menu.open = false; save(held.query, format); } }, say(`query_format_${format}`)))));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstChild.focus();
  });
  return menu;
}

/** Saves the answer to a query in a format, for which the server is asked once more. */
async function save(query, format) {
  try {
    const body = await (await fetched(query, format)).blob();
    const link = el("a", { href: URL.createObjectURL(new Blob([body], { type: MEDIA[format] })), download: `wupian-${named(query) ?? "query"}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    announce(say("query_saved", { name: link.download }));
  } catch (error) {
    put($("problem"), el("div", { class: "problem" }, el("p", { class: "title" }, error.problem ? error.message : say("query_offline"))));
  }
}
