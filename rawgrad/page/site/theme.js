/** Follows the system's colours until others are chosen. */
import { recall, remember } from "./preferences.js";

const root = document.documentElement;

/** Whether the page is dark now. */
export const isDark = () =>
  (root.dataset.theme ?? "auto") === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : root.dataset.theme === "dark";

function show(theme) {
  root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", button.dataset.themeChoice === theme);
  }
}

/** Show the theme that was chosen, and listen to the switch. */
export function setUpTheme() {
  show(recall("theme") ?? "auto");
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.addEventListener("click", () => {
      show(button.dataset.themeChoice);
      remember("theme", button.dataset.themeChoice);
    });
  }
}
