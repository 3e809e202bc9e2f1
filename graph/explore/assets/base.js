// The ground the other scripts stand on: words in both languages, DOM elements, the look of classes and relations.

const $ = (id) => document.getElementById(id);

let graph;
let lang = "zh";

/** A message of the interface; {names} are filled from data. */
const say = (key, data = {}) => graph.words[key][lang].replace(/\{(\w+)\}/g, (_, name) => data[name]);

/** The label of a term of the vocabulary, its name when it has none. */
const term = (name) => (Object.hasOwn(graph.terms, name) ? graph.terms[name][lang] : name);

const nameOf = (node) => (lang === "en" && node.en) || node.name;

/** An element; attributes named on… are listeners, null and false leave an attribute out. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

/** A name in its own language and direction. */
const named = (node) => el("bdi", { lang: lang === "en" && node.en ? "en" : "zh" }, nameOf(node));

/** Words of the data, which are Chinese. */
const chinese = (text) => el("bdi", { lang: "zh" }, text);

/** An element of a drawing. */
function drawn(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The shape of a class in its colour, as in the canvas. */
const symbol = (type) => drawn("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true", class: "symbol" },
  drawn("path", { d: OUTLINES[look(type).shape], fill: look(type).color }));

/** The line of a relation in its colour, as in the canvas. */
const stroke = (predicate) => drawn("svg", { viewBox: "0 0 16 10", "aria-hidden": "true", class: "stroke" },
  drawn("path", { d: "M0 5H16", stroke: tone(predicate), "stroke-width": 2.5 }));

const OUTLINES = {
  dot: "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z",
  square: "M-5.5 -5.5H5.5V5.5H-5.5Z",
  diamond: "M0 -7.2L7.2 0L0 7.2L-7.2 0Z",
  triangle: "M0 -6.5L6.8 5.5H-6.8Z",
  triangleDown: "M0 6.5L6.8 -5.5H-6.8Z",
  hexagon: "M-6.6 0L-3.3 -5.7H3.3L6.6 0L3.3 5.7H-3.3Z",
  star: "M0 -7.5L2 -2.4L7.3 -2.2L3.1 1.1L4.6 6.3L0 3.3L-4.6 6.3L-3.1 1.1L-7.3 -2.2L-2 -2.4Z",
};

const COLOR = /^#[0-9a-f]{6}$/i;
const own = (name) => (Object.hasOwn(graph.terms, name) ? graph.terms[name] : {});
const looks = new Map();

/** Colour and shape of a class: the vocabulary's, else the page's own. */
function look(type) {
  if (!looks.has(type)) {
    const [color, shape] = graph.palette[Object.hasOwn(graph.palette, type) ? type : ""], term = own(type);
    looks.set(type, { color: COLOR.test(term.color) ? term.color : color, shape: Object.hasOwn(OUTLINES, term.shape ?? "") ? term.shape : shape });
  }
  return looks.get(type);
}

/** The colour of a relation: the vocabulary's, else the page's own. */
const tone = (predicate) => (COLOR.test(own(predicate).color) ? own(predicate).color : graph.palette[""][0]);

/** Whether a class is another or stands below it. */
function isA(type, ancestor) {
  const todo = [type], seen = new Set();
  while (todo.length) {
    const name = todo.pop();
    if (name === ancestor) return true;
    if (!seen.has(name)) todo.push(...(own(seen.add(name) && name).up ?? []));
  }
  return false;
}

const percent = (share) => `${Math.round(share * 100)}%`;
/** A custom property of the page's style in the theme that is on; `restyled` forgets them when the theme changes. */
const styles = new Map();
function css(name) {
  if (!styles.has(name)) styles.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return styles.get(name);
}
const restyled = () => styles.clear();
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Announces something to those who do not see the page. */
const announce = (text) => { $("status").textContent = text; };

/** Translates the parts of the page that stand in its markup. */
function translate() {
  document.documentElement.lang = lang;
  document.title = say("title");
  for (const element of document.querySelectorAll("body [data-t]")) element.textContent = say(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", say(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = say(element.dataset.tPlaceholder);
}
