// SPARQL as text, cut into the same tokens as on the server (graph/store/sparql.py), and what can be read off them.

import { known } from "/static/query-base.js";

const LETTER = String.raw`A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f`
  + String.raw`\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}`;
const NAME = String.raw`0-9_\u00b7\u0300-\u036f\u203f\u2040${LETTER}`;
const LOCAL = String.raw`(?:[${NAME}:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=\/?#@%])`;
const PREFIX = String.raw`[${LETTER}](?:[${NAME}.\-]{0,100}[${NAME}\-])?`;
const HEX = "[0-9A-Fa-f]";
const SURROGATE = "[dD][89A-Fa-f]";
const UNICODE = String.raw`\\u(?!${SURROGATE})${HEX}{4}|\\U(?!0000${SURROGATE})(?:000${HEX}|0010)${HEX}{4}`;
const ESCAPE = String.raw`\\[tbnrf"'\\]|${UNICODE}`;
const EXPONENT = "[eE][+\\-]?[0-9]+";
const KINDS = [
  ["SPACE", String.raw`[ \t\r\n]+|#[^\n\r]*`],
  ["IRI", String.raw`<(?:[^\x00-\x20<>"\{\}|^\x60\\]|${UNICODE})*>`],
  ["STRING", String.raw`"""(?:"{0,2}(?:[^"\\]|${ESCAPE}))*"""|'''(?:'{0,2}(?:[^'\\]|${ESCAPE}))*'''`],
  ["SHORT", String.raw`"(?:[^"\\\n\r]|${ESCAPE})*"|'(?:[^'\\\n\r]|${ESCAPE})*'`],
  ["VAR", String.raw`[?$][0-9_${LETTER}][${NAME}]*`],
  ["BNODE", String.raw`_:[0-9_${LETTER}](?:[${NAME}.\-]*[${NAME}\-])?`],
  ["LANG", String.raw`@[A-Za-z]+(?:-+[A-Za-z0-9]+)*`],
  ["PNAME", String.raw`(?:${PREFIX})?:(?:${LOCAL}(?:(?:${LOCAL}|[.\-])*(?:${LOCAL}|-))?)?`],
  ["NUMBER", String.raw`[0-9]+\.[0-9]*${EXPONENT}|[0-9]*\.[0-9]+(?:${EXPONENT})?|[0-9]+(?:${EXPONENT})?`],
  ["WORD", String.raw`[_${LETTER}][_0-9${LETTER}]*`],
  ["SIGN", String.raw`\^\^|&&|\|\||!=|<=|>=|[\]\[\{\}\(\),;.=<>+*\/!|^?\-]`],
  ["OPEN", String.raw`["'][^\n\r]*`],
  ["BAD", "."],
];
const SAME = { SHORT: "STRING", OPEN: "BAD" };
const NAMES = KINDS.map(([kind]) => SAME[kind] ?? kind);
const pattern = new RegExp(KINDS.map(([, regex]) => `(${regex})`).join("|"), "gsu");
const whole = (kind) => new RegExp(`^(?:${KINDS.find(([name]) => name === kind)[1]})$`, "su");
const PNAME = whole("PNAME"), IRI = whole("IRI");

const keywords = new Set(known.keywords), functions = new Set(known.functions);

/** All pieces of a query, space and comments too: kind, text, where each starts (in UTF-16 units). */
export const pieces = (text) => Array.from(text.matchAll(pattern), (match) => ({ kind: NAMES[match.indexOf(match[0], 1) - 1], text: match[0], start: match.index }));

/** The tokens of a query, without space and comments. */
export const tokens = (text) => pieces(text).filter(({ kind }) => kind !== "SPACE");

/** The class that colours a piece, null for space. */
export function tint({ kind, text }) {
  const word = text.toUpperCase();
  if (kind === "SPACE") return text.startsWith("#") ? "t-comment" : null;
  if (kind !== "WORD") return `t-${kind.toLowerCase()}`;
  if (functions.has(word)) return "t-function";
  return keywords.has(word) || text === "a" ? "t-keyword" : ["true", "false"].includes(text) ? "t-number" : "t-word";
}

/** The form of a query in capitals (SELECT, ASK, CONSTRUCT, DESCRIBE), or the first word that stands for it. */
export function form(text) {
  const found = tokens(text);
  for (let at = 0; at < found.length && found[at].kind === "WORD"; at += 1) {
    const word = found[at].text.toUpperCase();
    if (word === "PREFIX") at += 2;
    else if (word === "BASE") at += 1;
    else return word;
  }
  return "";
}

