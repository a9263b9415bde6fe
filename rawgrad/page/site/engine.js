// The engine keeps the workers: one that answers, and a warm one that takes over when the first
// has to be ended, which is the only way to end an endless loop.

// What a call has beyond its limit before its worker is ended, in milliseconds.
const GRACE = 1000;
// So long has a learner's code run, or been done, before a spare is made, in milliseconds: whoever
// only reads needs none, and a check that is quick shares its processor with nothing.
const WARM_AFTER = 1000;
// A worker that has grown to so many bytes is made anew: WebAssembly never gives memory back.
const MOST_MEMORY = 1 << 30;
// So often may one question end its worker.
const MOST_DEATHS = 20;

class PythonWorker {
  constructor(source, config, hear) {
    this.thread = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    this.hear = hear;
    this.ready = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.ready.catch(() => {});
    this.thread.onmessage = ({ data }) => {
      if (data.post === "ready") this.resolve();
      else if (data.post === "died" && data.id === undefined) this.reject(new Error(data.how));
      else this.hear(data, this);
    };
    this.thread.onerror = (event) => {
      event.preventDefault();
      this.reject(new Error(event.message));
      this.hear({ post: "died", how: event.message ?? "" }, this);
    };
    this.thread.postMessage({ what: "start", asked: config });
  }

  end() {
    this.hear = () => {};
    this.thread.terminate();
    this.reject(new Error("ended"));
  }
}

export class Engine extends EventTarget {
  #base;
  #begin;
  #config;
  #source;
  #worker = null;
  #spare = null;
  #job = null;
  #queue = Promise.resolve();
  #stops = 0;

