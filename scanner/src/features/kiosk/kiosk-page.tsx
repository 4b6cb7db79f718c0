import { LockIcon, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useReadable } from '../../store/readable.js';
import { useCamera } from '../scan/camera/use-camera.js';
import { DirectionBand } from '../scan/direction-parts.js';
import { unlockSoundAtTouch } from '../scan/feedback/sound.js';
import { useWakeLock } from '../scan/feedback/use-wake-lock.js';
import type { ScanPageProps } from '../scan/scan-page.js';
import type { OnScreen, ScanSession } from '../scan/session/scan-session.js';
import { useDecoder } from '../scan/use-decoder.js';
import { useDoor } from '../scan/use-door.js';
import { useScanSession } from '../scan/use-scan-session.js';
import { Viewfinder } from '../scan/viewfinder.js';
import { useWedge } from '../scan/wedge/use-wedge.js';
import { usePreference } from '../settings/preferences.js';
import { Announcement } from '../verdict/announcement.js';
import { KioskVerdict } from './kiosk-verdict.js';
import { PinPanel } from './pin-panel.js';
import { createTurns } from './turns.js';

/** Long enough to be read by somebody who has never seen it. */
const READING_MS = 4000;

/** A phone that stands alone: it looks at whoever comes, answers, and is ready for the next one by itself. */
export function KioskPage({ gateway, state, event, shift, onShift }: ScanPageProps) {
  const { t } = useI18n();
  const session = useScanSession(gateway, shift);
  const { verdict } = useReadable(session.state);
  const people = useReadable(gateway.people);
  const [isLeaving, setIsLeaving] = useState(false);
  const side = usePreference('camera').value;
  const camera = useCamera();
  const turns = useMemo(createTurns, []);
  // One after the other: nobody stands by who could look at the answers of a family.
  useDecoder(camera.camera, (seen) => {
    const texts = seen.map(({ text }) => text);
    const showing = session.state.get().verdict?.entry?.text ?? null;
    session.look(isLeaving ? [] : turns.look(texts, { now: performance.now(), showing }));
  });
  useWakeLock();
  useEffect(unlockSoundAtTouch, []);
  useWedge((text) => session.enter(text, 'camera'));
  useSelfReset(session, verdict);
  const door = useDoor(event, state.profile);
  return (
    <main class="door kiosk" data-theme="dark" data-mirrored={side === 'front'}>
      <DirectionBand direction={shift.direction} />
      <Viewfinder use={camera} />
      <div class="kiosk-bottom">
        <h1>{t('scanner.kiosk.hold')}</h1>
        <button type="button" onClick={() => setIsLeaving(true)}>
          <LockIcon size={20} />
          {t('scanner.kiosk.staff')}
        </button>
      </div>
      <Announcement verdict={verdict} door={door} />
      {verdict !== null && (
        <KioskVerdict
          key={verdict.since}
          verdict={verdict}
          door={door}
          person={verdict.shown === null ? undefined : people.get(verdict.shown.id)}
          session={session}
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
