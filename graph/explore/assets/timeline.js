// The timeline: policies, dated statements and figures by date, in three lanes.

const DAYS = 20;
const LANES = ["lane_policies", "lane_statements", "lane_figures"];

/** Everything with a date that is shown: [date, lane, the entry]. */
function dated() {
  const found = [];
  graph.nodes.forEach((node, id) => {
    if (DAY.test(node.issued ?? "") && shown.node[id] && within(node.issued)) found.push([node.issued, 0, { node: id }]);
  });
  const seen = new Set();
  for (const claim of graph.claims) {
    const edge = graph.edges[claim.edge], date = claim.asOf?.[0];
    if (!DAY.test(date ?? "") || !shown.edge[claim.edge] || !passes(claim) || seen.has(`${date} ${claim.edge}`)) continue;
    seen.add(`${date} ${claim.edge}`);
    if (edge.predicate !== "issues" || graph.nodes[edge.to].issued !== date) found.push([date, isA(graph.nodes[edge.to].type, "Policy") && edge.predicate === "issues" ? 0 : 1, { edge: claim.edge, claim }]);
  }
  graph.figures.forEach((figure, number) => {
    if (DAY.test(figure.asOf?.[0] ?? "") && shown.node[figure.node] && passesFigure(figure)) found.push([figure.asOf[0], 2, { figure: number }]);
  });
  return found.sort((a, b) => (a[0] < b[0] ? 1 : a[0] > b[0] ? -1 : a[1] - b[1]));
}

function drawTimeline() {
  const entries = dated(), days = new Map();
  for (const [date, lane, entry] of entries) {
    if (!days.has(date)) days.set(date, LANES.map(() => []));
    days.get(date)[lane].push(entry);
  }
  const body = el("tbody"), rows = [...days];
  const table = el("table", { class: "timeline" }, el("caption", { class: "unseen" }, say("timeline_title")), el("thead", {}, el("tr", {}, ...["date", ...LANES].map((key) => el("th", { scope: "col" }, say(key))))), body);
  const more = growing(body, rows, ([date, lanes]) => [el("th", { scope: "row" }, el("time", { datetime: date }, date)),
    ...lanes.map((held, lane) => el("td", { "data-lane": say(LANES[lane]) }, held.length ? el("ul", { class: "plain" }, ...held.map(entryLine)) : ""))], DAYS);
  $("timeline-view").replaceChildren(el("h2", {}, say("timeline_title")), el("p", { class: "hint" }, say(rows.length ? "timeline_help" : "no_dates")), rows.length ? barsOf(entries) : "", rows.length ? table : "", rows.length ? more : "");
}

function entryLine({ node, edge, claim, figure }) {
  if (figure !== undefined) {
    const held = graph.figures[figure];
    return el("li", {}, entityButton(held.node), " ", chinese(held.indicator), " ", value(held), " ", basis(held.asOf), " ", figureButton(figure));
  }
  if (edge !== undefined) {
    const held = graph.edges[edge];
    return el("li", {}, entityButton(held.from), " ", el("span", { class: "predicate" }, stroke(held.predicate), term(held.predicate)), " ", entityButton(held.to), " ",
      claim.modality === "Done" ? "" : el("span", { class: "tag open" }, term(claim.modality)), " ", basis(claim.asOf), " ", evidenceButton(edge));
  }
  const issue = [...edgesOf(node)].find((number) => graph.edges[number].predicate === "issues" && shown.edge[number]);
  return el("li", {}, issue === undefined ? "" : [entityButton(graph.edges[issue].from), " ", el("span", { class: "predicate" }, stroke("issues"), term("issues")), " "], entityButton(node), " ", issue === undefined ? "" : evidenceButton(issue));
}

const basis = (moment) => (moment[2] && moment[2] !== "Stated" ? el("span", { class: "tag" }, term(moment[2])) : "");

/** How many entries each month has, as bars. */
function barsOf(entries) {
  const months = new Map();
  for (const [date] of entries) months.set(date.slice(0, 7), (months.get(date.slice(0, 7)) ?? 0) + 1);
  const [first, last] = [[...months.keys()].sort()[0], [...months.keys()].sort().at(-1)].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1);
  const most = Math.max(...months.values()), count = last - first + 1, wide = 640 / Math.max(count, 12);
  const at = (month) => (Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - first) * wide;
  const bars = [...months].map(([month, held]) => drawn("rect", { x: at(month) + wide * 0.1, y: 44 - (held / most) * 40, width: Math.max(1, wide * 0.8), height: (held / most) * 40 }));
  const years = [...new Set([...months.keys()].map((month) => month.slice(0, 4)))].sort();
  const ticks = years.map((year) => Math.max(0, at(`${year}-01`))).map((x, row) => [x, years[row]]).filter(([x], row, all) => !row || x - all[row - 1][0] > 34);
  return drawn("svg", { viewBox: "0 0 640 60", class: "bars", role: "img", "aria-label": say("timeline_bars", { from: [...months.keys()].sort()[0], to: [...months.keys()].sort().at(-1), count: entries.length }) },
    drawn("path", { d: "M0 44.5H640", class: "axis" }), ...bars, ...ticks.map(([x, year]) => drawn("text", { x, y: 57 }, year)));
}
