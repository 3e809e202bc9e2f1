// Completion: what could stand at the cursor, by name or by label in either language, in a list below it.

import { $, announce, count, el, known, lang, later, put, say } from "/static/query-base.js";
import { before, busy, place, replace, source } from "/static/query-editor.js";
import { name, tokens, variables } from "/static/query-tokens.js";

const MOST = 12;
const WAIT = 120; // milliseconds before the server is asked
const REFUSED = new Set(["FROM", "NAMED", "SERVICE", "SILENT", "LATERAL"]); // no query of this service may use them
const WORD = /[\p{L}\p{N}_:?$][\p{L}\p{N}_:·.-]*$/u;
const RANK = { variable: 0, relation: 1, class: 1, keyword: 2, property: 3, value: 3, entity: 4, function: 5, prefix: 6 };

const list = $("completions");
let found = [], active = 0, from = 0, asked = null;

const folded = (text) => text.normalize("NFKC").toLowerCase();
const open = () => !list.hidden;

/** The word that ends at the cursor, null within strings, comments and IRIs. */
function word() {
  const at = source.selectionStart;
  if (at !== source.selectionEnd) return null;
  const piece = before(at);
  return piece && within(piece, at) ? null : WORD.exec(source.value.slice(0, at))?.[0] ?? "";
}

