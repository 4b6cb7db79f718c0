import { useEffect, useState } from 'preact/hooks';
import { Workbox } from 'workbox-window';

const worker =
  'serviceWorker' in navigator ? new Workbox('/scanner/sw.js', { scope: '/scanner/' }) : undefined;
let updateIsWaiting = false;

/** Registers the service worker, which keeps the whole app on this phone. A development server has none. */
export function keepOfflineCopy(): void {
  if (worker === undefined || !import.meta.env.PROD) return;
  worker.addEventListener('waiting', () => {
    updateIsWaiting = true;
  });
  // A blocked or private storage refuses; the readiness page then says what to do.
  void worker.register().catch(() => undefined);
}

/** Whether a newer version is kept on this phone and waits for a yes. */
export function useWaitingUpdate(): boolean {
  const [waiting, setWaiting] = useState(updateIsWaiting);
  useEffect(() => {
    const note = () => setWaiting(true);
    worker?.addEventListener('waiting', note);
    // It may have come to wait after the first drawing and before anybody listened.
    setWaiting(updateIsWaiting);
    return () => worker?.removeEventListener('waiting', note);
  }, []);
  return waiting;
}

/** Puts the waiting version in charge and starts it. */
export function applyUpdate(): void {
  worker?.addEventListener('controlling', () => location.reload());
  worker?.messageSkipWaiting();
}

/** Calls `listener` when the app has come to lie on this phone. */
export function onOfflineCopyReady(listener: () => void): () => void {
  worker?.addEventListener('activated', listener);
  return () => worker?.removeEventListener('activated', listener);
}
