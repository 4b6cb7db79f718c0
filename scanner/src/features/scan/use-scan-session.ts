import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Gateway } from '../../store/log/index.js';
import type { Shift } from '../../store/phone.js';
import { preference } from '../settings/preferences.js';
import { signal } from './feedback/signal.js';
import { createScanSession, type ScanSession } from './session/scan-session.js';

/** The session of this phone for as long as the screen is drawn; a change of the shift counts from the next scan. */
export function useScanSession(gateway: Gateway, shift: Shift): ScanSession {
  const current = useRef(shift);
  current.current = shift;
  const session = useMemo(
    () =>
      createScanSession({
        gateway,
        shift: () => current.current,
        now: () => performance.now(),
        signal,
        clearAfter: () => preference('autoClear'),
        later(work, afterMs) {
          const timer = setTimeout(work, afterMs);
          return () => clearTimeout(timer);
        },
      }),
    [gateway],
  );
  useEffect(() => void session.begin(), [session]);
  return session;
}
