/** Shows what came of a check: how many passed, and each failure as rows. */
import { element, icon } from "./elements.js";
import { say } from "./words.js";

/** A strip of ticks, one for each item, that fill as the verdicts come. */
export class Strip {
  #ticks = new Map();

  constructor(total) {
    this.element = element("div", { class: "strip", "aria-hidden": "true" },
      Array.from({ length: total }, () => element("i")));
  }

  add({ id, verdict }) {
    const next = this.element.children[this.#ticks.size];
    const tick = this.#ticks.get(id) ?? next ?? this.element.appendChild(element("i"));
    this.#ticks.set(id, tick);
    tick.dataset.verdict = verdict;
  }
}

/** Return the sentence that says how a check went. */
export function headline(exercise, result) {
  const { passed, total, undecided } = result.counts;
  const facts = { name: exercise.name, passed, total, undecided };
  if (result.broken) return say("verdict_error", facts);
  const key = {
    passed: "verdict_passed", undecided: "verdict_undecided", todo: "verdict_todo",
    blocked: "verdict_blocked", stopped: "verdict_stopped",
  }[result.standing] ?? "verdict_failed";
  return say(key, facts);
}

/** Return a failure: its title, and a list of rows. */
export function failure(item) {
  return element("article", { class: "failure", "data-verdict": item.verdict },
    element("h3", {}, item.title,
      item.line ? element("span", { class: "place" }, say("line", { line: item.line })) : null),
    element("dl", { class: "rows" }, item.rows.map(row)));
}

function row({ key, label, text, kind, note }) {
  const said = kind === "prose" ? element("p", {}, text) : element("pre", { tabindex: "0" }, text);
  return element("div", { class: `row row-${key}` },
    element("dt", {}, label),
    element("dd", { class: kind }, said, note ? element("p", { class: "note" }, note) : null));
}

/** Return the mark that stands before a headline. */
export const verdictIcon = (standing) =>
  icon({ passed: "passed", undecided: "passed", todo: "todo", blocked: "todo", stopped: "stopped" }[standing] ?? "failed");
