/** Shows the picture that an exercise ends with, drawn by the learner's own functions. */
import { element } from "./elements.js";
import { isDark } from "./theme.js";
import { language, say } from "./words.js";

export async function picture(exercise, engine, files, place, announce) {
  const waiting = element("p", { class: "quiet-line" }, say("drawing"));
  place.replaceChildren(waiting);
  let drawn;
  try {
    drawn = await engine.plot(exercise.name, files, { lang: language(), dark: isDark() });
  } catch (error) {
    drawn = { error: String(error.message ?? error) };
  }
  // The learner has gone on.
  if (!waiting.isConnected) return;
  if (!drawn.svg) {
    const said = drawn.error ? `${say("not_drawn")} ${drawn.error}` : say("not_drawn");
    place.replaceChildren(element("p", { class: "trouble" }, said));
    announce(said);
    return;
  }
  const blob = new Blob([drawn.svg], { type: "image/svg+xml" });
  place.replaceChildren(element("figure", {},
    element("img", { src: URL.createObjectURL(blob), alt: drawn.alt }),
    element("figcaption", {}, drawn.alt)));
  announce(drawn.alt);
}
