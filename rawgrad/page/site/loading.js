/** Shows how far Python is loaded, and what data is on its way. */
import { say } from "./words.js";

/** Follow an engine's progress in the bar below the editor. */
export function showLoading(engine) {
  const bar = document.getElementById("loading");
  const meter = bar.querySelector("progress");
  const text = bar.querySelector("span");
  let loading = true;
  const show = (stage, share) => {
    bar.hidden = false;
    if (share === null) meter.removeAttribute("value");
    else meter.value = share;
    text.textContent = say(`loading_${stage}`);
  };
  show("core", 0);
  engine.addEventListener("progress", ({ detail: { stage, loaded, total } }) => {
    const share = total ? Math.min(loaded / total, 1) : null;
    show(stage, share);
    if (!loading && share === 1) bar.hidden = true;
  });
  engine.ready.then(
    () => {
      loading = false;
      bar.hidden = true;
    },
    () => {
      meter.hidden = true;
      text.textContent = say("not_loaded");
    },
  );
}
