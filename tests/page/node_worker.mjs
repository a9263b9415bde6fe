// Runs the page's own worker in node: questions come as lines of JSON, its messages go out as such.
// Arguments: the built page, and the folder of Pyodide.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import vm from "node:vm";

const [site, runtime] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
const config = JSON.parse(readFileSync(join(site, "engine.json"), "utf8"));
// Python reads its own files from the folder; what the worker fetches lies in the built page.
config.runtime = { base: `${runtime}/`, files: [] };
config.lock = join(runtime, "pyodide-lock.json");
config.kit.url = join(site, config.kit.url);
for (const entry of config.data) entry.url = join(site, entry.url);

// Only messages go to the standard output.
console.log = console.error;
globalThis.self = globalThis;
self.fetch = async (path) => new Response(readFileSync(String(path)));
self.loadPyodide = loadPyodide;
self.postMessage = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
vm.runInThisContext(readFileSync(join(site, "worker.js"), "utf8"), { filename: "worker.js" });
self.onmessage({ data: { what: "start", asked: config } });
for await (const line of createInterface({ input: process.stdin })) {
  self.onmessage({ data: JSON.parse(line) });
}
