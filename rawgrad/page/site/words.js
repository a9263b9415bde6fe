/** Says every sentence of the page in the chosen language, and remembers the choice. */
import { config } from "./config.js";
import { recall, remember } from "./preferences.js";

const preferred = navigator.language.startsWith("ko") ? "ko" : "en";
let chosen = recall("language") ?? config.lang ?? preferred;

/** Return the language that is chosen: "en" or "ko". */
export const language = () => chosen;

/** Return a sentence, with its facts filled in. */
export function say(key, facts = {}) {
  const text = config.words[chosen][key];
  return text.replace(/\{(\w+)\}/g, (hole, name) => (name in facts ? facts[name] : hole));
}

/** Return the text of a pair in the chosen language. */
export const spoken = (text) => text[chosen];

/** Put the sentences into the elements that name one. */
export function translate(root = document) {
  document.documentElement.lang = chosen;
  for (const place of root.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
  for (const place of root.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", say(place.dataset.label));
  }
}

/** Choose a language for this visit and the next. */
export function speak(name) {
  chosen = name;
  remember("language", name);
}
