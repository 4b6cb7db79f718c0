declare const self: ServiceWorkerGlobalScope;

/*
 * Keeps the pages of tickets on the phone that opened them. The network comes first, because a ticket may have been
 * replaced; what is kept comes when the network is slow, broken or away. Each page has a cache of its own with the
 * files that it needs, so that nothing of it goes before it does.
 */

const pagePath = /^\/t\/[\w-]{87}$/;
/** In attributes alone: no text of a page can name a file, because its quotes are escaped. */
const fileAttribute = /(?:src|href)="(\/portal\/[^"]+)"/g;
const patienceMs = 3000;
const mostPages = 50;
const prefix = 'ticket ';

/** What a page asks for when it has loaded; it is answered through the port when all is done that can be. */
interface Wish {
  /** Path and query of the page, as it was opened. */
  readonly page: string;
  /** Paths of the files that it has loaded. */
  readonly files: readonly string[];
}

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (mode === 'navigate' && pagePath.test(pathname)) event.respondWith(answerPage(event, pathname));
  else if (pathname.startsWith('/portal/')) event.respondWith(answerFile(event.request));
});

self.addEventListener('message', (event) => {
  const answer = () => event.ports[0]?.postMessage('done');
  event.waitUntil(keepPage(event.data as Wish).then(answer, answer));
});

/** Most names change with their content, so what is kept is right; the mark may be an older one. */
async function answerFile(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function answerPage(event: FetchEvent, path: string): Promise<Response> {
  const fresh = fetch(event.request).then((response) => noteAnswer(path, response));
  const kept = await keptPage(path);
  if (!kept) return fresh;
  const better = fresh.then(
    (response) => (isAnswer(response) ? response : kept),
    () => kept,
  );
  // A late answer is still kept for the next time.
  event.waitUntil(better);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMs));
  return Promise.race([better, late]);
}

function keptPage(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: prefix + path, ignoreVary: true });
}

/** Whether the server has said how the ticket stands; anything else may pass. */
function isAnswer(response: Response): boolean {
  return response.ok || response.status === 404 || response.status === 410;
}

/** Keeps the newest answer. One that shows no ticket is kept only in the place of one that did. */
async function noteAnswer(path: string, response: Response): Promise<Response> {
  try {
    if (response.ok || (isAnswer(response) && (await keptPage(path)))) {
      const cache = await caches.open(prefix + path);
      await cache.put(path, response.clone());
    }
  } catch {
    // A full phone shows its ticket all the same.
  }
  return response;
}

async function keepPage({ page, files }: Wish): Promise<void> {
  const path = new URL(page, self.location.origin).pathname;
  if (!pagePath.test(path)) return;
  if (!(await keptPage(path))) await noteAnswer(path, await fetch(page));
  const text = await (await keptPage(path))?.text();
  if (text === undefined) return;
  const cache = await caches.open(prefix + path);
  const named = [...text.matchAll(fileAttribute)].map(([, file = '']) => file);
  const wanted = new Set([...files, ...named]);
  for (const file of wanted) if (!(await cache.match(file, { ignoreVary: true }))) await cache.add(file);
  await dropUnused(cache, wanted.add(path));
  await dropOldest(prefix + path);
}

async function dropUnused(cache: Cache, wanted: ReadonlySet<string>): Promise<void> {
  for (const request of await cache.keys())
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
}

async function dropOldest(newest: string): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== newest);
  for (const name of others.slice(0, -(mostPages - 1))) await caches.delete(name);
}
