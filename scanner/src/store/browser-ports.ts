import type { HeldLock, Ports, SocketListener } from './ports.js';

/** The browser that the app runs in. */
export function browserPorts(): Ports {
  return {
    indexedDb: { indexedDB, IDBKeyRange },
    crypto,
    fetch: (...request) => fetch(...request),
    origin: location.origin,
    openSocket: openWebSocket,
    wall: () => Date.now(),
    monotonic: () => performance.now(),
    random: () => Math.random(),
    hold: holdWebLock,
    onWakeUp: onBrowserWakeUp,
    whenIdle: whenBrowserIsIdle,
    onFault: (error) => reportError(error),
  };
}

/** A page that nobody looks at is never idle by the browser's own word, so it does not wait for long. */
const MOST_WAIT_MS = 500;
/** Safari has no word for it: after this, what came meanwhile had its turn. */
const PAUSE_MS = 16;

function whenBrowserIsIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: MOST_WAIT_MS });
    else setTimeout(resolve, PAUSE_MS);
  });
}

function openWebSocket(url: string, listener: SocketListener): WebSocket {
  const socket = new WebSocket(url);
  socket.onopen = () => listener.open();
  socket.onmessage = ({ data }) => listener.message(data);
  socket.onclose = () => listener.close();
  return socket;
}

/** Resolves when the lock was given back, and also when the waiting for it was given up. */
async function holdWebLock({ name, signal, taken, held }: HeldLock): Promise<void> {
  // Without Web Locks (before Safari 15.4) nobody can tell of other tabs.
  if (navigator.locks === undefined) return held();
  let isHeld = false;
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null || signal.aborted) return;
    isHeld = true;
    await held();
  });
  if (isHeld || signal.aborted) return;
  taken();
  try {
    await navigator.locks.request(name, { signal }, async () => {
      isHeld = true;
      await held();
    });
  } catch (error) {
    if (isHeld || !signal.aborted) throw error;
  }
}

/** A browser's "online" means that there may be a network, which is reason enough to try. */
function onBrowserWakeUp(listener: () => void): () => void {
  const ifSeen = () => {
    if (document.visibilityState === 'visible') listener();
  };
  addEventListener('online', listener);
  addEventListener('pageshow', listener);
  document.addEventListener('visibilitychange', ifSeen);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('pageshow', listener);
    document.removeEventListener('visibilitychange', ifSeen);
  };
}
