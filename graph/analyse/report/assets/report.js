"use strict";

const root = document.documentElement;
const folds = [...document.querySelectorAll("details")];

// The page holds every word in both languages; its style shows those of the language of its root.
function speak(lang) {
  root.lang = lang;
  document.title = document.querySelector(`h1 .${lang}`).textContent;
}

// Browsers that do not open what a link leads into are helped.
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target && target.closest("details");
  if (fold && !fold.open) {
    fold.open = true;
    target.scrollIntoView();
  }
}

function unfold(open) {
  for (const fold of folds) fold.open = open;
}

const language = document.getElementById("language");
language.addEventListener("click", () => speak(root.lang === "zh" ? "en" : "zh"));

const all = document.getElementById("unfold");
all.addEventListener("click", () => {
  const open = all.getAttribute("aria-pressed") === "false";
  all.setAttribute("aria-pressed", String(open));
  unfold(open);
});

// On paper nothing can be opened, so everything is open.
const folded = [];
addEventListener("beforeprint", () => {
  folded.push(...folds.filter((fold) => !fold.open));
  unfold(true);
});
addEventListener("afterprint", () => {
  for (const fold of folded.splice(0)) fold.open = false;
});

addEventListener("hashchange", reveal);
reveal();
language.hidden = all.hidden = false;
if (new URLSearchParams(location.search).get("lang") === "en") speak("en");
