// Search by name: Chinese, English, alias. A box with a list of results, used at the top of the page and for ways.

const FOUND = 12;
const fold_text = (text) => text.normalize("NFKC").toLowerCase();
const foldedNames = once(() => graph.nodes.map((node) => namesOf(node).map(fold_text)));

/** The entities whose name, English name or alias holds the words, names that begin with them first. */
function find(text) {
  const wanted = fold_text(text.trim()), found = [];
  if (!wanted) return found;
  foldedNames().forEach((names, id) => {
    let at = names.findIndex((name) => name.startsWith(wanted));
    const rank = at < 0 ? 1 : 0;
    if (at < 0) at = names.findIndex((name) => name.includes(wanted));
    if (at >= 0) found.push({ id, rank, hit: namesOf(graph.nodes[id])[at] });
  });
  return found.sort((a, b) => a.rank - b.rank || degree(b.id) - degree(a.id) || a.id - b.id).slice(0, FOUND);
}

/** Makes an input and a list one search: typing fills the list, arrows and Enter or a click choose. */
function combobox(input, results, chosen, except = null) {
  let found = [], active = -1;
  const close = () => {
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (row) => { const { id } = found[row]; close(); input.value = ""; chosen(id); };
  const fill = () => {
    found = find(input.value).filter(({ id }) => id !== except);
    active = -1;
    results.replaceChildren(...found.map((each, row) => resultRow(results.id, each, row, choose)));
    if (!found.length) results.append(el("li", { role: "option", "aria-disabled": "true", class: "hint" }, say("found_none")));
    results.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!results.hidden));
    input.removeAttribute("aria-activedescendant");
    if (input.value.trim()) announce(say("found", { count: found.length }));
  };
  const walk = (way) => {
    if (!found.length) return;
    active = (active + way + found.length) % found.length;
    [...results.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", results.children[active].id);
    results.children[active].scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("input", fill);
  input.addEventListener("focus", () => { if (input.value) fill(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && found.length && !results.hidden) choose(Math.max(active, 0));
    else if (event.key === "Escape") { input.value = ""; fill(); } else return;
    event.preventDefault();
  });
}

function resultRow(name, { id, hit }, row, choose) {
  const node = graph.nodes[id];
  return el("li", { role: "option", id: `${name}-${row}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => choose(row) },
    el("span", { class: "name-line" }, symbol(node.type), named(node)), el("span", { class: "hint" }, hit !== node.name && hit !== nameOf(node) ? chinese(hit) : "", " ", term(node.type)));
}
