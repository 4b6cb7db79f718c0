import { doorSpeaker } from '@gatehouse/shared/door';
import { rootAge } from '@gatehouse/shared/manifest';
import type { Person } from '@gatehouse/shared/people';
import { isReadinessCode } from '@gatehouse/shared/protocol';
import { Notice, Progress, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Gateway } from '../../store/log/index.js';
import type { Phone, PhoneEvent, PhoneState, Shift } from '../../store/phone.js';
import { useReadable } from '../../store/readable.js';
import { ReadCodePanel } from '../readiness/read-code-panel.js';
import { SettingsPanel } from '../settings/settings-panel.js';
import { lacksSecretFor } from '../shift/lacks-secret.js';
import { TruthBar } from '../truth/truth-bar.js';
import { TruthPanel } from '../truth/truth-panel.js';
import { useTruth } from '../truth/use-truth.js';
import { useCamera } from './camera/use-camera.js';
import { Controls, ZoomSlider } from './camera-controls.js';
import { ConflictsPanel } from './conflicts-panel.js';
import type { Direction } from './direction.js';
import { DirectionBand, DirectionSwitch } from './direction-parts.js';
import type { Door } from './door-context.js';
import { unlockSoundAtTouch } from './feedback/sound.js';
import { useWakeLock } from './feedback/use-wake-lock.js';
import { problemTexts } from './problem-texts.js';
import { QuestionsPanel } from './questions/questions-panel.js';
import { RecentStrip } from './recent-strip.js';
import { createDrafts, type Drafts } from './session/drafts.js';
import { type OnScreen, type ScanSession, wantsAnswers } from './session/scan-session.js';
import { listenForWedge } from './session/wedge.js';
import { StatusBar } from './status-bar.js';
import { TypedPanel } from './typed-panel.js';
import { useDecoder } from './use-decoder.js';
import { useScanSession } from './use-scan-session.js';
import { VerdictScreen } from './verdict-screen.js';
import { Viewfinder } from './viewfinder.js';

export interface ScanPageProps {
  readonly phone: Phone;
  readonly gateway: Gateway;
  readonly state: PhoneState;
  readonly event: PhoneEvent;
  readonly shift: Shift;
  readonly onShift: () => void;
  readonly onReadiness: () => void;
}

type Open = 'typed' | 'settings' | 'conflicts' | 'truth' | { readonly readiness: string } | null;

/** Where a steward works: dark, one hand, everything pressed near the thumb. */
export function ScanPage({ phone, gateway, state, event, shift, onShift, onReadiness }: ScanPageProps) {
  const session = useScanSession(gateway, shift);
  const { busy, verdict, turnedAway, recent } = useReadable(session.state);
  const stopped = useReadable(gateway.typingStopped);
  const people = useReadable(gateway.people);
  const [open, setOpen] = useState<Open>(null);
  const camera = useCamera();
  // What lies under an open panel is not scanned by chance.
  const failing = useDecoder(camera.camera, (texts) => {
    const readiness = texts.find(isReadinessCode);
    if (readiness !== undefined && open === null && verdict === null) setOpen({ readiness });
    session.look(open === null ? texts.filter((text) => !isReadinessCode(text)) : []);
  });
  const door = useDoor(event);
  const truth = useTruth(gateway, event);
  useWakeLock();
  useEffect(unlockSoundAtTouch, []);
  // Before the screen is painted, so that a code that is read at once is not lost.
  useLayoutEffect(
    () =>
      listenForWedge(document, (text) => {
        if (isReadinessCode(text)) return setOpen({ readiness: text });
        // An open panel would lie over the answer.
        setOpen(null);
        session.enter(text, 'camera');
      }),
    [session],
  );
  const close = () => setOpen(null);
  const turn = (direction: Direction) => void phone.startShift({ ...shift, direction });
  return (
    <main class="door" data-theme="dark">
      <StatusBar
        state={state}
        event={event}
        shift={shift}
        isOld={isOld(event, gateway)}
        onChange={onShift}
        onConflicts={() => setOpen('conflicts')}
      />
      <div>
        <DirectionBand direction={shift.direction} />
        <TruthBar {...truth} onOpen={() => setOpen('truth')} />
      </div>
      <Viewfinder use={camera}>
        <Condition state={state} event={event} failing={failing} isOld={isOld(event, gateway)} />
        {busy && <BusyMark />}
      </Viewfinder>
      <div class="door-bottom">
        {camera.camera?.zoom && <ZoomSlider key={camera.camera.deviceId} zoom={camera.camera.zoom} />}
        <RecentStrip recent={recent} door={door} people={people} onOpen={session.open} />
        <DirectionSwitch direction={shift.direction} onDirection={turn} />
        <Controls
          camera={camera.camera}
          onType={() => setOpen('typed')}
          onSettings={() => setOpen('settings')}
        />
      </div>
      {open === 'typed' && (
        <TypedPanel stopped={stopped} onCode={(text) => typed(session, text, close)} onLeave={close} />
      )}
      {open === 'conflicts' && <ConflictsPanel conflicts={state.conflicts} door={door} onLeave={close} />}
      {open !== null && typeof open === 'object' && (
        <ReadCodePanel text={open.readiness} root={event.root} onLeave={close} />
      )}
      {open === 'truth' && <TruthPanel {...truth} state={state} onLeave={close} />}
      {open === 'settings' && (
        <SettingsPanel
          state={state}
          camera={camera}
          onShift={onShift}
          onReadiness={onReadiness}
          onLeave={close}
        />
      )}
      <AnswerScreen verdict={verdict} session={session} door={door} people={people} turnedAway={turnedAway} />
    </main>
  );
}

