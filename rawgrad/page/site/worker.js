// The worker runs Python: it loads the runtime and the kit, then answers one question at a time.
// It is started from a blob, so that it inherits the page's policy; all addresses come absolute.
"use strict";

const network = self.fetch.bind(self);
let config, python, bridge;
let loaded = 0;
let order = null;
let queue = Promise.resolve();
const responses = new Map();

self.onmessage = ({ data }) => {
  queue = queue.then(() => answer(data)).catch((error) => died(data.id, error));
};

async function answer({ id, what, asked }) {
  if (what === "start") {
    await start(asked);
    return post({ post: "ready", heap: heap() });
  }
  if (what === "plot") {
    await loadPackage("matplotlib", "matplotlib");
    post({ post: "progress", stage: "matplotlib", loaded: 1, total: 1, file: "matplotlib" });
  }
  order = asked;
  for (;;) {
    const said = JSON.parse(bridge[what](JSON.stringify(asked)));
    if (!said.wanted) return post({ post: "answer", id, said, heap: heap() });
    for (const name of said.wanted) await fetchData(name);
  }
}

function post(message) {
  self.postMessage(message);
}

function died(id, error) {
  post({ post: "died", id, how: String(error.message ?? error).trim().split("\n").pop() });
}

function heap() {
  return python._module.HEAP8.length;
}

async function start(asked) {
  config = asked;
  const { files } = config.runtime;
  // All at once: what is to be fetched does not wait for what is to be run. Python asks for a
  // file by its address only; with which hash it must agree is known here.
  self.fetch = (address, options = {}) => {
    const url = String(address?.url ?? address);
    const response = responses.get(url);
    responses.delete(url);
    return response ?? network(address, options);
  };
  for (const { url, integrity, stage } of [...files, config.kit]) {
    const response = download(url, integrity, stage);
    response.catch(() => {}); // said where it is needed
    responses.set(url, response);
  }
  for (const name of ["pyodide.js", "pyodide.asm.js"]) {
    const script = files.find(({ url }) => url.endsWith(`/${name}`));
    // A script of what was fetched, and so of what agreed with its hash.
    if (script) importScripts(URL.createObjectURL(await (await self.fetch(script.url)).blob()));
  }
  python = await self.loadPyodide({ indexURL: config.runtime.base, lockFileURL: config.lock });
  await loadPackage("numpy", "numpy");
  python.unpackArchive(await (await self.fetch(config.kit.url)).arrayBuffer(), "zip", {
    extractDir: "/kit",
  });
  python.runPython(`import sys; sys.path.insert(0, "/kit")`);
  const host = { post: (text) => heard(JSON.parse(text)) };
  const names = JSON.stringify(config.data.map(({ file }) => file));
  bridge = python.pyimport("rawgrad.page.bridge").Bridge(host, "/home/pyodide", names);
}

function heard(message) {
  // Where a file is to be fetched the check begins anew, but for what it has found.
  if (message.post === "item") (order.statuses ??= {})[message.item.id] = message.item.verdict;
  post(message);
}

async function loadPackage(name, stage) {
  post({ post: "progress", stage, loaded, total: 0, file: name });
  await python.loadPackage(name, { messageCallback: () => {} });
  if (!(name in python.loadedPackages)) throw new Error(`${name} could not be loaded`);
}

async function fetchData(name) {
  const { url, bytes } = config.data.find(({ file }) => file === name);
  const response = await download(url, undefined, "data", name, bytes);
  python.FS.writeFile(bridge.fetched(name), new Uint8Array(await response.arrayBuffer()));
}

// Fetches a file and tells how far it has come.
async function download(url, integrity, stage, name, bytes) {
  const response = await network(url, integrity ? { integrity } : {});
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  let own = 0;
  const counting = new TransformStream({
    transform(chunk, stream) {
      own += chunk.length;
      if (!name) loaded += chunk.length;
      const [done, total] = name ? [own, bytes] : [loaded, config.total];
      post({ post: "progress", stage, loaded: done, total, file: name ?? url.split("/").pop() });
      stream.enqueue(chunk);
    },
  });
  // A server need not know what WebAssembly is.
  const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(response.body.pipeThrough(counting), { headers: { "Content-Type": type } });
}
