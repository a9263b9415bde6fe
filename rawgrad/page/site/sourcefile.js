/**
 * Reads a learner's file as text that can be edited, and writes it back byte for byte.
 *
 * A file is `{text, bom, eol}`, or `{bytes}` where it is not UTF-8: then nothing edits it. The text
 * has line ends of one newline; where a file mixes its line ends they stay in the text.
 */

const BOM = "\uFEFF";

/** Return the file that bytes hold. */
export function decode(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { bytes };
  }
  const bom = text.startsWith(BOM);
  if (bom) text = text.slice(1);
  const ends = new Set(text.match(/\r\n|\r|\n/g) ?? ["\n"]);
  if (ends.size > 1) return { text, bom, eol: "mixed" };
  const [eol] = ends;
  return { text: text.replaceAll(eol, "\n"), bom, eol };
}

/** Return the whole source of a file: text, or bytes where it is none. */
export function source(file) {
  if (file.bytes) return file.bytes;
  const text = file.eol === "mixed" ? file.text : file.text.replaceAll("\n", file.eol);
  return file.bom ? BOM + text : text;
}

/** Return the bytes of a file. */
export const encode = (file) => file.bytes ?? new TextEncoder().encode(source(file));
