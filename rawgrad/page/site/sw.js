/**
 * Keeps what the page has loaded, so that a second visit needs no network.
 *
 * The page's own files are fetched together when this worker is installed, and belong together: a
 * newer version waits until it is asked for. What comes from elsewhere has its version in its
 * address, is kept as it is loaded, and outlives versions of the page; modules that the document
 * loads before this worker sees it are fetched with the page's own.
 */
const PAGE = `rawgrad ${self.registration.scope} `;
const BUILD = `${PAGE}{{build}}`;
const ELSEWHERE = `${PAGE}elsewhere`;
const FILES = {{files}};
const MODULES = {{modules}};

self.addEventListener("install", (event) => {
  const fetched = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  const keep = async () => {
    await (await caches.open(BUILD)).addAll(fetched);
    await (await caches.open(ELSEWHERE)).addAll(MODULES);
    if (!self.registration.active) await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const renew = async () => {
    for (const name of await caches.keys()) {
      // Another page of this origin has caches of its own.
      if (name.startsWith(PAGE) && name !== BUILD && name !== ELSEWHERE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(renew());
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const own = request.url.startsWith(self.registration.scope);
  const cache = await caches.open(own ? BUILD : ELSEWHERE);
  const kept = await cache.match(request, { ignoreSearch: own });
  if (kept) return kept;
  const response = await fetch(request);
  // A full store must not keep the page from its answer.
  if (response.status === 200) cache.put(request, response.clone()).catch(() => {});
  return response;
}
