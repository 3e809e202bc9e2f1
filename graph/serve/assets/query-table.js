// An answer as a table: sorted by any column, filtered by words, a thousand rows at a time.

import { announce, button, count, el, lang, later, number, put, say } from "/static/query-base.js";
import { drawn, isNumber, key, shown } from "/static/query-terms.js";

const STEP = 1000;
const LONG = 60, SHORT = 8; // characters of a cell that wants a wide column, and that wants none
const collator = new Intl.Collator(lang, { numeric: true });

/** How a table is looked at; `only` keeps the rows with some values, a list of [column, key of a term, words]. */
export const fresh = () => ({ column: -1, down: false, filter: "", only: [], labelled: true, rows: STEP });

/** The rows that pass the filters in the order that was asked for, each with its number. */
export function arranged({ rows }, { column, down, filter, only, labelled }) {
  const wanted = filter.trim().toLowerCase();
  const held = rows.map((row, at) => ({ row, at })).filter(({ row }) => only.every(([index, value]) => key(row[index]) === value)
    && (!wanted || row.some((term) => term && (shown(term, labelled).toLowerCase().includes(wanted) || term.value?.toString().toLowerCase().includes(wanted)))));
  if (column < 0) return held;
  return held.sort((a, b) => order(a.row[column], b.row[column], down, labelled) || a.at - b.at);
}

/** The order of two terms; what is unbound comes last in either direction. */
function order(a, b, down, labelled) {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  const way = down ? -1 : 1;
  if (isNumber(a) && isNumber(b)) return way * (Number(a.value) - Number(b.value));
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -way : way;
  return way * collator.compare(shown(a, labelled), shown(b, labelled));
}

/** The columns that hold nothing but numbers. */
export const numeric = ({ variables, rows }) => variables.map((_, at) => rows.some((row) => row[at]) && rows.every((row) => !row[at] || isNumber(row[at])));

/** Draws the table into its place and keeps it up to date; `state` is changed by what the reader does. */
export function table(host, answer, state) {
  const head = el("tr"), body = el("tbody"), foot = el("p", { class: "foot" }), chips = el("p", { class: "chips" });
  const right = numeric(answer);
  const again = () => {
    const held = arranged(answer, state);
    put(head, el("th", { scope: "col", class: "q-row" }, "#"), ...answer.variables.map((name, at) => heading(name, at, state, right[at], () => {
      again();
      head.children[at + 1].firstChild.focus();
    })));
    put(body, ...held.slice(0, state.rows).map((each) => line(each, right, state.labelled)));
    put(foot, ...below(held, state, again, answer.rows.length));
    put(chips, ...state.only.map((each) => chip(each, answer.variables, state, again)));
    return held.length;
  };
  const box = el("input", { type: "search", value: state.filter, "aria-label": say("query_filter_rows"), placeholder: say("query_filter_rows"), oninput: later(80, () => {
    Object.assign(state, { filter: box.value, rows: STEP });
    announce(count("query_rows_one", "query_rows", again()));
  }) });
  put(host, el("p", { class: "tools" }, box, labels(state, again)), chips,
    el("div", { class: "q-wide", tabindex: "0", role: "region", "aria-label": say("query_view_table") }, el("table", { class: "answer" }, el("thead", {}, head), body)), foot);
  again();
}

/** The switch between labels and prefixed names. */
function labels(state, again) {
  const box = el("input", { type: "checkbox", checked: state.labelled, onchange: () => { state.labelled = box.checked; again(); } });
  return el("label", { class: "check" }, box, say("query_labels"));
}

function heading(name, at, state, right, sorted) {
  const on = state.column === at;
  const sort = () => {
    Object.assign(state, on && state.down ? { column: -1, down: false } : { column: at, down: on });
    sorted();
  };
  return el("th", { scope: "col", class: right ? "q-number" : null, "aria-sort": on ? (state.down ? "descending" : "ascending") : null },
    button({ class: "sort", onclick: sort }, el("bdi", {}, name), el("span", { class: "arrow", "aria-hidden": "true" }, on ? (state.down ? " ↓" : " ↑") : "")));
}

const line = ({ row, at }, right, labelled) => el("tr", {}, el("th", { scope: "row", class: "q-row" }, number(at + 1)),
  ...row.map((term, column) => el("td", { class: right[column] ? "q-number" : breadth(term) }, drawn(term, labelled))));

/** How wide a cell wants to be. */
const breadth = (term) => (term?.value.length > LONG ? "prose" : term?.value.length > SHORT ? "words" : null);

function below(held, state, again, all) {
  const less = Math.min(state.rows, held.length);
  const more = () => { state.rows += STEP; again(); };
  return [el("span", {}, less < all ? say("query_shown", { shown: less, all }) : ""), held.length > less && button({ class: "act", onclick: more }, say("query_more", { count: Math.min(STEP, held.length - less) }))];
}

function chip(each, variables, state, again) {
  const words = `${variables[each[0]]} = ${each[2]}`;
  return button({ class: "chip", "aria-label": say("query_drop_filter", { what: words }), onclick: () => {
    state.only = state.only.filter((other) => other !== each);
    again();
  } }, words, el("span", { "aria-hidden": "true" }, " ×"));
}
