/** Returns the address of an exercise within this page, which is the document's with a fragment. */
export const address = (name) => new URL(`#${name}`, location.href).href;
