// The data of the page: its tables turned into records, and who is linked with whom.

/** The records of a table, written as graph/explore/tables.py says. */
function records({ count, ...columns }) {
  const found = Array.from({ length: count }, () => ({}));
  for (const [key, column] of Object.entries(columns)) fill(found, key, column);
  return found;
}

function fill(found, key, column) {
  if (Array.isArray(column)) column.forEach((value, number) => { if (value !== null) found[number][key] = value; });
  else if (column.of) column.is.forEach((code, number) => { found[number][key] = column.of[code]; });
  else if (column.after) column.is.forEach((text, number) => { found[number][key] = column.after + text; });
  else column.at.forEach((number, row) => { found[number][key] = column.is[row]; });
}

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Takes the page's data apart: `graph` holds lists of records that point to each other by number. */
async function build(data) {
  graph = data;
  for (const name of ["nodes", "edges", "claims", "figures", "passages"]) {
    await breathe();
    graph[name] = records(data[name]);
  }
  let next = 0;
  graph.edges.forEach((edge, number) => {
    edge.claims = graph.claims.slice(next, next += edge.claims);
    for (const claim of edge.claims) claim.edge = number;
  });
  for (const held of [...graph.claims, ...graph.figures]) held.passages = list(held.passages);
  placePassages();
  await breathe();
  link();
}

/** Passages are written with the gap to the one before in their article and their length. */
function placePassages() {
  let before = null, end = 0;
  for (const passage of graph.passages) {
    passage.start = passage.gap + (passage.article === before ? end : 0);
    passage.end = end = passage.start + passage.length;
    before = passage.article;
    if (passage.article !== undefined) passage.iri ??= `${graph.articles[passage.article].iri}#char=${passage.start},${passage.end}`;
  }
}

/** For each node the numbers of its edges, one after another; nodes with most edges first; where every node stands. */
const links = { at: new Int32Array(1), edges: new Int32Array(0) };
let ranked = [];
let spots = [];

function link() {
  const count = graph.nodes.length, ends = (edge) => (edge.from === edge.to ? [edge.from] : [edge.from, edge.to]);
  links.at = new Int32Array(count + 1);
  for (const edge of graph.edges) for (const end of ends(edge)) links.at[end + 1] += 1;
  for (let id = 0; id < count; id += 1) links.at[id + 1] += links.at[id];
  links.edges = new Int32Array(links.at[count]);
  const next = links.at.slice();
  graph.edges.forEach((edge, number) => { for (const end of ends(edge)) links.edges[next[end]++] = number; });
  spots = graph.nodes.map(({ x, y }) => ({ x, y }));
  ranked = graph.nodes.map((_, id) => id).sort((a, b) => degree(b) - degree(a) || a - b);
}

const degree = (id) => links.at[id + 1] - links.at[id];
const liveDegree = (id) => edgesOf(id).reduce((sum, number) => sum + (live(graph.edges[number]) ? 1 : 0), 0);
const edgesOf = (id) => links.edges.subarray(links.at[id], links.at[id + 1]);
const across = (number, id) => (graph.edges[number].from === id ? graph.edges[number].to : graph.edges[number].from);

/** Whether a reviewer left anything of a relation. */
const live = (edge) => edge.claims.some((claim) => !claim.rejected);

/** Whether a claim makes its relation a fact. */
const factual = (claim) => claim.modality === "Done" && !claim.negative && !claim.rejected && claim.confidence >= 0.5;

/** The figures of each node, and what the articles say in each passage; worked out when first asked for. */
const once = (make) => { let held; return () => (held ??= make()); };
const figuresBy = once(() => gather(graph.figures, (figure) => [figure.node]));
const claimsBy = once(() => gather(graph.claims, (claim) => claim.passages));
const figuresIn = once(() => gather(graph.figures, (figure) => figure.passages));
const articlesNaming = once(() => gather(graph.articles, (article) => (article.text ?? []).filter((_, at) => at % 3 === 1)));

/** Numbers of records by each of the keys they have. */
function gather(held, keys) {
  const found = new Map();
  held.forEach((record, number) => {
    for (const key of new Set(keys(record))) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(number);
    }
  });
  return found;
}

/** The articles that the passages of a claim or figure lie in. */
const articlesOf = (held) => new Set(held.passages.map((number) => graph.passages[number].article).filter((article) => article !== undefined));

/** The date of a claim or figure: as of when it holds, else when its article was published; undefined for none. */
const dateOf = (held) => held.asOf?.[0] ?? [...articlesOf(held)].map((article) => graph.articles[article].published).find(Boolean);

/** An article's text as code points, which offsets count, and where it names whom; put together when first read. */
const read = new Map();
function reading(article) {
  if (read.has(article)) return read.get(article);
  const found = { points: [], mentions: [] }, parts = graph.articles[article].text ?? [""];
  const add = (text) => { for (const point of text) found.points.push(point); };
  for (let at = 0; at < parts.length; at += 3) {
    add(parts[at]);
    if (at + 2 >= parts.length) break;
    const node = parts[at + 1], how = parts[at + 2], start = found.points.length;
    add(typeof how === "string" ? how : namesOf(graph.nodes[node])[how]);
    found.mentions.push({ node, start, length: found.points.length - start });
  }
  read.set(article, found);
  return found;
}

/** For each code point of an article what stands for it in readable words: itself, another letter, or nothing. */
const mended = new Map();
function readablePoints(article) {
  if (mended.has(article)) return mended.get(article);
  const points = pointsOf(article).slice(), repairs = graph.articles[article].repairs ?? [];
  let at = 0;
  for (let pair = 0; pair < repairs.length; pair += 2) {
    const what = repairs[pair + 1], signs = typeof what === "number" ? Array(what).fill("") : Array.from(what);
    at += repairs[pair];
    for (const sign of signs) points[at++] = sign;
  }
  mended.set(article, points);
  return points;
}
const namesOf = (node) => [node.name, node.en ?? "", ...(node.aliases ?? [])];
const pointsOf = (article) => reading(article).points;
const slice = (article, start, end) => pointsOf(article).slice(start, end).join("");

/** The title of an article, the end of its IRI when it has none. */
function titleOf(article) {
  const end = article.iri.split("/").pop();
  try { return article.title ?? decodeURIComponent(end); } catch { return end; }
}

const short_iri = (iri) => (iri.startsWith(graph.base) ? iri.slice(graph.base.length) : iri);

/** The numbers of records by their short IRIs, gathered when first asked for. */
const places = {};
function numberOf(kind, iri) {
  places[kind] ??= new Map(graph[kind].map((record, number) => [short_iri(record.iri ?? ""), number]));
  return places[kind].get(iri) ?? null;
}