/** Whether a place lies in a piece of the query in which nothing is completed. */
function within({ kind, text, start }, at) {
  if (text.startsWith("#") || kind === "LANG" || (kind === "BAD" && /^["']/.test(text))) return true;
  return (kind === "STRING" || kind === "IRI") && at < start + text.length;
}

/** What could be meant by a word, without asking the server. */
export function local(text) {
  const wanted = folded(text);
  if (/^[?$]/.test(text)) return own(text);
  const all = [...terms(), ...words(), ...prefixes()];
  return all.map((each) => ({ ...each, rank: fits(each, wanted) })).filter(({ rank, insert }) => rank < 9 && insert !== text)
    .sort((a, b) => a.rank - b.rank || RANK[a.kind] - RANK[b.kind] || a.insert.length - b.insert.length || (a.insert < b.insert ? -1 : 1));
}

/** How well a candidate fits a word: 0 is best, 9 not at all. */
function fits({ insert, zh, en }, wanted) {
  const written = folded(insert), bare = written.slice(written.indexOf(":") + 1);
  const labels = [zh, en].filter(Boolean).map(folded);
  if (labels.includes(wanted) || bare === wanted) return 0;
  if (bare.startsWith(wanted) || written.startsWith(wanted)) return 1;
  if (labels.some((label) => label.startsWith(wanted))) return 2;
  if (labels.some((label) => label.includes(wanted))) return 3;
  return wanted.length > 2 && bare.includes(wanted) ? 4 : 9;
}

const own = (text) => variables(source.value).filter((each) => each !== text && folded(each).slice(1).startsWith(folded(text).slice(1)))
  .map((insert) => ({ insert, kind: "variable", zh: "", en: "" }));

const terms = () => known.terms.map(({ name: insert, kind, zh, en }) => ({ insert, kind, zh, en }));
const words = () => [...known.keywords.filter((each) => !REFUSED.has(each)).map((insert) => ({ insert, kind: "keyword", zh: "", en: "" })),
  ...known.functions.map((insert) => ({ insert, kind: "function", zh: "", en: "" }))];
const prefixes = () => Object.entries(known.prefixes).map(([prefix, space]) => ({ insert: `${prefix}:`, kind: "prefix", zh: "", en: space }));

/** The entities that the server knows by a word; none when it cannot say. */
export async function entities(text, signal) {
  const local = text.includes(":") ? text.slice(text.indexOf(":") + 1) || text : text;
  try {
    const answer = await fetch(`/api/terms?${new URLSearchParams({ q: local, limit: "20" })}`, { signal });
    const held = answer.ok ? (await answer.json()).terms : [];
    return held.map(({ iri, prefixed, zh, en, kind, type }) => ({ insert: name(prefixed ?? "", iri ?? ""), kind: Object.hasOwn(RANK, kind) ? kind : "entity", zh: zh ?? "", en: en ?? "", type }))
      .filter(({ insert }) => insert !== null);
  } catch {
    return [];
  }
}

/** Offers what fits the word at the cursor; without a word only when asked. */
export function offer(wanted = false) {
  const text = word();
  asked?.abort();
  if (text === null || (!wanted && (!text || /^[\d.-]/.test(text)))) return close();
  from = source.selectionStart - text.length;
  show(wanted && !text ? local("").filter(({ kind }) => kind !== "function") : local(text), text);
  if (/^[?$]/.test(text) || !/[\p{L}\p{N}]/u.test(text) || isKeyword(text)) return undefined;
  asked = new AbortController();
  return askServer(text, asked.signal);
}

/** Whether a word already is what it could mean, so that Enter begins a line and takes no longer one. */
function complete(text) {
  if (/^[?$]/.test(text)) return tokens(source.value).filter((token) => token.text === text).length > 1;
  return isKeyword(text) || known.functions.includes(text.toUpperCase()) || known.terms.some((term) => term.name === text);
}

const isKeyword = (text) => known.keywords.includes(text.toUpperCase());

const askServer = later(WAIT, async (text, signal) => {
  if (signal.aborted) return;
  const more = await entities(text, signal);
  const prefix = text.includes(":") ? text.slice(0, text.indexOf(":") + 1) : "";
  if (signal.aborted || word() !== text) return;
  const held = new Set(found.map(({ insert }) => insert));
  const fresh = more.filter(({ insert }) => insert.startsWith(prefix) && !held.has(insert) && insert !== text);
  const chosen = found[active]?.insert;
  show([...found.slice(0, fresh.length ? MOST / 2 : MOST), ...fresh], text);
  const again = found.findIndex(({ insert }) => insert === chosen);
  if (again > 0) activate(again);
});

function show(candidates, text) {
  found = candidates.slice(0, MOST);
  if (!found.length || (found.length === 1 && found[0].insert.toUpperCase() === text.toUpperCase())) return close();
  put(list, ...found.map(row));
  list.hidden = false;
  settle();
  activate(complete(text) ? -1 : 0);
  announce(count("query_offers_one", "query_offers", found.length));
  return undefined;
}

/** A candidate as a line of the list: the name, its label, what it is. */
function row({ insert, kind, zh, en }, index) {
  const label = (lang === "zh" ? [zh, en] : [en, zh]).filter(Boolean)[0] ?? "";
  return el("li", { role: "option", id: `completion-${index}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); accept(index); } },
    el("span", { class: `name t-${kind}` }, insert), el("bdi", { class: "label", lang: label === zh && zh ? "zh" : "en" }, label), el("span", { class: "q-kind" }, say(`query_kind_${kind}`)));
}

/** Puts the list below the word, or above it where there is no room. */
function settle() {
  const spot = place(from), box = $("editor-box").getBoundingClientRect();
  const left = Math.max(0, Math.min(spot.left - box.left, box.width - list.offsetWidth));
  const below = spot.bottom + list.offsetHeight < window.innerHeight || spot.top < list.offsetHeight;
  list.style.left = `${left}px`;
  list.style.top = `${below ? spot.bottom - box.top + 3 : spot.top - box.top - list.offsetHeight - 3}px`;
}

function activate(index) {
  active = index < -1 ? found.length - 1 : index < found.length ? index : 0;
  for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(at === active));
  if (active < 0) return source.removeAttribute("aria-activedescendant");
  list.children[active].scrollIntoView({ block: "nearest" });
  return source.setAttribute("aria-activedescendant", `completion-${active}`);
}

/** Puts a candidate in place of the word. */
function accept(index) {
  const { insert, kind } = found[index];
  const end = source.selectionStart, text = kind === "function" ? `${insert}(` : insert;
  close();
  replace(from, end, text);
}

/** Closes the list. */
export function close() {
  asked?.abort();
  list.hidden = true;
  found = [];
  source.removeAttribute("aria-activedescendant");
}

/** Handles a key; whether completion took it. */
export function take(event) {
  if (event.isComposing) return true;
  if (event.key === " " && event.ctrlKey) return done(event, () => offer(true));
  if (!open() || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "ArrowDown") return done(event, () => activate(active + 1));
  if (event.key === "ArrowUp") return done(event, () => activate(active < 1 ? found.length - 1 : active - 1));
  if (active >= 0 && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) return done(event, () => accept(active));
  if (event.key === "Escape") return done(event, close);
  if (/^(?:Arrow|Home|End|Page|Tab|Enter)/.test(event.key)) close();
  return false;
}

function done(event, call) {
  event.preventDefault();
  call();
  return true;
}

/** Begins completion. */
export function begin() {
  source.addEventListener("input", (event) => { if (!busy() && !event.isComposing) offer(); });
  source.addEventListener("compositionend", () => offer());
  for (const event of ["blur", "click"]) source.addEventListener(event, close);
  $("editor").addEventListener("scroll", () => { if (open()) settle(); });
}
