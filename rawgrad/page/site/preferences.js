/** Remembers small choices, where the browser lets it. */

/** Return what was chosen, or null. */
export function recall(name) {
  try {
    return localStorage.getItem(`rawgrad ${name}`);
  } catch {
    return null;
  }
}

/** Keep a choice for the next visit. */
export function remember(name, value) {
  try {
    localStorage.setItem(`rawgrad ${name}`, value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
