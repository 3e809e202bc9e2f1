// An answer as a bar chart: one column names the bars, another measures them; the same in a table for who cannot see it.

import { choice, drawn, el, lang, number, put, say } from "/static/query-base.js";
import { isNumber, shown } from "/static/query-terms.js";
import { numeric } from "/static/query-table.js";

const BARS = 40;
const ROW = 26;
const NAMES = 0.34; // of the width is for the names
const COUNT = "-1"; // the measure that counts rows

/** The columns that a chart begins with: the first text and the first number, else how many rows there are. */
export function fresh(answer) {
  const right = numeric(answer), measure = right.indexOf(true);
  return { label: Math.max(0, right.indexOf(false)), measure, order: "answer" };
}

/** The sum of a measure for every name of a column; without a measure the number of rows. */
export function sums({ rows }, { label, measure, order }) {
  const held = new Map();
  for (const row of rows) {
    const name = shown(row[label]) || say("query_unbound");
    held.set(name, (held.get(name) ?? 0) + (measure < 0 ? 1 : isNumber(row[measure]) ? Number(row[measure].value) : 0));
  }
  const bars = [...held].map(([name, value]) => ({ name, value: Number(value.toPrecision(12)) }));
  return order === "value" ? bars.sort((a, b) => b.value - a.value) : bars;
}

/** Draws the chart with its choices. */
export function chart(host, answer, state) {
  const right = numeric(answer), again = (change) => {
    Object.assign(state, change);
    chart(host, answer, state);
    host.querySelector(`[data-choice="${Object.keys(change)[0]}"] select`)?.focus();
  };
  const names = answer.variables.map((name, at) => [String(at), name]);
  const measures = [...names.filter((_, at) => right[at]), [COUNT, say("query_count_rows")]];
  const bars = sums(answer, state), shownBars = bars.slice(0, BARS);
  const pick = (key, label, options) => {
    const made = choice(label, options, String(state[key]), (value) => again({ [key]: key === "order" ? value : Number(value) }));
    made.dataset.choice = key;
    return made;
  };
  const title = say("query_chart_of", { label: answer.variables[state.label] ?? "", measure: state.measure < 0 ? say("query_count_rows") : answer.variables[state.measure] });
  put(host,
    el("p", { class: "tools" }, pick("label", say("query_label_column"), names), pick("measure", say("query_number_column"), measures),
      pick("order", say("query_order"), [["answer", say("query_order_answer")], ["value", say("query_order_value")]])),
    bars.length > BARS && el("p", { class: "q-hint" }, say("query_first_bars", { shown: BARS, all: bars.length })),
    el("figure", {}, bars.length ? drawing(shownBars, title, Math.max(300, host.clientWidth)) : ""), alternative(bars, title));
}

function drawing(bars, title, width) {
  const low = Math.min(0, ...bars.map(({ value }) => value)), high = Math.max(0, ...bars.map(({ value }) => value)), span = high - low || 1;
  const names = Math.min(320, width * NAMES), room = width - names - 76;
  const x = (value) => names + ((value - low) / span) * room;
  const rows = bars.map((bar, at) => drawn("g", {}, drawn("title", {}, `${bar.name}: ${number(bar.value)}`),
    drawn("text", { x: names - 8, y: at * ROW + 17, class: "bar-name" }, short(bar.name, names - 8)),
    drawn("rect", { x: Math.min(x(0), x(bar.value)), y: at * ROW + 4, width: Math.max(1, Math.abs(x(bar.value) - x(0))), height: ROW - 8, rx: 2, class: "bar" }),
    drawn("text", { x: Math.max(x(0), x(bar.value)) + 6, y: at * ROW + 17, class: "bar-value" }, number(bar.value))));
  const height = bars.length * ROW + 4;
  return drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title, class: "chart" },
    drawn("path", { d: `M${x(0)} 0V${height}`, class: "axis" }), ...rows);
}

/** A name that fits a width; Chinese signs are twice as wide. */
function short(name, width) {
  let room = width / 6.9, kept = "";
  for (const sign of name) {
    room -= /[\u1100-\uffe6]/.test(sign) ? 1.9 : 1;
    if (room < 1) return `${kept}…`;
    kept += sign;
  }
  return kept;
}

const alternative = (bars, title) => el("details", {}, el("summary", {}, say("query_as_table")),
  el("div", { class: "q-wide", tabindex: "0", role: "region", "aria-label": title }, el("table", { class: "answer" }, el("caption", { class: "unseen" }, title),
    el("tbody", {}, ...bars.slice(0, 1000).map(({ name, value }) => el("tr", {}, el("th", { scope: "row" }, el("bdi", { lang: /[\u3400-\u9fff]/.test(name) ? "zh" : lang }, name)), el("td", { class: "q-number" }, number(value))))))));
