/*
 * Has this page kept on the phone and says whether it is. The claim is made only when the phone's storage shows the
 * page and every file that it has loaded; a worker that says it has done its work is no proof.
 */

/** A worker that cannot be installed says nothing at all. */
const patienceMs = 10_000;

export async function keepTicket(): Promise<void> {
  let kept = await isKept();
  if (kept) show(kept);
  const tooLong = new Promise((resolve) => setTimeout(resolve, patienceMs));
  await Promise.race([askToKeep().catch(() => undefined), tooLong]);
  kept = await isKept();
  show(kept);
  // Only an installed app may ask without a question to the reader.
  if (kept && matchMedia('(display-mode: standalone)').matches) await navigator.storage.persist();
}

async function askToKeep(): Promise<void> {
  // Browsers have workers on https and on this machine only.
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/t/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const files = await loadedFiles();
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    active?.postMessage({ page: location.pathname + location.search, files }, [port2]);
  });
}

/** Paths of the files that this page shows itself with: style, script, fonts. */
async function loadedFiles(): Promise<string[]> {
  await document.fonts.ready;
  const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  const ours = names.filter(
    ({ origin, pathname }) => origin === location.origin && pathname.startsWith('/portal/assets/'),
  );
  return [...new Set(ours.map(({ pathname }) => pathname))];
}

async function isKept(): Promise<boolean> {
  if (!('caches' in globalThis)) return false;
  const path = location.pathname;
  const inCache = (name: string) => caches.match(name, { cacheName: `ticket ${path}`, ignoreVary: true });
  const found = await Promise.all([path, ...(await loadedFiles())].map(inCache)).catch(() => [undefined]);
  return found.every((response) => response?.ok);
}

function show(kept: boolean): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-kept]'))
    line.hidden = line.dataset['kept'] !== (kept ? 'yes' : 'no');
}
