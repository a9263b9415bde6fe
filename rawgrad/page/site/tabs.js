/**
 * Lets one of several tabs write, and tells it when that changes.
 *
 * A new tab asks whether another writes, and reads only if one answers. Taking over is announced,
 * and so is leaving. A tab that was asleep and heard nothing is held off by the store itself.
 * Events: "change" (look at `writes`), "news" (another tab has written).
 */

/** Answers come at once from any tab that is awake. */
const PATIENCE = 200;

export class Tabs extends EventTarget {
  #channel = null;
  #store;
  #me;
  #answered = false;

  constructor(store, me) {
    super();
    this.#store = store;
    this.#me = me;
    this.writes = false;
    this.settled = false;
  }

  /** Find out whether this tab writes. */
  async join() {
    if (this.#store.lasts && "BroadcastChannel" in globalThis) {
      this.#channel = new BroadcastChannel(this.#store.name);
      this.#channel.onmessage = (event) => this.#hear(event.data);
      addEventListener("pagehide", () => this.#leave());
      addEventListener("pageshow", (event) => event.persisted && this.#ask());
      this.#store.addEventListener("lost", () => this.#store.load().then(() => this.#become(false)));
      this.#store.addEventListener("saved", () => this.#tell("saved"));
    }
    await this.#ask();
  }

  async #ask() {
    this.#answered = false;
    if (this.#channel !== null) {
      this.#tell("who writes?");
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
    this.settled = true;
    if (this.#answered) this.#become(false);
    else await this.takeOver();
  }

  /** Write from here on; whichever tab did before reads only. */
  async takeOver() {
    await this.#store.claim();
    this.#tell("I write");
    this.#become(true);
  }

  #leave() {
    if (this.writes) this.#tell("I leave");
    this.writes = false;
  }

  #hear({ said }) {
    if (said === "who writes?" && this.writes) this.#tell("I do");
    else if (said === "I do") this.#answered = true;
    else if (said === "I write") this.#become(false);
    else if (said === "I leave" && this.settled && !this.writes) this.takeOver();
    else if (said === "saved" && !this.writes) this.#store.load().then(() => this.#report("news"));
  }

  #tell(said) {
    this.#channel?.postMessage({ said, from: this.#me });
  }

  #become(writes) {
    this.writes = writes;
    this.#report("change");
  }

  #report(name) {
    this.dispatchEvent(new Event(name));
  }
}
