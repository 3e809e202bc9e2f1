// In a page in which a service shows a part of its graph: what lies beyond it, and the way there.

const served = () => graph.beyond !== undefined;
const beyond = (id) => graph.beyond?.[id] ?? 0;

/** Asks the service for the same part with an entity and its neighbours; the address keeps what is chosen. */
function widen(iri) {
  const wanted = new URLSearchParams(location.search);
  if (wanted.getAll("about").includes(iri)) return;
  wanted.append("about", iri);
  location.assign(`?${wanted}${location.hash}`);
}

/** Asks for the entity that the address names when the part does not hold it. */
function seek() {
  const wanted = words().get("node") ?? words().get("local");
  if (!served() || wanted === null || numberOf("nodes", wanted) !== null) return;
  widen(/^[a-z][a-z0-9+.-]*:/i.test(wanted) ? wanted : graph.base + wanted);
}

/** The address of a thing's page on the service that shows this graph, null where there is none. */
const pageOf = (iri) => (served() && iri.startsWith(graph.base) ? `/page/${short_iri(iri).split("/").map(encodeURIComponent).join("/")}?lang=${lang}` : null);

/** The way back to the site of the service, in the language of the page. */
function wayBack() {
  if (!served()) return;
  $("site").href = `/?lang=${lang}`;
  $("site").hidden = false;
}

/** What a part says of itself, and the way to the whole. */
const partLines = () => (graph.beyond?.some(Boolean) ? [el("p", { class: "hint part" }, say("part"), " ", el("a", { href: `${location.pathname}?lang=${lang}` }, say("part_whole")))] : []);
