import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Phone, Shift } from '../../store/phone.js';
import { signal } from './feedback/signal.js';
import { createScanSession, type ScanSession } from './session/scan-session.js';

/** The session of this phone for as long as the screen is drawn; a change of the shift counts from the next scan. */
export function useScanSession(phone: Phone, shift: Shift): ScanSession {
  const current = useRef(shift);
  current.current = shift;
  const session = useMemo(
    () =>
      createScanSession({
        gateway: phone.gateway,
        shift: () => current.current,
        now: () => performance.now(),
        signal,
        later(work, afterMs) {
          const timer = setTimeout(work, afterMs);
          return () => clearTimeout(timer);
        },
      }),
    [phone],
  );
  useEffect(() => void session.begin(), [session]);
  return session;
}
