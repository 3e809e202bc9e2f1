// The ground the other scripts of the query page stand on: what the page knows, its words, elements.

export const $ = (id) => document.getElementById(id);

export const known = JSON.parse($("known").textContent);
export const lang = known.lang;
export const BASE = known.base;

/** A message of the page; {names} are filled from data, numbers with their separators. */
export const say = (key, data = {}) => known.words[key].replace(/\{(\w+)\}/g, (_, name) => number(data[name]));

/** A number as the language writes it; anything else as it is. */
export const number = (value) => (typeof value === "number" ? value.toLocaleString(lang) : String(value));

/** A message with a count, one for one and one for many. */
export const count = (one, many, n) => say(n === 1 ? one : many, { count: n });

/** An element; attributes named on… are listeners, null, undefined and false leave an attribute out. */
export function el(tag, attributes = {}, ...children) {
  return dressed(document.createElement(tag), attributes, children);
}

/** An element of a drawing. */
export function drawn(tag, attributes = {}, ...children) {
  return dressed(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function dressed(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...kept(children));
  return element;
}

const kept = (children) => children.flat().filter((child) => child !== null && child !== undefined && child !== false);

/** Puts children in place of those that an element has. */
export const put = (element, ...children) => element.replaceChildren(...kept(children));

export const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

/** Tells something to those who do not see the page. */
export function announce(text) {
  $("status").textContent = "";
  requestAnimationFrame(() => { $("status").textContent = text; });
}

/** Calls a function once nothing was asked of it for some milliseconds. */
export function later(milliseconds, call) {
  let timer;
  return (...data) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...data), milliseconds);
  };
}

/** An address of this service in the language of the page. */
export const address = (path, params = {}) => `${path}?${new URLSearchParams({ lang, ...params })}`;

/** A choice among values, each with its words. */
export function choice(label, options, value, chosen) {
  const select = el("select", { onchange: () => chosen(select.value) }, ...options.map(([key, words]) => el("option", { value: key, selected: key === value }, words)));
  return el("label", { class: "choice" }, `${label} `, select);
}

/** An answer in words: yes or no, or how many rows or triples. */
export function outcome({ kind, truth, rows }) {
  if (kind === "truth") return say(truth ? "query_yes" : "query_no");
  return kind === "graph" ? count("query_triples_one", "query_triples", rows.length) : count("query_rows_one", "query_rows", rows.length);
}
