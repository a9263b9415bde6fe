/** Lays out the task's text: paragraphs, lists, code, and the sections of a docstring. */
import { element } from "./elements.js";

const SECTION = /^(\S.*)\n-{3,}$/m;
// The headings of sections that are prose; below any other stand names with what they are.
const PROSE = new Set(["Notes", "Examples", "참고", "예제"]);

/** Return the pieces of a line: text, and code between backticks. */
export function inline(text) {
  return text.split(/(``?[^`]+``?)/).filter(Boolean).map((piece) =>
    piece.startsWith("`") ? element("code", {}, piece.replaceAll("`", "")) : piece);
}

/** Return the blocks of a text. */
export function blocks(text) {
  return text.trim().split(/\n\s*\n/).filter(Boolean).map((block) => {
    if (/^(>>>|\s{4,}\S)/.test(block)) return code(block);
    if (/^[-*] /.test(block)) {
      const items = block.split(/^[-*] /m).filter((item) => item.trim());
      return element("ul", {}, items.map((item) => element("li", {}, inline(flowing(item)))));
    }
    return element("p", {}, inline(flowing(block)));
  });
}

const flowing = (text) => text.trim().replace(/\s*\n\s*/g, " ");

function code(text) {
  const lines = text.replace(/\s+$/, "").split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  const shown = lines.map((line) => {
    const own = line.slice(indent);
    const prompt = own.match(/^(>>>|\.\.\.)( |$)/)?.[0] ?? "";
    const rest = `${own.slice(prompt.length)}\n`;
    return prompt ? [element("span", { class: "prompt" }, prompt), rest] : element("span", { class: "printed" }, rest);
  });
  return element("pre", { class: "example", tabindex: "0" }, element("code", {}, shown));
}

/** Return a docstring's summary, and the blocks of the rest. */
export function docstring(text) {
  const pieces = text.trim().split(new RegExp(SECTION, "gm"));
  const [summary, ...more] = pieces[0].trim().split(/\n\s*\n/);
  const body = more.flatMap((block) => blocks(block));
  for (let at = 1; at < pieces.length; at += 2) {
    const heading = pieces[at].trim();
    body.push(element("h4", {}, heading));
    body.push(...section(heading, pieces[at + 1]));
  }
  return { summary: flowing(summary), body };
}

function section(heading, text) {
  if (PROSE.has(heading)) return blocks(text);
  return [element("dl", { class: "arguments" }, entries(text))];
}

function entries(text) {
  return text.replace(/^\n+|\s+$/g, "").split(/\n(?=\S)/).map((entry) => {
    const [head, ...rest] = entry.split("\n");
    const [name, kind] = head.split(/ : (.*)/s);
    // What is returned has no name, only a kind.
    const said = kind ? [element("code", {}, name.replaceAll("`", "")), element("span", {}, inline(kind))] : inline(head);
    return element("div", {},
      element("dt", {}, said),
      rest.join("").trim() ? element("dd", {}, inline(flowing(rest.join("\n")))) : null);
  });
}
