// An answer as a map of one column onto another, such as institutions onto themes: how often each pair stands together.

import { button, choice, el, number, put, say } from "/static/query-base.js";
import { isEntity, isNumber, key, shown } from "/static/query-terms.js";
import { numeric } from "/static/query-table.js";

const ROWS = 80, COLUMNS = 40;
const LONG = 40; // characters of a text that is a sentence rather than a name
const SHADES = 5;

/** The two columns that a map begins with: an institution and a theme, else entities, else names; and its measure. */
export function fresh(answer) {
  const right = numeric(answer), fit = answer.variables.map((name, at) => ({ at, name, weight: right[at] ? -1 : weight(answer, name, at) }));
  const best = fit.filter((each) => each.weight > 0).sort((a, b) => b.weight - a.weight || a.at - b.at).slice(0, 2).sort((a, b) => a.at - b.at);
  const [rows, columns] = best.length === 2 ? best.map(({ at }) => at) : [0, Math.min(1, answer.variables.length - 1)];
  return { rows, columns, measure: right.indexOf(true) };
}

function weight({ rows }, name, at) {
  const terms = rows.slice(0, 200).map((row) => row[at]).filter(Boolean);
  const length = terms.reduce((sum, term) => sum + shown(term).length, 0) / (terms.length || 1);
  const named = /institution|theme|机构|主题/i.test(name) ? 4 : 0;
  return length > LONG || !terms.length ? 0 : named + (terms.every(isEntity) ? 2 : 1);
}

/** Whether an answer can be a map at all. */
export const mappable = (answer) => answer.kind === "rows" && answer.rows.length > 0 && answer.variables.length > 1;

/** The sum of a measure for every pair, and the names of rows and columns in the order of the answer. */
export function pairs({ rows }, { rows: down, columns: across, measure }) {
  const left = new Map(), top = new Map(), cells = new Map();
  for (const row of rows) {
    if (!row[down] || !row[across]) continue;
    const [a, b] = [key(row[down]), key(row[across])], cell = `${a}\n${b}`;
    left.set(a, shown(row[down]));
    top.set(b, shown(row[across]));
    cells.set(cell, (cells.get(cell) ?? 0) + (measure < 0 ? 1 : isNumber(row[measure]) ? Number(row[measure].value) : 0));
  }
  return { left: [...left], top: [...top], value: (a, b) => cells.get(`${a}\n${b}`) ?? 0, most: Math.max(0, ...cells.values()) };
}

/** Draws the map with its choices; `chosen` is told which pair the reader wants to see the rows of. */
export function map(host, answer, state, chosen) {
  const names = answer.variables.map((name, at) => [String(at), name]), right = numeric(answer);
  const pick = (which, label, options) => {
    const made = choice(label, options, String(state[which]), (value) => {
      state[which] = Number(value);
      map(host, answer, state, chosen);
      host.querySelector(`[data-choice="${which}"] select`).focus();
    });
    made.dataset.choice = which;
    return made;
  };
  const held = pairs(answer, state), filled = held.left.reduce((sum, [a]) => sum + held.top.filter(([b]) => held.value(a, b) > 0).length, 0);
  put(host,
    el("p", { class: "tools" }, pick("rows", say("query_map_rows"), names), pick("columns", say("query_map_columns"), names),
      pick("measure", say("query_number_column"), [...names.filter((_, at) => right[at]), ["-1", say("query_count_rows")]])),
    el("p", { class: "q-hint" }, say("query_map_says", { rows: held.left.length, columns: held.top.length, filled, empty: held.left.length * held.top.length - filled }),
      held.left.length > ROWS || held.top.length > COLUMNS ? ` ${say("query_map_cut", { rows: ROWS, columns: COLUMNS })}` : ""),
    el("div", { class: "q-wide", tabindex: "0", role: "region", "aria-label": say("query_view_map") }, grid(held, answer.variables, state, chosen)));
}

function grid({ left, top, value, most }, variables, state, chosen) {
  const across = top.slice(0, COLUMNS);
  const cell = ([a, first], [b, second]) => {
    const amount = value(a, b), shade = amount > 0 ? Math.max(1, Math.ceil((amount / most) * SHADES)) : 0;
    const see = () => chosen([[state.rows, a, first], [state.columns, b, second]]);
    return el("td", { class: `cell shade-${shade}` }, amount ? button({ "aria-label": say("query_cell", { row: first, column: second, value: amount }), title: `${first} × ${second}`, onclick: see }, number(amount)) : el("span", { class: "unseen" }, "0"));
  };
  return el("table", { class: "map" }, el("caption", { class: "unseen" }, `${variables[state.rows]} × ${variables[state.columns]}`),
    el("thead", {}, el("tr", {}, el("td"), ...across.map(([, words]) => el("th", { scope: "col", title: words }, el("bdi", {}, words))))),
    el("tbody", {}, ...left.slice(0, ROWS).map((row) => el("tr", {}, el("th", { scope: "row" }, el("bdi", {}, row[1])), ...across.map((column) => cell(row, column))))));
}
