/** Asks the browser to keep what was loaded, where it lets a page do so. */

/** The service worker takes over soon after its first start; without it nothing waits longer. */
const PATIENCE = 1500;

/**
 * Install the service worker, and wait until it sees what the page loads.
 *
 * `renewed(activate)` is called when a newer version of the page has been fetched.
 */
export async function keepForOffline(renewed) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let registration;
  try {
    registration = await workers.register("./sw.js");
  } catch {
    // Some private windows refuse it: then the page needs its server the next time.
    return;
  }
  const offer = (worker) =>
    renewed(() => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      worker.postMessage("activate");
    });
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) offer(worker);
    });
  });
  if (workers.controller) return;
  await new Promise((resolve) => {
    workers.addEventListener("controllerchange", resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
}
