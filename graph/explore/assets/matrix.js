// The matrix of institutions and themes: how many claims show that one acts on the other, and where there are none.

const ON = new Set(["advances", "respondsTo"]);
const THROUGH = new Set(["develops", "offers", "runs"]);
const WARMTH = 4;

/** The columns: the themes of the ontology, whether an article names them or not, then other themes of the graph. */
const themesOf = once(() => {
  const held = new Map(graph.nodes.map((node, id) => [node.iri, id]).filter(([, id]) => graph.nodes[id].type === "Theme"));
  const known = graph.themes.map(({ iri, zh, en }) => ({ iri, name: zh, en, id: held.get(iri) ?? null }));
  const others = [...held].filter(([iri]) => !known.some((theme) => theme.iri === iri)).map(([iri, id]) => ({ iri, name: graph.nodes[id].name, en: graph.nodes[id].en, id }));
  return [...known, ...others];
});

/** The institutions of which anything is said. */
const institutions = once(() => graph.nodes.map((_, id) => id).filter((id) => isA(graph.nodes[id].type, "Institution") && [...edgesOf(id)].some((number) => graph.edges[number].from === id && live(graph.edges[number]))));

/** What the filters let through: claims by institution or thing and theme, and what is whose. Worked out once for each state of the filters. */
let crossing = null;
function crossed() {
  if (crossing) return crossing;
  crossing = { claims: new Map(), owned: new Map() };
  for (const edge of graph.edges) {
    if (ON.has(edge.predicate)) {
      const held = edge.claims.filter((claim) => passes(claim) && !claim.rejected && !claim.negative), key = `${edge.from} ${edge.to}`;
      if (held.length) crossing.claims.set(key, [...(crossing.claims.get(key) ?? []), ...held]);
    } else if (THROUGH.has(edge.predicate) && edge.from !== edge.to && edge.claims.some((claim) => passes(claim) && factual(claim))) {
      if (!crossing.owned.has(edge.from)) crossing.owned.set(edge.from, new Set());
      crossing.owned.get(edge.from).add(edge.to);
    }
  }
  return crossing;
}

const claimsOn = (id, theme) => crossed().claims.get(`${id} ${theme}`) ?? [];
const ownedBy = (id) => crossed().owned.get(id) ?? [];

/** A cell: `own` claims of the institution and those `through` what is its, that count; `open` ones do not count. */
function cellOf(institution, theme) {
  const direct = claimsOn(institution, theme), via = [...ownedBy(institution)].flatMap((id) => claimsOn(id, theme));
  const own = direct.filter(factual), through = via.filter(factual);
  return { own, through, open: [...direct, ...via].filter((claim) => !factual(claim)), claims: [...own, ...through] };
}

function drawMatrix() {
  const themes = themesOf(), empty = { own: [], through: [], open: [], claims: [] };
  const rows = institutions().filter((id) => shown.node[id]).map((id) => {
    const cells = themes.map((theme) => (theme.id === null ? empty : cellOf(id, theme.id)));
    const figures = [id, ...ownedBy(id)].reduce((sum, one) => sum + (figuresBy().get(one) ?? []).filter((number) => passesFigure(graph.figures[number])).length, 0);
    return { id, cells, figures, covered: cells.filter((cell) => cell.claims.length).length, total: cells.reduce((sum, cell) => sum + cell.claims.length, 0) };
  }).sort((a, b) => Number(graph.nodes[a.id].collective ?? false) - Number(graph.nodes[b.id].collective ?? false) || b.covered - a.covered || b.total - a.total || a.id - b.id);
  if (!rows.length) return $("matrix-view").replaceChildren(el("h2", {}, say("matrix_title")), el("p", { class: "hint" }, say("no_institutions")));
  const most = Math.max(1, ...rows.flatMap((row) => row.cells.map((cell) => cell.claims.length)));
  const body = el("tbody");
  const table = el("table", { class: "matrix" }, el("caption", { class: "unseen" }, say("matrix_title")), el("thead", {}, el("tr", {},
    el("th", { scope: "col" }, say("institution")), ...themes.map((theme) => el("th", { scope: "col" }, theme.id === null ? el("bdi", { lang: lang === "en" && theme.en ? "en" : "zh" }, lang === "en" && theme.en ? theme.en : theme.name) : entityButton(theme.id))),
    el("th", { scope: "col" }, say("themes_covered")), el("th", { scope: "col" }, say("figures_with")))), body);
  const more = growing(body, rows, (row) => [el("th", { scope: "row" }, entityButton(row.id), graph.nodes[row.id].collective ? el("span", { class: "tag" }, say("collective")) : ""),
    ...row.cells.map((cell, at) => matrixCell(row.id, themes[at], cell, most)), el("td", { class: "number" }, `${row.covered}/${themes.length}`), el("td", { class: "number" }, String(row.figures))]);
  $("matrix-view").replaceChildren(el("h2", {}, say("matrix_title")), el("p", { class: "hint" }, say("matrix_help")), el("div", { class: "wide" }, table), more);
}

function matrixCell(institution, theme, cell, most) {
  const count = cell.claims.length;
  if (!count && !cell.open.length) return el("td", { class: "blank" }, el("span", { "aria-hidden": "true" }, "·"), el("span", { class: "unseen" }, say("no_evidence")));
  const name = theme.en && lang === "en" ? theme.en : theme.name;
  const label = say("cell", { institution: nameOf(graph.nodes[institution]), theme: name, count, own: cell.own.length, through: cell.through.length, open: cell.open.length });
  const parts = [cell.through.length ? `${cell.own.length}+${cell.through.length}` : "", cell.open.length ? `(${cell.open.length})` : ""].filter(Boolean).join(" ");
  const chosen = state.cell?.[0] === institution && state.cell[1] === theme.id;
  return el("td", { class: `heat heat-${Math.ceil((count * WARMTH) / most)}` }, button({ class: "cell", "aria-label": label, "aria-pressed": String(chosen), onclick: () => jump({ cell: [institution, theme.id] }) },
    el("b", {}, String(count)), parts ? el("small", {}, parts) : ""));
}
