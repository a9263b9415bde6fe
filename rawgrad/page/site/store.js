/**
 * Keeps the learner's files, backups and progress in the browser.
 *
 * All of it is in memory too, so reading never waits. Each change is written at once, in a
 * transaction that first looks whether this tab still owns the store: of two tabs that write, the
 * one that lost it changes nothing. Events: "full" (there is no room), "lost" (another tab owns
 * it), "saved".
 */

const STORES = { files: "name", backups: "id", progress: "name", meta: "key" };

const finished = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const committed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });

function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(STORES)) {
      request.result.createObjectStore(store, { keyPath });
    }
  };
  return finished(request);
}

export class Store extends EventTarget {
  #database = null;
  #me;

  /** Open the store of a name for a tab; where the browser keeps nothing, it lives in memory. */
  constructor(name, me) {
    super();
    this.name = name;
    this.#me = me;
    this.files = new Map();
    this.backups = new Map();
    this.progress = new Map();
  }

  async open() {
    try {
      this.#database = await open(this.name);
      // Another version of the page wants to change the store: do not stand in its way.
      this.#database.onversionchange = () => this.#database.close();
      await this.load();
    } catch {
      this.#database = null;
    }
  }

  /** Whether what is written is there after the tab is closed. */
  get lasts() {
    return this.#database !== null;
  }

  /** Read everything anew, as after another tab has written. */
  async load() {
    if (!this.lasts) return;
    const names = ["files", "backups", "progress"];
    const transaction = this.#database.transaction(names);
    const read = names.map((name) => finished(transaction.objectStore(name).getAll()));
    for (const [place, records] of (await Promise.all(read)).entries()) {
      const name = names[place];
      this[name] = new Map(records.map((record) => [record[STORES[name]], record]));
    }
  }

  /** Make this tab the one that writes, and read what another may have written. */
  async claim() {
    if (!this.lasts) return;
    const owner = { key: "owner", tab: this.#me };
    await this.#commit(["meta"], (transaction) => transaction.objectStore("meta").put(owner));
    await this.load();
  }

  /** Keep a record; tell whether it is kept for good. */
  async put(name, record) {
    this[name].set(record[STORES[name]], record);
    return this.#write(name, (store) => store.put(record));
  }

  /** Forget a record. */
  async remove(name, key) {
    this[name].delete(key);
    return this.#write(name, (store) => store.delete(key));
  }

  async #write(name, change) {
    let lost = false;
    const kept = await this.#commit([name, "meta"], (transaction) => {
      const owner = transaction.objectStore("meta").get("owner");
      owner.onsuccess = () => {
        lost = owner.result?.tab !== this.#me;
        if (!lost) change(transaction.objectStore(name));
      };
    });
    if (kept) this.dispatchEvent(new Event(lost ? "lost" : "saved"));
    return kept && !lost;
  }

  /** Carry out a transaction; tell whether it took place. */
  async #commit(names, act) {
    if (!this.lasts) return false;
    try {
      const transaction = this.#database.transaction(names, "readwrite");
      act(transaction);
      await committed(transaction);
      return true;
    } catch (error) {
      this.dispatchEvent(new CustomEvent("full", { detail: error }));
      return false;
    }
  }
}
