// Asks the server: an answer that can be cancelled, its progress, and errors with their place in the query.

import { $, announce, button, el, number, put, say } from "/static/query-base.js";
import { clear, mark, toFault } from "/static/query-editor.js";
import { form } from "/static/query-tokens.js";
import { triples } from "/static/query-terms.js";

const PATIENCE = 300; // milliseconds before progress is shown
const TICK = 200;
const PROBLEM = "application/problem+json";

export const MEDIA = {
  json: "application/sparql-results+json", csv: "text/csv", tsv: "text/tab-separated-values", xml: "application/sparql-results+xml",
  ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json", rdf: "application/rdf+xml",
};
const GRAPHS = new Set(["CONSTRUCT", "DESCRIBE"]);

let running = null;

/** An error of the server: what it said of the query, if it said it as we asked. */
class Refusal extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** The formats that the answer to a query can be had in. */
export const formats = (kind) => (kind === "graph" ? ["ttl", "nt", "jsonld", "rdf"] : kind === "truth" ? ["json", "xml"] : ["csv", "tsv", "json", "xml"]);

/** The server's answer to a query in a format; anything but success is thrown as a Refusal. */
export async function fetched(query, format, signal) {
  const answer = await fetch("/sparql", {
    method: "POST", body: new URLSearchParams({ query }), headers: { Accept: `${MEDIA[format]}, ${PROBLEM};q=0.5` }, signal,
  });
  if (!answer.ok) throw new Refusal(await problem(answer));
  return answer;
}

/** The answer to a query as a value of JSON. */
export const asked = async (query) => (await fetched(query, "json")).json();

async function problem(answer) {
  const text = await answer.text(), bare = { status: answer.status, title: text.trim().slice(0, 2000) || say("query_failed", { status: answer.status }) };
  try {
    const found = JSON.parse(text);
    return typeof found?.title === "string" ? { ...found, status: answer.status } : bare;
  } catch {
    return bare;
  }
}

/** Asks a query and hands its answer on; null when it was cancelled or refused. */
export async function run(query) {
  cancel();
  const own = new AbortController(), began = performance.now();
  running = own;
  clear();
  $("problem").replaceChildren();
  $("results").setAttribute("aria-busy", "true");
  const stop = progress(began);
  try {
    return await answered(query, own.signal, began);
  } catch (error) {
    if (running === own) fail(error);
    return null;
  } finally {
    stop();
    if (running === own) {
      running = null;
      $("results").removeAttribute("aria-busy");
    }
  }
}

/** Gives up on the query that runs. */
export function cancel() {
  running?.abort();
}

async function answered(query, signal, began) {
  const answer = await fetched(query, GRAPHS.has(form(query)) ? "nt" : "json", signal);
  const text = await answer.text();
  const shared = { query, text, bytes: new TextEncoder().encode(text).length, milliseconds: performance.now() - began };
  if ((answer.headers.get("Content-Type") ?? "").startsWith(MEDIA.nt)) return { ...shared, kind: "graph", variables: ["subject", "predicate", "object"], rows: triples(text) };
  const { head, boolean, results } = JSON.parse(text);
  if (boolean !== undefined) return { ...shared, kind: "truth", truth: boolean, variables: [], rows: [] };
  return { ...shared, kind: "rows", variables: head.vars, rows: results.bindings.map((row) => head.vars.map((variable) => (Object.hasOwn(row, variable) ? row[variable] : null))) };
}

/** Shows after a while how long a query has been running; gives what ends that. */
function progress(began) {
  const show = () => {
    const first = $("progress").hidden;
    $("progress").hidden = false;
    $("elapsed").textContent = say("query_running", { seconds: number((performance.now() - began) / 1000 < 10 ? Math.round((performance.now() - began) / 100) / 10 : Math.round((performance.now() - began) / 1000)) });
    if (first) announce(say("query_busy"));
  };
  let ticking;
  const waiting = setTimeout(() => { show(); ticking = setInterval(show, TICK); }, PATIENCE);
  return () => {
    clearTimeout(waiting);
    clearInterval(ticking);
    $("progress").hidden = true;
  };
}

function fail(error) {
  if (error.name === "AbortError") return tell({ title: say("query_cancelled") }, "calm");
  if (!(error instanceof Refusal)) return tell({ title: error instanceof TypeError ? say("query_offline") : say("query_illegible") });
  const { line, column } = error.problem, placed = Number.isInteger(line) && Number.isInteger(column);
  tell(error.problem, "", placed);
  if (placed) mark(line, column);
  return undefined;
}

/** Says what went wrong, with the line and a hint where there are some. */
function tell({ title, line, column, excerpt, hint }, look = "", placed = false) {
  const lines = String(title).split("\n");
  put($("problem"), el("div", { class: `problem ${look}` },
    el("p", { class: "title" }, el("strong", {}, lines[0])),
    placed && el("p", {}, button({ class: "link", onclick: toFault }, say("query_place", { line, column }))),
    (excerpt || lines.length > 1) && el("pre", { tabindex: "0", "aria-label": say("query_excerpt") }, excerpt || lines.slice(1).join("\n")),
    hint && !String(title).includes(hint) && el("p", { class: "q-hint" }, String(hint))));
}
