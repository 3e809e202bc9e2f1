// The editor: a plain text field above its own text in colours, with line numbers, matching brackets and a mark of an
// error. The field keeps what browsers do well: input methods, undo, selection, readers of screens.

import { $, el, say } from "/static/query-base.js";
import { offset, pieces, tint } from "/static/query-tokens.js";

const MOST = 60_000; // characters that are coloured
const MARGIN = 14; // pixels that stay free around the cursor
const PAIRS = { "{": "}", "(": ")", "[": "]" };

export const source = $("source");
const colours = $("colours"), gutter = $("gutter");
let held = [], spans = [], fault = null, silent = false;

/** Whether the text is being changed by the page itself. */
export const busy = () => silent;

/** Draws the text anew: colours, line numbers, brackets. */
export function draw() {
  const text = source.value;
  held = text.length > MOST ? [{ kind: "SPACE", text, start: 0 }] : pieces(text);
  spans = held.map((piece) => el("span", { class: tint(piece) }, piece.text));
  colours.replaceChildren(...spans, "\n");
  number(text.split("\n").length);
  if (fault !== null) underline();
  match();
}

function number(lines) {
  while (gutter.childElementCount < lines) gutter.append(el("span", {}, String(gutter.childElementCount + 1)));
  while (gutter.childElementCount > lines) gutter.lastChild.remove();
}

/** The index of the piece that holds a character, -1 when none does. */
export const pieceAt = (at) => held.findIndex((piece) => piece.start <= at && at < piece.start + piece.text.length);

/** The piece that ends at a place or holds it. */
export const before = (at) => held[pieceAt(at - 1)];

/** Marks the bracket at the cursor and its partner. */
export function match() {
  for (const span of colours.querySelectorAll(".pair")) span.classList.remove("pair");
  const at = source.selectionStart;
  if (document.activeElement !== source || at !== source.selectionEnd) return;
  const own = [pieceAt(at), pieceAt(at - 1)].find((index) => index >= 0 && held[index].kind === "SIGN" && "{([})]".includes(held[index].text));
  const other = own === undefined ? -1 : partner(own);
  if (other >= 0) [own, other].forEach((index) => spans[index].classList.add("pair"));
}

function partner(index) {
  const opening = Object.hasOwn(PAIRS, held[index].text), way = opening ? 1 : -1;
  const open = opening ? held[index].text : Object.keys(PAIRS).find((key) => PAIRS[key] === held[index].text);
  let level = 0;
  for (let at = index; at >= 0 && at < held.length; at += way) {
    if (held[at].kind !== "SIGN") continue;
    if (held[at].text === open) level += way;
    if (held[at].text === PAIRS[open]) level -= way;
    if (level === 0) return at;
  }
  return -1;
}

/** Puts text in place of a part of the query, as one step that can be undone. */
export function replace(start, end, text, select = null) {
  const focused = document.activeElement;
  silent = true;
  source.focus({ preventScroll: true });
  source.setSelectionRange(start, end);
  const done = text || start < end ? document.execCommand(text ? "insertText" : "delete", false, text) : true;
  if (!done || source.value.slice(start, start + text.length) !== text) source.setRangeText(text, start, end, "end");
  if (select) source.setSelectionRange(...select);
  silent = false;
  if (focused !== source) (focused === document.body ? source.blur() : focused.focus({ preventScroll: true }));
  clear();
  draw();
  if (focused === source) reveal();
}

/** Puts a whole query into the editor. */
export function write(text) {
  if (text !== source.value) replace(0, source.value.length, text, [0, 0]);
  $("editor").scrollTo(0, 0);
}

/** Marks a line and a column as wrong, and moves there. */
export function mark(line, column) {
  fault = offset(source.value, line, column);
  source.setAttribute("aria-invalid", "true");
  draw();
  toFault();
}

/** Moves the cursor to the place that is wrong. */
export function toFault() {
  const piece = held[pieceAt(fault)], end = piece && piece.kind !== "SPACE" ? piece.start + piece.text.length : fault;
  source.focus();
  source.setSelectionRange(fault, end);
  const span = spans[pieceAt(fault)] ?? spans.at(-1);
  span?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function underline() {
  const index = pieceAt(fault), span = index >= 0 ? spans[index] : null;
  if (span) span.classList.add("fault");
  else colours.append(el("span", { class: "fault" }, " "));
  const line = gutter.children[source.value.slice(0, fault).split("\n").length - 1];
  line?.classList.add("fault");
  line?.setAttribute("title", say("query_here"));
}

/** Forgets the mark of an error. */
export function clear() {
  if (fault === null) return;
  fault = null;
  source.removeAttribute("aria-invalid");
  for (const each of document.querySelectorAll("#editor .fault")) each.classList.remove("fault");
}

/** Where a character stands on the screen. */
export function place(at) {
  const index = pieceAt(at), range = document.createRange();
  if (index < 0) range.selectNodeContents(colours.lastChild);
  else range.setStart(spans[index].firstChild, at - held[index].start);
  range.collapse(true);
  return range.getClientRects()[0] ?? colours.getBoundingClientRect();
}

/** Scrolls the editor so far that the cursor can be seen. */
function reveal() {
  const box = $("editor").getBoundingClientRect(), spot = place(source.selectionEnd), { width } = gutter.getBoundingClientRect();
  const down = Math.max(0, spot.bottom + MARGIN - box.bottom) || Math.min(0, spot.top - MARGIN - box.top);
  const right = Math.max(0, spot.left + 2 * MARGIN - box.right) || Math.min(0, spot.left - MARGIN - box.left - width);
  if (down || right) $("editor").scrollBy(right, down);
}

/** Begins the editor. */
export function begin(changed) {
  source.addEventListener("input", () => {
    if (!silent) {
      clear();
      draw();
      reveal();
    }
    changed();
  });
  document.addEventListener("selectionchange", match);
  source.addEventListener("blur", match);
  draw();
}
