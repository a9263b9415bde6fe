/** Builds elements. Whatever is put into one is text or another element, never markup. */

/** Return an element; an attribute that is null or false is left out, a function listens. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** Return a drawn mark, which says nothing to a screen reader: words beside it do. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use);
  return drawing;
}

/** Return a ring that is filled to a share between 0 and 1. */
export function ring(share) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "ring");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("aria-hidden", "true");
  for (const [kind, length] of [["whole", 1], ["part", share]]) {
    const circle = document.createElementNS(SVG, "circle");
    for (const [key, value] of Object.entries({ cx: 10, cy: 10, r: 7.5, pathLength: 1, class: kind })) {
      circle.setAttribute(key, value);
    }
    circle.setAttribute("stroke-dasharray", `${length} 1`);
    if (length > 0) drawing.append(circle);
  }
  return drawing;
}
