/** Shows what an exercise asks: introduction, predictions, functions, and hints one by one. */
import { address } from "./address.js";
import { element, icon } from "./elements.js";
import { blocks, docstring, inline } from "./prose.js";
import { language, say, spoken } from "./words.js";

/**
 * Return the task of an exercise as elements.
 *
 * `progress` is what is kept of it: hints shown, predictions answered, functions passed. `keep`
 * takes a change of it, and `predict(id, answer)` tells whether an answer is right.
 */
export function task(exercise, progress, { keep, predict }) {
  const { intro, functions } = exercise.task[language()];
  const facts = [say("number", { number: exercise.number })];
  if (exercise.source) facts.push(exercise.source);
  return [
    element("header", { class: "task-head" },
      element("p", { class: "eyebrow" }, facts.join(" · ")),
      element("h1", { id: "title", tabindex: "-1" }, spoken(exercise.title)),
      exercise.requires.length
        ? element("p", { class: "requires" }, say("requires"), " ", exercise.requires.flatMap((name, place) => [
          place ? ", " : "", element("a", { href: address(name) }, name)]))
        : null),
    element("div", { class: "intro" }, blocks(intro)),
    predictions(exercise, progress, keep, predict),
    element("h2", {}, say("functions")),
    element("div", { class: "functions" }, functions.map((one) => described(one, exercise, progress, keep))),
  ];
}

function predictions(exercise, progress, keep, predict) {
  if (!exercise.predictions.length) return null;
  const items = exercise.predictions.map((one) => question(one, progress, keep, predict));
  return element("section", { class: "predictions", "aria-labelledby": "predict-title" },
    element("h2", { id: "predict-title" }, say("predict_title")),
    element("p", { class: "quiet-line" }, say("predict_lead")),
    element("ol", {}, items));
}

function question(prediction, progress, keep, predict) {
  const kept = progress.predictions?.[prediction.id];
  const field = `prediction-${prediction.id}`;
  const input = element("input", {
    id: field, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    value: kept?.answer ?? "",
  });
  const answer = element("p", { class: "answer", role: "status" });
  const tell = (right, text) => {
    answer.replaceChildren(right ? icon("passed") : "", text);
    answer.className = `answer ${right ? "right" : "wrong"}`;
  };
  if (kept?.right) tell(true, say("predicted"));
  const asked = async (event) => {
    event.preventDefault();
    if (!input.value.trim()) return input.focus();
    answer.className = "answer";
    answer.textContent = say("asking");
    const found = await predict(prediction.id, input.value);
    tell(found.right, found.text);
    const answered = { answer: input.value, right: found.right };
    keep({ predictions: { ...progress.predictions, [prediction.id]: answered } });
  };
  return element("li", {},
    element("form", { submit: asked },
      element("label", { for: field }, inline(spoken(prediction.question))),
      element("div", { class: "answering" }, input, element("button", { type: "submit" }, say("answer"))),
      answer));
}

/** Mark the functions of a task that pass now. */
export function showPassed(place, functions) {
  for (const details of place.querySelectorAll("[data-function]")) {
    details.querySelector(".passed-mark").hidden = !functions[details.dataset.function];
  }
}

/** Return how a function is called: `TwoLayerNet.predict(x)`. */
const signature = ({ name, signature: head }) => head.replace(/^def \w+\((self(, )?)?/, `${name}(`);

function described(one, exercise, progress, keep) {
  const { summary, body } = docstring(one.text);
  const open = progress.open?.[one.name] ?? one === exercise.task[language()].functions[0];
  const mark = element("span", { class: "passed-mark", hidden: !progress.functions?.[one.name] },
    icon("passed"), element("span", { class: "unseen" }, say("function_passed")));
  const details = element("details", { class: "function", "data-function": one.name, open },
    element("summary", {},
      element("h3", {}, element("code", {}, signature(one))),
      mark,
      element("span", { class: "summary-line" }, inline(summary))),
    element("div", { class: "description" }, body, hints(one.name, exercise, progress, keep)));
  details.addEventListener("toggle", () => {
    if (details.open !== open) keep({ open: { ...progress.open, [one.name]: details.open } });
  });
  return details;
}

function hints(name, exercise, progress, keep) {
  const levels = exercise.hints[language()]?.[name] ?? [];
  if (!levels.length) return null;
  const list = element("ol", { class: "hints" });
  const button = element("button", { type: "button", class: "hint-button" });
  let shown = progress.hints?.[name] ?? 0;
  const show = (count) => {
    for (; list.children.length < count;) {
      list.append(element("li", { tabindex: "-1" }, inline(levels[list.children.length])));
    }
    button.textContent = count ? say("next_hint", { step: count + 1, last: levels.length }) : say("hint");
    button.hidden = count >= levels.length;
  };
  button.addEventListener("click", () => {
    shown += 1;
    show(shown);
    list.lastElementChild.focus();
    keep({ hints: { ...progress.hints, [name]: shown } });
  });
  show(shown);
  return element("div", { class: "hint-box" }, list, button);
}
