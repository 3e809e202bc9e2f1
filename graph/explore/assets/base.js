// The ground the other scripts stand on: data islands, words in both languages, DOM elements, text by code points.

const $ = (id) => document.getElementById(id);

/** The text of a data island that holds base64 of a zlib stream. */
async function unpack(island) {
  const bytes = Uint8Array.from(atob(island.textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

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
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A name in its own language and direction. */
const named = (node) => el("bdi", { lang: lang === "en" && node.en ? "en" : "zh" }, nameOf(node));

/** Words of the data, which are Chinese. */
const chinese = (text) => el("bdi", { lang: "zh" }, text);

/** The shape of a class in its colour, as in the canvas. */
function symbol(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "symbol");
  path.setAttribute("d", OUTLINES[look(type).shape]);
  path.setAttribute("fill", look(type).color);
  svg.append(path);
  return svg;
}

const OUTLINES = {
  dot: "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z",
  square: "M-5.5 -5.5H5.5V5.5H-5.5Z",
  diamond: "M0 -7.2L7.2 0L0 7.2L-7.2 0Z",
  triangle: "M0 -6.5L6.8 5.5H-6.8Z",
  triangleDown: "M0 6.5L6.8 -5.5H-6.8Z",
  hexagon: "M-6.6 0L-3.3 -5.7H3.3L6.6 0L3.3 5.7H-3.3Z",
  star: "M0 -7.5L2 -2.4L7.3 -2.2L3.1 1.1L4.6 6.3L0 3.3L-4.6 6.3L-3.1 1.1L-7.3 -2.2L-2 -2.4Z",
};

/** Colour and shape of a class: the vocabulary's, else the page's own. */
function look(type) {
  const [color, shape] = graph.palette[Object.hasOwn(graph.palette, type) ? type : ""];
  const own = Object.hasOwn(graph.terms, type) ? graph.terms[type] : {};
  return { color: /^#[0-9a-f]{6}$/i.test(own.color) ? own.color : color, shape: Object.hasOwn(OUTLINES, own.shape ?? "") ? own.shape : shape };
}

/** The article's text as code points, split once; offsets of passages count these. */
const points = new Map();
function slice(article, start, end) {
  if (!points.has(article)) points.set(article, Array.from(graph.articles[article].text ?? ""));
  return points.get(article).slice(start, end).join("");
}

/** The paragraph around a passage as offsets [start, end], at most `reach` code points to either side. */
function paragraph(passage, reach = 240) {
  slice(passage.article, 0, 0);
  const signs = points.get(passage.article);
  let { start, end } = passage;
  while (start > 0 && signs[start - 1] !== "\n" && passage.start - start < reach) start -= 1;
  while (end < signs.length && signs[end] !== "\n" && signs[end] !== "\r" && end - passage.end < reach) end += 1;
  return [start, end];
}

const percent = (share) => `${Math.round(share * 100)}%`;

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