interface AnswerScreenProps {
  readonly verdict: OnScreen | null;
  readonly session: ScanSession;
  readonly door: Door;
  readonly people: ReadonlyMap<string, Person>;
  readonly turnedAway: number;
}

/** What became of a scan: its questions where it has some, or else the verdict. */
function AnswerScreen({ verdict, session, door, people, turnedAway }: AnswerScreenProps) {
  const drafts = useDrafts(verdict);
  if (verdict === null) return null;
  // Two guests with the same answer are two answers: drawn, and told by a screen reader, once each.
  const shared = { verdict, door, onAnswer: session.answer, onPainted: session.painted };
  if (verdict.shown === null || !wantsAnswers(verdict))
    return (
      <VerdictScreen
        key={verdict.since}
        {...shared}
        person={verdict.shown === null ? undefined : people.get(verdict.shown.id)}
        onDismiss={session.dismiss}
        onChoose={session.choose}
      />
    );
  return (
    <QuestionsPanel
      key={verdict.since}
      {...shared}
      shown={verdict.shown}
      drafts={drafts}
      turnedAway={turnedAway}
      onTurnedAway={session.turnAway}
    />
  );
}

/** What was entered for a ticket is forgotten when its scan is kept. */
function useDrafts(verdict: OnScreen | null): Drafts {
  const drafts = useMemo(createDrafts, []);
  const { shown = null } = verdict ?? {};
  useEffect(() => {
    if (shown === null || !shown.recorded || shown.decision.result === 'confirm') return;
    if (shown.decision.ticket !== null) drafts.drop(shown.decision.ticket);
  }, [shown, drafts]);
  return drafts;
}

function typed(session: ScanSession, text: string, close: () => void): void {
  close();
  session.enter(text, 'typed');
}

function useDoor(event: PhoneEvent): Door {
  const { t, locale } = useI18n();
  return useMemo(
    () => ({ event, speaker: doorSpeaker({ t, locale, root: event.root, now: Date.now() }) }),
    [event, t, locale],
  );
}

/** By the phone's estimate of the time. */
function isOld({ root }: PhoneEvent, gateway: Gateway): boolean {
  return root !== null && rootAge(root, gateway.now().estimate) !== 'fresh';
}

interface ConditionProps {
  readonly state: PhoneState;
  readonly event: PhoneEvent;
  readonly failing: boolean;
  readonly isOld: boolean;
}

/** What the steward should know, without being kept from scanning. */
function Condition({ state, event, failing, isOld: isStale }: ConditionProps) {
  const { t } = useI18n();
  return (
    <div class="door-condition">
      {state.problem !== null && <Notice tone="warn">{t(problemTexts[state.problem])}</Notice>}
      {failing && <Notice tone="warn">{t('scanner.view.failing')}</Notice>}
      {event.refused !== null && <Notice tone="warn">{t('scanner.list.refused')}</Notice>}
      {lacksSecretFor(event, state.shift?.listId) && (
        <Notice tone="warn">{t('scanner.list.noSecret')}</Notice>
      )}
      {isStale && <Notice tone="warn">{t('scanner.list.stale')}</Notice>}
      {!event.complete && (
        <Notice>
          <p>{t('scanner.list.loading', { percent: Math.floor(100 * event.progress) })}</p>
          <Progress label={t('scanner.list.progress')} value={event.progress} />
        </Notice>
      )}
    </div>
  );
}

function BusyMark() {
  const { t } = useI18n();
  return (
    <p class="door-busy" role="status">
      {t('scanner.view.busyMark')}
    </p>
  );
}
