// Terms of RDF on the page: names, labels, links; and the triples of an answer in N-Triples.

import { BASE, el, known, lang, say } from "/static/query-base.js";
import { iri as bracketed, prefixed } from "/static/query-tokens.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"].map((name) => XSD + name));
const PLAIN = new Set([...NUMBERS, ...["string", "date", "dateTime", "boolean", "gYear", "gYearMonth"].map((name) => XSD + name)]);
const PASSAGE = /^char=([0-9]{1,9}),([0-9]{1,9})$/;
const ASKED = 400; // labels in one request

const labels = new Map(known.terms.filter((term) => term[lang]).map((term) => [term.iri, term[lang]]));

export const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value));
export const isEntity = (term) => term?.type === "uri" && term.value.startsWith(BASE) && !term.value.startsWith(`${BASE}ns`);

/** The text of a term: its label where one is known, an IRI as a prefixed name, a literal's value. */
export function shown(term, labelled = true) {
  if (!term) return "";
  if (term.type === "triple") return `<<( ${["subject", "predicate", "object"].map((part) => shown(term.value[part], labelled)).join(" ")} )>>`;
  if (term.type === "uri") return (labelled && labels.get(term.value)) || (prefixed(term.value) ?? term.value);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

/** What tells a term from all others. */
export const key = (term) => (term ? JSON.stringify([term.type, term.value, term["xml:lang"], term.datatype]) : "");

/** The address of the page about an IRI of ours: a term in the vocabulary, a passage in its article; else null. */
export function home(value) {
  if (!value.startsWith(BASE)) return null;
  const [path, end] = value.slice(BASE.length).split("#"), parts = path.split("/");
  if (!path || parts.some((part) => [".", "..", ""].includes(part)) || /[\\\s]/.test(path)) return null;
  if (parts[0] === "ns") return `/ns?lang=${lang}${end ? `#${encodeURIComponent(end)}` : ""}`;
  const passage = PASSAGE.exec(end ?? ""), place = `/page/${parts.map(encodeURIComponent).join("/")}?`;
  return passage ? `${place}start=${passage[1]}&end=${passage[2]}&lang=${lang}#mark` : end ? null : `${place}lang=${lang}`;
}

/** A term as it stands in a cell. */
export function drawn(term, labelled) {
  if (!term) return el("span", { class: "unbound" }, el("span", { "aria-hidden": "true" }, "—"), el("span", { class: "unseen" }, say("query_unbound")));
  if (term.type !== "uri") return [el("bdi", { lang: speech(term["xml:lang"]) }, shown(term, labelled)), ...tags(term)];
  const text = shown(term, labelled), link = home(term.value);
  const name = el("bdi", {}, text);
  return link ? el("a", { href: link, title: term.value }, name) : el("span", { class: "q-iri", title: term.value }, name);
}

const speech = (tag) => (/^(?:zh|en)(?:-[A-Za-z0-9]+)*$/.test(tag ?? "") ? tag : null);

const tags = (term) => [
  term["xml:lang"] && el("span", { class: "q-tag" }, `@${term["xml:lang"]}`),
  term.datatype && !PLAIN.has(term.datatype) && el("span", { class: "q-tag" }, `^^${prefixed(term.datatype) ?? term.datatype}`),
];

/** Learns the labels of entities from the server; whether there were new ones. */
export async function learn(terms, ask) {
  const wanted = [...new Set(terms.filter(isEntity).map(({ value }) => value))].filter((value) => !labels.has(value) && bracketed(value)).slice(0, ASKED);
  if (!wanted.length) return false;
  const query = `SELECT ?s ?l WHERE { VALUES ?s { ${wanted.map(bracketed).join(" ")} } ?s skos:prefLabel ?l }`;
  try {
    const rows = (await ask(query)).results.bindings;
    for (const tag of [lang === "zh" ? "en" : "zh", lang]) {
      for (const { s, l } of rows) if (l["xml:lang"] === tag) labels.set(s.value, l.value);
    }
    return rows.length > 0;
  } catch {
    return false;
  }
}

const TRIPLE = /^\s*(<[^>]*>|_:[^\s]+)\s+(<[^>]*>)\s+(.+?)\s*\.\s*$/s;
const LITERAL = /^"((?:[^"\\]|\\[^])*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--(?:ltr|rtl))?)|\^\^<([^>]*)>)?$/s;
const SIGNS = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" };

/** The triples of N-Triples as rows of three terms. */
export function triples(text) {
  return text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean).map((match) => match.slice(1).map(parsed));
}

function parsed(text) {
  if (text.startsWith("<") && text.endsWith(">") && !text.startsWith("<<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const match = LITERAL.exec(text);
  if (!match) return { type: "literal", value: text };
  const [, value, tag, datatype] = match;
  return { type: "literal", value: unescaped(value), ...(tag && { "xml:lang": tag }), ...(datatype && { datatype: unescaped(datatype) }) };
}

const unescaped = (text) => text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (all, short, long, sign) => {
  const code = parseInt(short ?? long, 16);
  return sign !== undefined ? SIGNS[sign] ?? all : code <= 0x10ffff ? String.fromCodePoint(code) : all;
});