/** The variables of a query with their signs, each once. */
export const variables = (text) => [...new Set(tokens(text).filter(({ kind }) => kind === "VAR").map((token) => token.text))];

/** The prefixes of the project that a query uses and does not declare. */
export function undeclared(text) {
  const found = tokens(text), declared = new Set(), used = new Set();
  found.forEach(({ kind, text: name }, at) => {
    if (kind !== "PNAME") return;
    const prefix = name.slice(0, name.indexOf(":"));
    (found[at - 1]?.text.toUpperCase() === "PREFIX" ? declared : used).add(prefix);
  });
  return [...used].filter((prefix) => Object.hasOwn(known.prefixes, prefix) && !declared.has(prefix)).sort();
}

/** The query with a declaration of every prefix of the project that it uses, behind its first comments. */
export function declared(text) {
  const lines = undeclared(text).map((prefix) => `PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`);
  const head = /^(?:[ \t]*#[^\n]*\n|[ \t]*\n)*/.exec(text)[0];
  return lines.length ? head + lines.join("") + text.slice(head.length) : text;
}

/** The query with its lines indented by the brackets around them; nothing but space at their beginnings changes. */
export function indented(text) {
  const inside = new Set(pieces(text).filter(({ kind }) => kind === "STRING").flatMap((piece) => breaks(piece)));
  const levels = new Map(), lines = [];
  let level = 0, start = 0;
  for (const { kind, text: sign, start: at } of pieces(text)) {
    if (kind !== "SIGN") continue;
    if ("{([".includes(sign)) level += 1;
    if ("})]".includes(sign)) level = Math.max(0, level - 1);
    if ("{([})]".includes(sign)) levels.set(at, level);
  }
  level = 0;
  for (const line of text.split("\n")) {
    const bare = line.trimStart(), first = start + line.length - bare.length;
    const here = "})]".includes(bare[0] ?? " ") ? levels.get(first) ?? level : level;
    lines.push(inside.has(start - 1) ? line : bare ? "  ".repeat(here) + bare : "");
    for (let at = start; at < start + line.length; at += 1) level = levels.get(at) ?? level;
    start += line.length + 1;
  }
  return lines.join("\n");
}

/** Where the line ends within a piece lie. */
const breaks = ({ text, start }) => Array.from(text.matchAll(/\n/g), (match) => start + match.index);

/** The offset of a line and a column, which count from one, the column in code points. */
export function offset(text, line, column) {
  const lines = text.split("\n"), row = Math.min(Math.max(line, 1), lines.length) - 1;
  const before = lines.slice(0, row).reduce((sum, each) => sum + each.length + 1, 0);
  return before + [...lines[row]].slice(0, Math.max(column - 1, 0)).join("").length;
}

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
const XSD = "http://www.w3.org/2001/XMLSchema#";
const SHAPES = { integer: /^[+-]?[0-9]+$/, decimal: /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/, date: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/ };

/** A value as one SPARQL term of a type, null when it does not fit the type. */
export function literal(type, value) {
  const quoted = `"${value.toWellFormed().replace(/[\\"\n\r\t\b\f]/g, (sign) => ESCAPES[sign])}"`;
  if (type === "string") return quoted;
  if (type === "iri") return PNAME.test(value) && Object.hasOwn(known.prefixes, value.split(":")[0]) ? value : iri(value.replace(/^<|>$/g, ""));
  return SHAPES[type].test(value) ? `${quoted}^^<${XSD}${type}>` : null;
}

/** An IRI in its brackets, null when it could be anything else. */
export const iri = (value) => (IRI.test(`<${value}>`) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value) ? `<${value}>` : null);

/** A name as a query may hold it: the prefixed name, else the IRI, else null. */
export const name = (prefixed, value) => (PNAME.test(prefixed) && Object.hasOwn(known.prefixes, prefixed.split(":")[0]) ? prefixed : iri(value));

/** The query with terms in place of some variables. */
export const fill = (text, terms) => pieces(text).map((piece) => (
  piece.kind === "VAR" && Object.hasOwn(terms, piece.text.slice(1)) ? terms[piece.text.slice(1)] : piece.text)).join("");

const SPACES = Object.entries(known.prefixes).sort((a, b) => b[1].length - a[1].length);
const BARE = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

/** An IRI as a prefixed name of the project, null when none fits. */
export function prefixed(value) {
  const [prefix, space] = SPACES.find(([, each]) => value.startsWith(each)) ?? [];
  return prefix && BARE.test(value.slice(space.length)) ? `${prefix}:${value.slice(space.length)}` : null;
}