  constructor({ base = "./" } = {}) {
    super();
    this.#base = new URL(base, document.baseURI);
    this.isReady = false;
    this.ready = new Promise((resolve) => (this.#begin = resolve)).then(() => this.#start());
    this.ready.then(
      () => (this.isReady = true),
      () => {},
    );
  }

  // Begins to load. What is asked earlier waits.
  start() {
    this.#begin();
  }

  // Checks an exercise; each item comes as an event before that.
  async check(name, files, { lang = "en", all = false } = {}) {
    const items = new Map();
    const asked = { name, files: plain(files), lang, all, statuses: {}, fates: [] };
    const job = { what: "check", asked, items, output: "" };
    const started = performance.now();
    const said = await this.#ask(job);
    const found = [...items.values()];
    const seconds = (performance.now() - started) / 1000;
    if (said.standing) return { ...said, items: found, output: job.output, seconds };
    const counts = { total: 0 };
    for (const { verdict } of found) counts[verdict] = (counts[verdict] ?? 0) + 1;
    const standing = said.stopped ? "stopped" : "error";
    const broken = said.broken ?? said.died;
    const rest = { counts, next: "", unlocked: false, broken, output: job.output, seconds };
    return { exercise: name, standing, items: found, ...rest };
  }

  // Runs a text, or one of the files if that is its name.
  async run(source, files, { lang = "en" } = {}) {
    const job = { what: "run", asked: { source, files: plain(files), lang }, output: "" };
    const said = await this.#ask(job);
    if (!said.stopped && !said.died) return said;
    const error = said.died ? { line: null, text: said.died } : null;
    return { output: job.output, error, stopped: Boolean(said.stopped) };
  }

  async plot(name, files, { lang = "en", dark = false } = {}) {
    const said = await this.#ask({ what: "plot", asked: { name, files: plain(files), lang, dark } });
    return said.died ? { error: said.died, output: "" } : said;
  }

  predict(name, id, answer, { lang = "en" } = {}) {
    return this.#ask({ what: "predict", asked: { name, id, answer, lang } });
  }

  // Reads an exercise's cases ahead, so that the first check need not.
  prepare(name) {
    return this.#ask({ what: "prepare", asked: { name } });
  }

  // Ends what is running, and whatever waits behind it; the spare takes over at once.
  stop() {
    this.#stops += 1;
    if (this.#job) this.#settle({ stopped: true }, true);
  }

  async #start() {
    const [config, source] = await Promise.all([
      fetch(new URL("engine.json", this.#base)).then(checked).then((response) => response.json()),
      fetch(new URL("worker.js", this.#base)).then(checked).then((response) => response.text()),
    ]);
    this.#source = source;
    this.#config = absolute(config, this.#base);
    this.#worker = this.#make();
    await this.#worker.ready;
  }

  #make() {
    return new PythonWorker(this.#source, this.#config, (data, worker) => this.#hear(data, worker));
  }

  // Makes a spare a little after a worker has begun with code that may have to be ended.
  #warm(worker) {
    setTimeout(() => {
      if (this.#worker === worker && !this.#spare) this.#spare = this.#make();
    }, WARM_AFTER);
  }

  #replace() {
    this.#worker.end();
    // A spare that could not be made must not be taken for one that only needs time.
    this.#worker = this.#spare ?? this.#make();
    this.#spare = null;
  }

  // One question after another; each is asked anew where its worker had to be ended.
  #ask(job) {
    const stops = this.#stops;
    const answer = this.#queue.then(async () => {
      await this.ready;
      if (this.#stops !== stops) return { stopped: true };
      const said = new Promise((resolve) => (job.resolve = resolve));
      job.deaths = 0;
      this.#job = job;
      this.#send();
      return said;
    });
    this.#queue = answer.catch(() => {});
    return answer;
  }

  #send() {
    const worker = this.#worker;
    const job = this.#job;
    worker.ready.then(
      () => {
        if (this.#job === job && this.#worker === worker) {
          worker.thread.postMessage({ id: 1, what: job.what, asked: job.asked });
          if (job.what !== "prepare") this.#warm(worker);
        }
      },
      (error) => {
        if (this.#job === job && this.#worker === worker) this.#settle({ died: error.message }, true);
      },
    );
  }

  #settle(said, ends = false) {
    const job = this.#job;
    clearTimeout(job.timer);
    this.#job = null;
    if (ends) this.#replace();
    job.resolve(said);
  }

  #hear(data, worker) {
    if (data.post === "progress" && (worker === this.#worker || !this.#worker)) this.#tell(data);
    const job = this.#job;
    if (worker !== this.#worker || !job) return;
    switch (data.post) {
      case "begin":
        job.running = data.id;
        job.frames = [];
        job.call = 1;
        break;
      case "calling":
        job.call = data.number;
        break;
      case "item":
        job.running = null;
        job.items.set(data.item.id, data.item);
        job.asked.statuses[data.item.id] = data.item.verdict;
        this.dispatchEvent(new CustomEvent("item", { detail: data }));
        break;
      case "output":
        job.output += data.text;
        this.dispatchEvent(new CustomEvent("output", { detail: data }));
        break;
      case "limit":
        clearTimeout(job.timer);
        if (data.seconds) {
          const end = () => this.#goOn("limit", String(data.seconds));
          job.timer = setTimeout(end, data.seconds * 1000 + GRACE);
        }
        break;
      case "reached":
        job.frames = data.frames;
        break;
      case "died":
        this.#goOn("died", data.how);
        break;
      case "answer":
        this.#settle(data.said, data.heap > MOST_MEMORY);
        break;
    }
  }

  // Has a new worker examine the rest, and tells it how the last one ended.
  #goOn(cause, how) {
    const job = this.#job;
    clearTimeout(job.timer);
    job.deaths += 1;
    if (!job.running || job.deaths > MOST_DEATHS) {
      this.#settle({ died: how }, true);
      return;
    }
    const { running: id, frames, call } = job;
    job.asked.fates.push({ id, cause, how, frames, call });
    job.running = null;
    this.#replace();
    this.#send();
  }

  #tell({ stage, loaded, total, file }) {
    this.dispatchEvent(new CustomEvent("progress", { detail: { stage, loaded, total, file } }));
  }
}

function checked(response) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return response;
}

// Returns a configuration with every address absolute: in a blob there is nothing to begin at.
function absolute(config, base) {
  const at = (entry) => ({ ...entry, url: new URL(entry.url, base).href });
  const { runtime, kit, data, lock } = config;
  const files = runtime.files.map(at);
  const address = new URL(runtime.base, base).href;
  const total = [...files, kit].reduce((sum, { bytes }) => sum + bytes, 0);
  const rest = { kit: at(kit), data: data.map(at), lock: new URL(lock, base).href, total };
  return { runtime: { base: address, files }, ...rest };
}

// Returns files as JSON can hold them: text, or the bytes of what is none.
function plain(files) {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === "string" ? content : Array.from(content),
    ]),
  );
}
