/** Lists the exercises with how far each is. */
import { address } from "./address.js";
import { element, icon, ring } from "./elements.js";
import { say, spoken } from "./words.js";

/** Whether an exercise counts as done: passed, or nothing left but what cannot be decided here. */
export const done = (progress) => ["passed", "undecided"].includes(progress?.standing);

/** Return the list's items; `here` is the exercise that is open. */
export function exerciseItems(exercises, progress, here) {
  return exercises.map((exercise) => {
    const kept = progress.get(exercise.name);
    return element("li", {},
      element("a", { href: address(exercise.name), "aria-current": exercise.name === here ? "page" : null },
        mark(exercise, kept),
        element("span", { class: "exercise-title" }, spoken(exercise.title)),
        element("span", { class: "exercise-name" }, exercise.name, " ",
          element("span", { class: "exercise-standing" }, standing(exercise, kept)))));
  });
}

/** Return the items of the row of numbers at the top. */
export function railItems(exercises, progress, here) {
  return exercises.map((exercise) => {
    const title = `${exercise.number} ${spoken(exercise.title)}`;
    const finished = done(progress.get(exercise.name));
    return element("li", {}, element("a", {
      href: address(exercise.name), title, "aria-label": finished ? `${title}, ${say("done")}` : title,
      "aria-current": exercise.name === here ? "page" : null, "data-done": finished,
    }, exercise.number));
  });
}

function mark(exercise, kept) {
  const place = element("span", { class: "mark", "aria-hidden": "true" });
  if (exercise.computer) place.append(icon("computer"));
  else if (done(kept)) place.append(icon("passed"));
  else place.append(ring(kept?.total ? kept.passed / kept.total : 0));
  place.dataset.standing = exercise.computer ? "computer" : kept?.standing ?? "todo";
  return place;
}

function standing(exercise, kept) {
  if (exercise.computer) return say("needs_computer");
  if (kept?.standing === "undecided") return say("done_undecided", { count: kept.undecided });
  if (kept?.standing === "passed") return say("done");
  if (kept?.total && kept.passed) return say("part", { passed: kept.passed, total: kept.total });
  return "";
}
