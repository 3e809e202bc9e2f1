// What keys do in the editor beyond typing: run, indent, comment, keep the indentation of a line.

import { replace, source } from "/static/query-editor.js";

const STEP = "  ";

/** Where the line of a place begins. */
const begin = (text, at) => text.slice(0, at).lastIndexOf("\n") + 1;

/** Handles a key that completion did not take; `run` asks the query. */
export function press(event, run) {
  const control = event.ctrlKey || event.metaKey;
  if (event.isComposing) return;
  if (control && event.key === "Enter") act(event, run);
  else if (control && event.key === "]") act(event, () => lines((line) => (line ? STEP + line : line)));
  else if (control && event.key === "[") act(event, () => lines((line) => line.replace(/^(?: {1,2}|\t)/, "")));
  else if (control && event.key === "/") act(event, comment);
  else if (event.key === "Enter" && !event.shiftKey && !event.altKey) act(event, newline);
}

function act(event, call) {
  event.preventDefault();
  call();
}

/** Begins a line with the indentation of the one before it, one step deeper behind an open bracket. */
function newline() {
  const { selectionStart: start, selectionEnd: end, value } = source;
  const before = value.slice(begin(value, start), start);
  const indent = /^[ \t]*/.exec(before)[0];
  const opened = /[{([]\s*$/.test(before), closed = /^[ \t]*[})\]]/.test(value.slice(end));
  const text = `\n${indent}${opened ? STEP : ""}`;
  replace(start, end, opened && closed ? `${text}\n${indent}` : text, [start + text.length, start + text.length]);
}

/** Changes every line of the selection. */
function lines(change) {
  const { selectionStart, selectionEnd, value } = source;
  const start = begin(value, selectionStart);
  const ends = value.indexOf("\n", Math.max(start, selectionEnd - (selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? 1 : 0)));
  const end = ends < 0 ? value.length : ends;
  const old = value.slice(start, end), text = old.split("\n").map(change).join("\n");
  if (text === old) return;
  const moved = selectionStart + change(old.split("\n")[0]).length - old.split("\n")[0].length;
  replace(start, end, text, selectionStart === selectionEnd ? [Math.max(start, moved), Math.max(start, moved)] : [start, start + text.length]);
}

/** Makes the lines of the selection comments, or no comments if all of them are. */
function comment() {
  const { selectionStart, selectionEnd, value } = source;
  const start = begin(value, selectionStart);
  const all = value.slice(start, Math.max(selectionEnd, start + 1)).split("\n").every((line) => /^\s*(?:#|$)/.test(line));
  const here = value.slice(start).split("\n")[0];
  const off = selectionStart === selectionEnd ? /^\s*#/.test(here) : all;
  lines((line) => (off ? line.replace(/^(\s*)# ?/, "$1") : line.trim() ? line.replace(/^(\s*)/, "$1# ") : line));
}
