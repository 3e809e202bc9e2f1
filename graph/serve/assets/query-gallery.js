// The questions of the ontology by group, with a filter and a form for the parameters of each.

import { $, announce, button, count, el, known, lang, later, put, say } from "/static/query-base.js";
import { entities } from "/static/query-complete.js";
import { fill, literal } from "/static/query-tokens.js";

const NAMED = /name|subject|object/i; // parameters that take the name of an entity
const ORDER = ["institutions", "products", "themes", "policies", "figures", "claims", "inventory", "violations"];
const FIELDS = { integer: { type: "number", step: "1" }, decimal: { type: "number", step: "any" }, date: { type: "date" }, string: { type: "text" }, iri: { type: "text" } };

const plain = ({ parameters }) => Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));

/** The text of a query with values for its parameters; null when one does not fit its type. */
export function filled(query, values = plain(query)) {
  const terms = query.parameters.map(({ name, type }) => [name, literal(type, values[name])]);
  return terms.some(([, term]) => term === null) ? null : fill(query.sparql, Object.fromEntries(terms));
}

/** The name of the question whose text this is, null for any other query. */
export const nameOf = (text) => known.queries.find((query) => filled(query) === text)?.name ?? null;

/** Builds the gallery; `chosen` is given a text, and whether to ask it at once. */
export function begin(chosen) {
  const groups = [...new Set(known.queries.map(({ group }) => group))].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  put($("gallery"), ...groups.map((group) => section(group, chosen)));
  const narrow = later(60, () => announce(count("query_questions_one", "query_questions", sift($("gallery-filter").value))));
  $("gallery-filter").addEventListener("input", narrow);
}

function section(group, chosen) {
  const held = known.queries.filter((query) => query.group === group);
  return el("details", { class: "q-group" }, el("summary", {}, say(`query_group_${group}`), el("span", { class: "q-count" }, String(held.length))),
    el("ul", { class: "plain" }, ...held.map((query) => item(query, chosen))));
}

/** A question: choosing it fills the editor, its second button asks it at once. */
function item(query, chosen) {
  const form = query.parameters.length ? parameters(query, chosen) : null;
  const choose = button({ class: "question", "aria-expanded": form ? "false" : null, onclick: () => {
    open(choose, form);
    chosen(filled(query), false);
  } }, query.question[lang], form && el("span", { class: "takes", "aria-hidden": "true" }, " …"));
  const run = button({ class: "go", "aria-label": say("query_ask_what", { question: query.question[lang] }), title: say("query_ask"), onclick: () => (form ? send(form, query, chosen, true) : chosen(filled(query), true)) }, "▶");
  return el("li", { "data-name": query.name, "data-text": [query.name, query.question.zh, query.question.en].join("\n").toLowerCase() }, el("div", { class: "pick" }, choose, run), form);
}

function open(choose, form) {
  for (const other of document.querySelectorAll("#gallery form")) if (other !== form) other.hidden = true;
  for (const other of document.querySelectorAll("#gallery [aria-expanded]")) other.setAttribute("aria-expanded", "false");
  if (!form) return;
  form.hidden = false;
  choose.setAttribute("aria-expanded", "true");
}

function parameters(query, chosen) {
  const form = el("form", { hidden: true, class: "parameters", onsubmit: (event) => { event.preventDefault(); send(form, query, chosen, true); } },
    ...query.parameters.map((parameter) => field(query, parameter)),
    el("p", { class: "tools" }, el("button", { type: "submit", class: "act" }, say("query_ask")), button({ class: "act", onclick: () => send(form, query, chosen, false) }, say("query_put"))));
  return form;
}

function field(query, { name, type, default: value }) {
  const id = `p-${query.name}-${name}`, suggests = type === "string" && NAMED.test(name);
  const input = el("input", { ...FIELDS[type], id, name, value, list: suggests ? `${id}-list` : null, autocomplete: "off", placeholder: type === "string" ? say("query_any") : null });
  const list = suggests ? el("datalist", { id: `${id}-list` }) : null;
  if (suggests) input.addEventListener("input", later(150, () => suggest(input, list)));
  input.addEventListener("input", () => input.setCustomValidity(""));
  return el("label", { for: id }, el("span", {}, name), input, list);
}

async function suggest(input, list) {
  const found = input.value.trim() ? await entities(input.value.trim()) : [];
  put(list, ...found.filter(({ kind, zh }) => kind === "entity" && zh).map(({ zh, en }) => el("option", { value: zh }, en)));
}

/** Hands the query on with the values of its form, unless one of them does not fit. */
function send(form, query, chosen, run) {
  for (const { name, type } of query.parameters) {
    const input = form.elements[name];
    input.setCustomValidity(literal(type, input.value) === null ? say(`query_wants_${type}`) : "");
  }
  if (form.hidden || form.reportValidity()) chosen(filled(query, Object.fromEntries(query.parameters.map(({ name }) => [name, form.elements[name].value]))), run);
}

/** Leaves the questions that hold all words; how many there are. */
function sift(text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  let held = 0;
  for (const group of $("gallery").children) {
    const items = [...group.querySelectorAll("li")];
    for (const each of items) each.hidden = !wanted.every((word) => each.dataset.text.includes(word));
    const here = items.filter((each) => !each.hidden).length;
    group.hidden = !here;
    group.querySelector(".q-count").textContent = String(here);
    group.open = wanted.length > 0 && here > 0;
    held += here;
  }
  $("gallery-none").hidden = held > 0;
  return held;
}
