import { useEffect } from 'preact/hooks';
import { keepAwake } from './keep-awake.js';

/** Keeps the screen lit while the component is drawn and the page is seen, where the browser can. */
export function useWakeLock(): void {
  useEffect(() => keepAwake(document, 'wakeLock' in navigator ? navigator.wakeLock : undefined), []);
}
