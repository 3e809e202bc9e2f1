// Puts the page together: the editor, its buttons, the gallery, the history, the answer, the address.

import { $, announce, say } from "/static/query-base.js";
import * as editor from "/static/query-editor.js";
import { press } from "/static/query-keys.js";
import * as completion from "/static/query-complete.js";
import * as gallery from "/static/query-gallery.js";
import * as past from "/static/query-history.js";
import * as results from "/static/query-results.js";
import { cancel, run } from "/static/query-run.js";
import { declared, indented, undeclared } from "/static/query-tokens.js";

const NARROW = "(max-width: 899px)";

/** Asks the query of the editor and shows its answer. */
async function ask(view = results.current()) {
  completion.close();
  const query = editor.source.value;
  const answer = await run(query);
  if (!answer) return results.dismiss();
  results.present(answer, view);
  past.remember(answer, choose);
  if (matchMedia(NARROW).matches) $("answer").scrollIntoView({ block: "start" });
  return remember(query);
}

/** Puts a query into the editor, and asks it if wanted. */
function choose(query, now) {
  if (query === null) return undefined;
  completion.close();
  editor.write(query);
  if (matchMedia(NARROW).matches) $("editor-box").scrollIntoView({ block: "start" });
  return now ? ask() : announce(say("query_filled"));
}

/** The address of the page as it stands. */
const fragment = (query = editor.source.value) => `#${new URLSearchParams({ query, ...(results.current() && { view: results.current() }) })}`;

let own = "";

/** Keeps a query and its view in the address, so that it can be kept, sent and come back to. */
function remember(query) {
  const { pathname, search } = location, kept = new URLSearchParams(search);
  kept.delete("query");
  own = fragment(query);
  history.replaceState(null, "", `${pathname}${kept.size ? `?${kept}` : ""}${own}`);
}

/** Does what the address says: the query, and its answer when it names a view. */
function follow() {
  if (location.hash === own) return;
  const asked = new URLSearchParams(location.hash.slice(1));
  if (!asked.has("query")) return;
  editor.write(asked.get("query"));
  if (asked.has("view")) ask(asked.get("view"));
}

async function share() {
  remember(editor.source.value);
  const link = location.href, field = $("link");
  if (await results.copy(link, $("share"))) return;
  field.hidden = false;
  field.value = link;
  field.select();
}

/** Says which prefixes would have to be declared elsewhere. */
function changed() {
  const missing = undeclared(editor.source.value);
  $("declare").disabled = !missing.length;
  $("link").hidden = true;
}

function declare() {
  const { selectionStart, value } = editor.source, text = declared(value), moved = selectionStart + text.length - value.length;
  editor.replace(0, value.length, text, [moved, moved]);
  changed();
}

function indent() {
  const text = indented(editor.source.value);
  if (text !== editor.source.value) editor.replace(0, editor.source.value.length, text, [0, 0]);
}

/** The other language shows the same query. */
function carry(event) {
  event.currentTarget.hash = fragment();
}

function begin() {
  editor.begin(changed);
  completion.begin();
  editor.source.addEventListener("keydown", (event) => completion.take(event) || press(event, ask));
  $("ask").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  for (const [id, act] of Object.entries({ cancel, share, declare, indent })) $(id).addEventListener("click", act);
  document.querySelector("a.lang")?.addEventListener("click", carry);
  results.begin(() => remember(editor.source.value), gallery.nameOf);
  gallery.begin(choose);
  past.draw(choose);
  if (matchMedia(NARROW).matches) $("questions").open = false;
  addEventListener("hashchange", follow);
  addEventListener("resize", results.resized);
  changed();
  follow();
  document.documentElement.dataset.ready = "";
}

begin();
