/** Runs checks and shows their verdicts: the card below the editor, the marked line, the progress. */
import { element } from "./elements.js";
import { Strip, failure, headline, verdictIcon } from "./verdict.js";
import { language, say } from "./words.js";

export class Check {
  #page;
  #running = false;
  #last = null;
  #strip = null;
  #cancel = () => {};

  /**
   * `page` lends the engine, the files, the card, the button, the announcer, and what to do when a
   * verdict is there.
   */
  constructor(page) {
    this.#page = page;
    page.engine.addEventListener("item", ({ detail }) => this.#strip?.add(detail.item));
    page.button.addEventListener("click", () => (this.#running ? this.#stop() : this.run()));
  }

  /** Forget what is shown, as when another exercise opens. */
  clear() {
    if (this.#running) this.#stop();
    this.#last = null;
    this.#page.card.hidden = true;
    this.#page.mark(null);
  }

  #stop() {
    this.#cancel();
    this.#page.engine.stop();
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
    const cancelled = new Promise((resolve) => (this.#cancel = resolve));
    await Promise.race([engine.ready.catch(() => {}), cancelled]);
    let result = { standing: "stopped", items: [], counts: { passed: 0, total: exercise.items, undecided: 0 } };
    try {
      if (engine.isReady) result = await engine.check(exercise.name, this.#page.files(), { lang: language(), all });
    } catch (error) {
      result = { ...result, standing: "error", broken: String(error.message ?? error) };
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
    const told = result.items.filter((item) => item.rows.length);
    const open = told.length ? null : result.items.find((item) => ["todo", "blocked"].includes(item.verdict));
    const strip = new Strip(exercise.items);
    for (const item of result.items) strip.add(item);
    const more = result.items.filter((item) => !["passed", "todo", "blocked"].includes(item.verdict)).length - told.length;
    const said = headline(exercise, result);
    card.dataset.standing = result.standing;
    card.replaceChildren(
      element("header", {},
        element("h2", { class: "headline", id: "verdict-title", tabindex: "-1" }, verdictIcon(result.standing), said),
        strip.element),
      result.broken ? element("pre", { class: "broken", tabindex: "0" }, result.broken) : "",
      open ? element("p", { class: "open-item" }, open.findings.join(" ")) : "",
      ...told.map(failure),
      element("footer", {}, this.#page.next(exercise, result),
        more > 0 ? element("button", { type: "button", click: () => this.run(true) }, say("show_all", { count: more })) : null),
      result.output?.trim()
        ? element("section", { class: "output" }, element("h3", {}, say("printed")), element("pre", { tabindex: "0" }, result.output))
        : "");
    const first = told.find((item) => item.line) ?? open;
    if (first?.line && first.place.endsWith(`/${exercise.name}.py:${first.line}`)) this.#page.mark(first.line, open === null);
    const spoken = told.flatMap((item) => [item.title, ...item.rows.filter(({ kind }) => kind === "prose").map(({ text }) => text)]);
    this.#page.announce([said, ...spoken].join(" "));
    this.#page.keep(exercise, result);
    card.scrollIntoView({ block: "nearest" });
  }
}
