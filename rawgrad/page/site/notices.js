/** Says what the learner must know: each notice once, until it is taken back. */
import { element } from "./elements.js";
import { say } from "./words.js";

const shown = new Map();
const place = document.getElementById("notices");

function draw() {
  place.replaceChildren(...[...shown].map(([key, { facts, actions }]) =>
    element("div", { class: "notice", "data-notice": key },
      element("p", {}, say(key, facts)),
      Object.entries(actions).map(([label, act]) => element("button", { type: "button", click: act }, say(label))))));
}

/** Show a sentence with buttons: `actions` is what each label does. */
export function notify(key, actions = {}, facts = {}) {
  shown.set(key, { facts, actions: { ...actions } });
  draw();
}

/** Take a notice back. */
export function dismiss(key) {
  if (shown.delete(key)) draw();
}

/** Say what is shown in the language that is chosen now. */
export const renew = draw;
