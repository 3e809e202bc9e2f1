"use strict";

const root = document.documentElement;

// The page holds every word in both languages; its style shows those of the language of its root.
function speak(lang) {
  root.lang = lang;
  document.title = document.querySelector(`h1 .${lang}`).textContent;
}

const language = document.getElementById("language");
language.addEventListener("click", () => speak(root.lang === "zh" ? "en" : "zh"));

const print = document.getElementById("print");
print.addEventListener("click", () => window.print());

language.hidden = print.hidden = false;
if (new URLSearchParams(location.search).get("lang") === "en") speak("en");
