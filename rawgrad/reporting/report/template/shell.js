"use strict";
// What every page does: it speaks two languages, has two themes, and is printed whole.
(() => {
  const root = document.documentElement;
  const { title } = JSON.parse(document.getElementById("data").textContent);
  const LANGUAGES = ["en", "ko"];
  root.dataset.script = "on";

  // A choice lasts where the browser lets a file remember one.
  const remember = (key, value) => {
    try { localStorage.setItem(`rawgrad-${key}`, value); } catch { /* it holds for now */ }
  };
  const remembered = (key) => {
    try { return localStorage.getItem(`rawgrad-${key}`); } catch { return null; }
  };
  const switches = (name) => document.querySelectorAll(`[data-switch="${name}"] button`);
  const press = (name, value) => {
    for (const button of switches(name)) {
      button.setAttribute("aria-pressed", String(button.dataset.value === value));
    }
  };
  const speak = (language) => {
    root.lang = language;
    press("language", language);
    document.title = title[LANGUAGES.indexOf(language)];
    for (const option of document.querySelectorAll("option[data-en]")) {
      option.textContent = option.dataset[language];
    }
    document.dispatchEvent(new Event("spoken"));
  };
  const paint = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    press("theme", theme);
  };
  for (const [name, choose] of [["language", speak], ["theme", paint]]) {
    for (const button of switches(name)) {
      button.addEventListener("click", () => {
        choose(button.dataset.value);
        if (name === "theme") remember(name, button.dataset.value);
      });
    }
  }
  // A printed page has everything open.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      folded.push(one);
    }
  });
  addEventListener("afterprint", () => { for (const one of folded.splice(0)) one.open = false; });

  const theme = remembered("theme");
  paint(["light", "dark"].includes(theme) ? theme : "auto");
  speak(LANGUAGES.includes(root.lang) ? root.lang : "en");
})();
