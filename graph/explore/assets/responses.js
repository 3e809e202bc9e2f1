// The view of response paths: each path as a row of entities, joined by relations that open their sentences.

function drawPaths() {
  const found = responses(narrowed(), PATHS), rows = el("ol", { class: "plain responses", "aria-label": say("responses") });
  const none = [...woven().between.values()].some(({ kind }) => kind === "issues") || narrowed().length ? "no_responses" : "no_policies";
  $("paths-view").replaceChildren(el("h2", {}, say("responses_title")), el("p", { class: "hint" }, say("responses_help")), ...narrowings(),
    el("p", { class: found.total ? "responses-count" : "lead" }, found.total ? say("responses_count", { count: found.total }) : say(none)), rows, moreResponses(rows, found));
}

/** What narrows the paths, and the ways back. */
function narrowings() {
  const { about } = filter, chosen = state.node ?? state.through, free = (change) => () => { set(change); drawFilters(); $("paths-view").focus(); };
  const line = (id, change) => el("p", { class: "narrowed" }, say("responses_through"), " ", entityButton(id), " ", button({ class: "quiet", onclick: free(change) }, say("responses_all")));
  return [about === null ? "" : line(about, { about: "" }), chosen === null || chosen === about ? "" : line(chosen, { node: "", through: "" })];
}

/** Fills a list with the first paths; the button that it gives back brings more. */
function moreResponses(rows, { paths, total }) {
  const more = button({ class: "more", onclick: () => add(responses(narrowed(), rows.children.length + PATHS).paths.slice(rows.children.length)) });
  const add = (next) => {
    rows.append(...next.map(responseRow));
    more.hidden = rows.children.length >= total;
    more.textContent = say("more", { count: total - rows.children.length });
  };
  add(paths);
  return more;
}

function responseRow({ ids, hops, sure }) {
  const { regulator, policy, institution } = ids, chosen = state.response?.[0] === policy && state.response[1] === institution;
  const missing = ["thing", "segment"].filter((role) => ids[role] === NONE).map((role) => el("span", { class: "tag" }, say(`no_${role}`)));
  const label = say("response_of", { policy: nameOf(graph.nodes[policy]), institution: nameOf(graph.nodes[institution]) });
  return el("li", { "aria-current": chosen ? "true" : null },
    el("ol", { class: "plain chain" }, el("li", {}, entityButton(regulator)), ...linksOf(ids, hops).map(([left, right, hop]) => el("li", {}, hopButton(hop, left, right), entityButton(right)))),
    el("p", { class: "response-end" }, el("span", { class: "standing", title: say("response_share") }, percent(sure / 1e9)), ...missing,
      button({ class: "open", "aria-label": label, onclick: () => { go({ response: [policy, institution] }, VIEWS[0]); focusPanel(); } }, say("response_in_graph"))));
}

/** The entities of a path two by two, with the hop between them. */
function linksOf(ids, hops) {
  const found = ROLES.map((role) => ids[role]).filter((id) => id !== NONE);
  return found.slice(1).map((id, at) => [found[at], id, hops[at]]);
}

/** A relation between two neighbours of a path; one of a thing, or to the policy, stands for that of an institution and a theme. */
function hopButton({ number }, left, right) {
  const edge = graph.edges[number], forth = edge.from === left;
  const indirect = forth ? "" : edge.to !== left ? "response_by_name" : edge.from !== right ? "response_by_thing" : "";
  return button({ class: "hop-open", "data-edge": number, "aria-pressed": String(state.edge === number), "aria-label": say("evidence_for", { what: sentence(edge) }), onclick: () => jump({ edge: number }) },
    forth ? "" : "← ", stroke(edge.predicate), term(edge.predicate), indirect ? ` ${say(indirect)}` : "", forth ? " →" : "");
}

/** The panel of a path: every hop with the sentence that speaks for it. */
function responsePanel(policy, institution) {
  const path = responseOf(policy, institution);
  return wayPanel("responses", policy, institution, (path?.hops ?? []).map(({ number, claim }) => hopItem(number, claim)), "no_responses");
}
