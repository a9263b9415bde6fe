/** Runs checks and shows their verdicts: the card below the editor, the marked line, the progress. */
import { element } from "./elements.js";
import { Strip, failure, headline, verdictIcon } from "./verdict.js";
import { language, say } from "./words.js";

export class Check {
  #page;
  #running = false;
  #last = null;
  #strip = null;

  /**
   * `page` lends the engine, the files, the card, the button, the announcer, and what to do when a
   * verdict is there.
   */
  constructor(page) {
    this.#page = page;
    page.engine.addEventListener("item", ({ detail }) => this.#strip?.add(detail.item.verdict));
    page.button.addEventListener("click", () => (this.#running ? page.engine.stop() : this.run()));
  }

  /** Forget what is shown, as when another exercise opens. */
  clear() {
    if (this.#running) this.#page.engine.stop();
    this.#last = null;
    this.#page.card.hidden = true;
    this.#page.mark(null);
  }

  /** Show the last verdict again in another language: the examiner is asked anew. */
  again() {
    const ended = this.#last?.result.items.every((item) => item.verdict !== "timeout");
    if (this.#last && ended && this.#last.result.standing !== "stopped") this.run(this.#last.all);
    else this.clear();
  }

  /** Check the exercise that is open. */
  async run(all = false) {
    const { engine, card, button } = this.#page;
    const exercise = this.#page.exercise();
    if (this.#running || exercise.computer) return;
    this.#running = true;
    this.#strip = new Strip(exercise.items);
    this.#page.mark(null);
    button.dataset.state = "running";
    button.replaceChildren(say("stop"));
    const waiting = engine.isReady ? say("checking") : say("waiting");
    card.hidden = false;
    card.dataset.standing = "running";
    card.replaceChildren(element("p", { class: "headline" }, waiting), this.#strip.element);
    this.#page.announce(waiting);
    const started = performance.now();
    let result;
    try {
      result = await engine.check(exercise.name, this.#page.files(), { lang: language(), all });
    } catch (error) {
      result = { standing: "error", items: [], counts: { passed: 0, total: exercise.items, undecided: 0 }, output: "", broken: String(error.message ?? error) };
    }
    this.#running = false;
    button.dataset.state = "ready";
    this.#page.rename();
    // The learner has gone on to another exercise.
    if (this.#page.exercise() !== exercise) return;
    this.#last = { result, all };
    this.#show(exercise, result, all);
    card.dataset.milliseconds = Math.round(performance.now() - started);
  }

  #show(exercise, result, all) {
    const { card } = this.#page;
    const failing = result.items.filter((item) => !["passed", "todo", "blocked"].includes(item.verdict) || item.rows?.length);
    const shown = all ? failing : failing.slice(0, 1);
    const strip = new Strip(0);
    for (const item of result.items) strip.add(item.verdict);
    const { passed, total, undecided } = result.counts;
    const more = total - passed - undecided - shown.length;
    const said = headline(exercise, result);
    card.dataset.standing = result.standing;
    card.replaceChildren(
      element("header", {},
        element("h2", { class: "headline", id: "verdict-title", tabindex: "-1" }, verdictIcon(result.standing), said),
        result.items.length ? strip.element : this.#strip.element),
      result.broken ? element("pre", { class: "broken" }, result.broken) : "",
      ...shown.map((item) => failure(item, say(`status_${item.verdict}`))),
      element("footer", {}, this.#page.next(exercise, result),
        !all && shown.length && more > 0
          ? element("button", { type: "button", click: () => this.run(true) }, say("show_all", { count: more }))
          : null),
      result.output?.trim()
        ? element("section", { class: "output" }, element("h3", {}, say("printed")), element("pre", { tabindex: "0" }, result.output))
        : "");
    const first = shown.find((item) => item.line);
    if (first) this.#page.mark(first.line, first.place);
    const spoken = shown.flatMap((item) => [item.title, ...item.rows.filter((row) => row.kind === "prose").map((row) => row.text)]);
    this.#page.announce([said, ...spoken].join(" "));
    this.#page.keep(exercise, result);
  }
}
