import { useEffect } from 'preact/hooks';

/** Keeps the screen lit while the component is drawn and the page is seen, where the browser can. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let ended = false;
    async function ask(): Promise<void> {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      try {
        const fresh = await navigator.wakeLock.request('screen');
        if (ended) await fresh.release();
        else lock = fresh;
      } catch {
        // A phone that saves its battery refuses; the screen then goes dark as it always does.
      }
    }
    const whenSeen = () => void ask();
    document.addEventListener('visibilitychange', whenSeen);
    void ask();
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', whenSeen);
      void lock?.release().catch(() => undefined);
    };
  }, []);
}
