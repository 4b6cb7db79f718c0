import { doorSpeaker } from '@gatehouse/shared/door';
import { LockIcon, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { useReadable } from '../../store/readable.js';
import { useCamera } from '../scan/camera/use-camera.js';
import { DirectionBand } from '../scan/direction-parts.js';
import type { Door } from '../scan/door-context.js';
import { unlockSoundAtTouch } from '../scan/feedback/sound.js';
import { useWakeLock } from '../scan/feedback/use-wake-lock.js';
import type { ScanPageProps } from '../scan/scan-page.js';
import type { OnScreen, ScanSession } from '../scan/session/scan-session.js';
import { listenForWedge } from '../scan/session/wedge.js';
import { useDecoder } from '../scan/use-decoder.js';
import { useScanSession } from '../scan/use-scan-session.js';
import { Viewfinder } from '../scan/viewfinder.js';
import { KioskVerdict } from './kiosk-verdict.js';
import { PinPanel } from './pin-panel.js';

/** Long enough to be read by somebody who has never seen it. */
const READING_MS = 4000;

/** A phone that stands alone: it looks at whoever comes, answers, and is ready for the next one by itself. */
export function KioskPage({ gateway, event, shift, onShift }: ScanPageProps) {
  const { t, locale } = useI18n();
  const session = useScanSession(gateway, shift);
  const { verdict } = useReadable(session.state);
  const people = useReadable(gateway.people);
  const [isLeaving, setIsLeaving] = useState(false);
  const camera = useCamera();
  useDecoder(camera.camera, (texts) => session.look(isLeaving ? [] : texts));
  useWakeLock();
  useEffect(unlockSoundAtTouch, []);
  // Before the screen is painted, so that a code that is read at once is not lost.
  useLayoutEffect(() => listenForWedge(document, (text) => session.enter(text, 'camera')), [session]);
  useSelfReset(session, verdict);
  const door: Door = useMemo(
    () => ({ event, speaker: doorSpeaker({ t, locale, root: event.root, now: Date.now() }) }),
    [event, t, locale],
  );
  return (
    <main class="door kiosk" data-theme="dark">
      <DirectionBand direction={shift.direction} />
      <Viewfinder use={camera} />
      <div class="kiosk-bottom">
        <h1>{t('scanner.kiosk.hold')}</h1>
        <button type="button" onClick={() => setIsLeaving(true)}>
          <LockIcon size={20} />
          {t('scanner.kiosk.staff')}
        </button>
      </div>
      {verdict !== null && (
        <KioskVerdict
          key={verdict.since}
          verdict={verdict}
          door={door}
          person={verdict.shown === null ? undefined : people.get(verdict.shown.id)}
          onPainted={session.painted}
        />
      )}
      {isLeaving && (
        <PinPanel pin={event.settings.kioskPin} onRight={onShift} onLeave={() => setIsLeaving(false)} />
      )}
    </main>
  );
}

/** Nobody is there to press "next" or to answer a question. */
function useSelfReset(session: ScanSession, verdict: OnScreen | null): void {
  useEffect(() => {
    if (verdict === null) return;
    const timer = setTimeout(session.dismiss, READING_MS);
    return () => clearTimeout(timer);
  }, [session, verdict]);
}
