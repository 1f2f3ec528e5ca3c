declare const __FILES__: readonly string[];
declare const __VERSION__: string;

/** The few parts of a service worker's world that are used here; the page's own library does not name them. */
interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: "install" | "activate",
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
}

interface Asked {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;
const PREFIX = "songkeeper-page-";
const CACHE = PREFIX + __VERSION__;
const PAGE = "/player/index.html";
const files = new Set(__FILES__);

// The page opens without a connection: its files are kept here, and a new version takes over with the next load.
worker.addEventListener("install", (event) => event.waitUntil(keepFiles().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(dropOldVersions().then(() => worker.clients.claim())));
worker.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin || event.request.method !== "GET") return;
  const isPage = event.request.mode === "navigate" && pathname.startsWith("/player/");
  if (isPage) event.respondWith(keptOr(PAGE, event.request));
  else if (files.has(pathname)) event.respondWith(keptOr(pathname, event.request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(__FILES__.map((file) => new Request(file, { cache: "reload" })));
}

async function dropOldVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function keptOr(path: string, request: Request): Promise<Response> {
  return (await caches.match(path, { cacheName: CACHE })) ?? fetch(request);
}
