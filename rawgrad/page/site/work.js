/** Hands the learner's files out as an archive, and takes an archive or a module back. */
import { decode, encode } from "./sourcefile.js";
import { read, write } from "./zip.js";

/** Return an archive of files, as a folder of `rawgrad init` has them. */
export const archive = (files) =>
  write(files.map(([name, file]) => [`exercises/${name}.py`, encode(file)]));

/** Let the browser save a file. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const moduleName = (path) => path.match(/(?:^|[/\\])(\w+)\.py$/)?.[1];

/**
 * Return the exercises' files in what was opened, as [name, file] pairs.
 *
 * Throws a RangeError where an archive cannot be read. Of two modules of one name the one in a
 * folder called `exercises` counts, else the first.
 */
export async function taken(blob, known) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const wanted = (path) => known.includes(moduleName(path)) && !path.startsWith("__MACOSX/");
  const isModule = blob.name.endsWith(".py");
  // A browser that has the name already adds a number: softmax (1).py.
  const own = blob.name.replace(/ ?\(\d+\)(?=\.py$)/, "");
  const found = isModule ? (wanted(own) ? [[own, bytes]] : []) : await read(bytes, wanted);
  const files = new Map();
  for (const [path, content] of found) {
    const name = moduleName(path);
    if (!files.has(name) || /(^|[/\\])exercises[/\\]/.test(path)) files.set(name, decode(content));
  }
  return [...files];
}
