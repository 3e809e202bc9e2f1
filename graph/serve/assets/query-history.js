// The queries asked last, kept in this browser only; a browser that keeps nothing does no harm.

import { $, button, el, lang, outcome, put, say } from "/static/query-base.js";

const PLACE = "wupian.query.history";
const MOST = 50;
const LONG = 20_000; // characters of a query that is kept

/** The queries asked last, the newest first. */
export function read() {
  try {
    const held = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(held) ? held.filter((each) => typeof each?.query === "string" && Number.isFinite(each.time)).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function keep(held) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(held));
  } catch {
    $("history-note").hidden = false;
  }
}

/** Remembers a query that was answered. */
export function remember(answer, chosen) {
  const { query } = answer;
  if (query.length > LONG) return;
  keep([{ query, time: Date.now(), told: outcome(answer) }, ...read().filter((each) => each.query !== query)].slice(0, MOST));
  draw(chosen);
}

/** Lists the history; `chosen` is given the text of a query. */
export function draw(chosen) {
  const held = read();
  $("history-count").textContent = String(held.length);
  put($("history-list"), ...held.map((each) => row(each, chosen)));
  $("history-none").hidden = held.length > 0;
  $("history-clear").hidden = !held.length;
  $("history-clear").onclick = () => {
    keep([]);
    draw(chosen);
    $("history").querySelector("summary").focus();
  };
}

function row({ query, time, told }, chosen) {
  const words = title(query), when = new Date(time).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" });
  const drop = () => {
    keep(read().filter((each) => each.query !== query));
    draw(chosen);
    ($("history-list").querySelector("button") ?? $("history").querySelector("summary")).focus();
  };
  return el("li", {}, el("div", { class: "pick" }, button({ class: "question", onclick: () => chosen(query, false) }, el("bdi", {}, words), el("span", { class: "q-hint" }, `${when} · ${String(told ?? "")}`)),
    button({ class: "go", "aria-label": say("query_forget_what", { what: words }), title: say("query_forget"), onclick: drop }, "×")));
}

/** The first comment of a query, else its beginning without prefixes. */
function title(query) {
  const note = /^\s*#\s*(.+)/.exec(query)?.[1];
  const words = note ?? query.replace(/\bPREFIX\s+\S*\s*<[^>]*>/gi, "").replace(/\s+/g, " ").trim();
  return words.length > 90 ? `${words.slice(0, 89)}…` : words;
}
