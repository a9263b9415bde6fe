/** A place to try things: whatever is written there runs beside the learner's own modules. */
import { element } from "./elements.js";
import { say } from "./words.js";

export class Scratch {
  #running = false;

  /** `run(text)` runs a text, `stop()` ends that, `text()` returns what is written. */
  constructor({ button, output, run, stop, text, announce }) {
    this.button = button;
    this.output = output;
    this.runText = run;
    this.text = text;
    this.announce = announce;
    button.addEventListener("click", () => (this.#running ? stop() : this.run()));
  }

  async run() {
    if (this.#running) return;
    this.#running = true;
    this.button.textContent = say("stop");
    this.output.hidden = false;
    this.output.replaceChildren(element("p", { class: "quiet-line" }, say("running")));
    let found;
    try {
      found = await this.runText(this.text());
    } catch (error) {
      found = { output: "", error: { text: String(error.message ?? error) } };
    }
    this.#running = false;
    this.button.textContent = say("run");
    const { output, error } = found;
    this.output.replaceChildren(
      output ? element("pre", { tabindex: "0" }, output) : "",
      error ? element("pre", { class: "trouble", tabindex: "0" }, error.text) : "",
      output || error ? "" : element("p", { class: "quiet-line" }, say("printed_nothing")));
    this.announce(error ? error.text : output || say("printed_nothing"));
  }
}
