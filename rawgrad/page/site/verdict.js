/** Shows what came of a check: how many passed, and each failure as rows. */
import { element, icon } from "./elements.js";
import { say } from "./words.js";

/** A strip of ticks, one for each item, that fill as the verdicts come. */
export class Strip {
  constructor(total) {
    this.element = element("div", { class: "strip", "aria-hidden": "true" },
      Array.from({ length: total }, () => element("i")));
    this.#next = 0;
  }

  #next;

  add(verdict) {
    const tick = this.element.children[this.#next] ?? this.element.appendChild(element("i"));
    tick.dataset.verdict = verdict;
    this.#next += 1;
  }
}

/** Return the sentence that says how a check went. */
export function headline(exercise, result) {
  const { passed, total, undecided } = result.counts;
  const facts = { name: exercise.name, passed, total, undecided };
  const key = {
    passed: "verdict_passed", undecided: "verdict_undecided", todo: "verdict_todo",
    blocked: "verdict_blocked", stopped: "verdict_stopped", error: "verdict_error",
  }[result.standing] ?? "verdict_failed";
  return say(key, facts);
}

/** Return a failure: its title, and a list of rows. */
export function failure(item, verdict) {
  return element("article", { class: "failure", "data-verdict": item.verdict },
    element("h3", {}, item.title,
      item.line ? element("span", { class: "place" }, say("line", { line: item.line })) : null),
    element("dl", { class: "rows" }, item.rows.map(row)),
    item.rows.length ? null : element("p", { class: "quiet-line" }, verdict));
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
