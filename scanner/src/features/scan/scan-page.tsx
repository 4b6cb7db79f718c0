import { rootAge } from '@gatehouse/shared/manifest';
import { isHelpCode, isReadinessCode } from '@gatehouse/shared/protocol';
import { Notice, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PhoneHelpCall } from '../../store/help/help.js';
import type { Gateway } from '../../store/log/index.js';
import type { Phone, PhoneEvent, PhoneState, Shift } from '../../store/phone.js';
import { createState, type Readable, usePicked, useReadable } from '../../store/readable.js';
import { callsHere } from '../people/help/calls-here.js';
import { HelpRow } from '../people/help/help-row.js';
import { RecentStrip } from '../recent/recent-strip.js';
import { lacksSecretFor } from '../shift/lacks-secret.js';
import { TruthBar } from '../truth/truth-bar.js';
import type { TruthPanelProps } from '../truth/truth-panel.js';
import { type Truth as HeldTruth, useTruth } from '../truth/use-truth.js';
import { Answer } from '../verdict/answer.js';
import { lazyPanel } from '../verdict/lazy-panel.js';
import { type CameraUse, useCamera } from './camera/use-camera.js';
import { Controls, ZoomSlider } from './camera-controls.js';
import { ConflictsPanel } from './conflicts-panel.js';
import type { Sight } from './decoder/sight.js';
import type { Direction } from './direction.js';
import { DirectionBand, DirectionSwitch } from './direction-parts.js';
import type { Door } from './door-context.js';
import { unlockSoundAtTouch } from './feedback/sound.js';
import { useWakeLock } from './feedback/use-wake-lock.js';
import { ListProgress } from './list-progress.js';
import { FamilyBoxes } from './many/family-boxes.js';
import { FamilyPanel } from './many/family-panel.js';
import { problemTexts } from './problem-texts.js';
import type { ScanSession } from './session/scan-session.js';
import { StatusBar } from './status-bar.js';
import { TypedPanel } from './typed-panel.js';
import { useDecoder } from './use-decoder.js';
import { useDoor } from './use-door.js';
import { useScanSession } from './use-scan-session.js';
import { Viewfinder } from './viewfinder.js';
import { useWedge } from './wedge/use-wedge.js';

export interface ScanPageProps {
  readonly phone: Phone;
  readonly gateway: Gateway;
  readonly state: PhoneState;
  readonly event: PhoneEvent;
  readonly shift: Shift;
  readonly onShift: () => void;
  readonly onReadiness: () => void;
}

type Open =
  | 'typed'
  | 'search'
  | 'bands'
  | 'settings'
  | 'conflicts'
  | 'truth'
  | 'help'
  | { readonly readiness: string }
  | { readonly help: string }
  | null;

const BandConflictsPanel = lazyPanel(() =>
  import('../people/wristband/band-conflicts-panel.js').then((part) => part.BandConflictsPanel),
);
const SearchPanel = lazyPanel(() =>
  import('../people/search/search-panel.js').then((part) => part.SearchPanel),
);

const SettingsPanel = lazyPanel(() =>
  import('../settings/settings-panel.js').then((part) => part.SettingsPanel),
);

const ReadCodePanel = lazyPanel(() =>
  import('../readiness/read-code-panel.js').then((part) => part.ReadCodePanel),
);

const HelpDeskPanel = lazyPanel(() =>
  import('../people/help/desk-panel.js').then((part) => part.HelpDeskPanel),
);

const HelpCodePanel = lazyPanel(() =>
  import('../people/help/code-panel.js').then((part) => part.HelpCodePanel),
);

const TruthPanel = lazyPanel(() => import('../truth/truth-panel.js').then((part) => part.TruthPanel));

/**
 * Where a steward works: dark, one hand, everything pressed near the thumb. The phone describes itself anew several
 * times a scan; what is not about that is kept as it was drawn, because drawing all of it takes a slow phone too long.
 */
export function ScanPage({ phone, gateway, state, event, shift, onShift, onReadiness }: ScanPageProps) {
  const session = useScanSession(gateway, shift);
  const [open, setOpen] = useState<Open>(null);
  const camera = useCamera();
  const door = useDoor(event, state.profile);
  const { failing, sights } = useSights({ camera, session, open, setOpen });
  useWakeLock();
  useEffect(unlockSoundAtTouch, []);
  useWedge((text) => {
    if (isMessage(text)) return setOpen(openedBy(text));
    // An open panel would lie over the answer.
    setOpen(null);
    session.enter(text, 'camera');
  });
  const isStale = isOld(event, gateway);
  const calls = useMemo(() => callsHere(state.help, { number: event.number }), [state.help, event.number]);
  const below = useMemo(() => {
    // The band says which way holds, also when another one could not be kept.
    const turn = (direction: Direction) =>
      void phone.startShift({ ...shift, direction }).catch(() => undefined);
    return <Below {...{ session, gateway, camera, door, shift, calls, setOpen }} onDirection={turn} />;
  }, [phone, session, gateway, camera, door, shift, calls]);
  const answer = useMemo(
    () => <Answer {...{ door, session, gateway, phone }} camera={camera.camera} />,
    [door, session, gateway, phone, camera.camera],
  );
  return (
    <main class="door" data-theme="dark">
      <StatusBar
        state={state}
        event={event}
        shift={shift}
        isOld={isStale}
        onChange={onShift}
        onConflicts={() => setOpen('conflicts')}
      />
      <div class="door-top">
        <DirectionBand direction={shift.direction} />
        <Truth gateway={gateway} event={event} onOpen={() => setOpen('truth')} />
      </div>
      <Viewfinder use={camera}>
        <Condition state={state} event={event} failing={failing} isOld={isStale}>
          {gateway.bandConflicts(shift).length > 0 && <BandWarning onOpen={() => setOpen('bands')} />}
        </Condition>
        <Seen {...{ session, door, sights, camera }} />
      </Viewfinder>
      {below}
      <Panels
        {...{ open, session, gateway, phone, state, event, shift, door, camera, calls }}
        onOpen={setOpen}
        onShift={onShift}
        onReadiness={onReadiness}
      />
      {answer}
    </main>
  );
}

interface SightsParts {
  readonly camera: CameraUse;
  readonly session: ScanSession;
  readonly open: Open;
  readonly setOpen: (open: Open) => void;
}

/** Takes what the camera sees to the session. What lies under an open panel is not scanned by chance. */
function useSights({ camera, session, open, setOpen }: SightsParts) {
  const sights = useMemo(() => createState<readonly Sight[]>([]), []);
  const failing = useDecoder(camera.camera, (seen) => {
    sights.set(seen);
    const texts = seen.map(({ text }) => text);
    const message = texts.find(isMessage);
    const { verdict, family } = session.state.get();
    const isFree = verdict === null && family === null;
    if (message !== undefined && open === null && isFree) setOpen(openedBy(message));
    session.look(open === null ? texts.filter((text) => !isMessage(text)) : []);
  });
  return { sights, failing };
}

interface TruthProps {
  readonly gateway: Gateway;
  readonly event: PhoneEvent;
}

function Truth({ gateway, event, onOpen }: TruthProps & { readonly onOpen: () => void }) {
  return <TruthBar {...useTruth(gateway, event)} onOpen={onOpen} />;
}

function OpenTruth({ gateway, event, ...panel }: TruthProps & Omit<TruthPanelProps, keyof HeldTruth>) {
  return <TruthPanel {...useTruth(gateway, event)} {...panel} />;
}

interface SeenProps {
  readonly session: ScanSession;
  readonly door: Door;
  readonly sights: Readable<readonly Sight[]>;
  readonly camera: CameraUse;
}

/** What lies on the picture while codes are scanned. */
function Seen({ session, door, sights, camera }: SeenProps) {
  const busy = usePicked(session.state, (now) => now.busy);
  const family = usePicked(session.state, (now) => now.family);
  return (
    <>
      {busy && <BusyMark />}
      {family && camera.camera && <FamilyBoxes {...{ family, door, sights, ...camera.camera }} />}
    </>
  );
}

/** Below the picture: the answers of several, or else what is pressed. */
function Below({ door, session, gateway, shift, ...more }: BottomProps) {
  const family = usePicked(session.state, (now) => now.family);
  const people = useReadable(gateway.people);
  if (family !== null)
    return <FamilyPanel {...{ family, door, people, session }} direction={shift.direction} />;
  return <Bottom {...{ door, session, gateway, shift }} {...more} />;
}

interface PanelsProps {
  readonly open: Open;
  readonly session: ScanSession;
  readonly gateway: Gateway;
  readonly phone: Phone;
  readonly state: PhoneState;
  readonly event: PhoneEvent;
  readonly shift: Shift;
  readonly door: Door;
  readonly calls: readonly PhoneHelpCall[];
  readonly camera: CameraUse;
  readonly onOpen: (open: Open) => void;
  readonly onShift: () => void;
  readonly onReadiness: () => void;
}

/** What lies over the scan screen while somebody works with it. */
function Panels({ open, session, gateway, event, shift, door, onOpen, ...more }: PanelsProps) {
  const { phone, state, camera, calls, onShift, onReadiness } = more;
  const close = () => onOpen(null);
  const desk = { phone, session, gateway, door, onLeave: close };
  const stopped = useReadable(gateway.typingStopped);
  return (
    <>
      {open !== null && typeof open === 'object' && 'readiness' in open && (
        <ReadCodePanel text={open.readiness} root={event.root} onLeave={close} />
      )}
      {open !== null && typeof open === 'object' && 'help' in open && (
        <HelpCodePanel text={open.help} {...desk} />
      )}
      {open === 'help' && <HelpDeskPanel calls={calls} {...desk} />}
      {open === 'truth' && <OpenTruth {...{ gateway, event, state }} onLeave={close} />}
      {open === 'typed' && (
        <TypedPanel
          stopped={stopped}
          onCode={(text) => typed(session, text, close)}
          onCodes={(texts) => pictured(session, texts, onOpen)}
          onLeave={close}
        />
      )}
      {open === 'search' && (
        <SearchPanel
          gateway={gateway}
          event={event}
          shift={shift}
          onTicket={(ticket) => found(session, ticket, close)}
          onLeave={close}
        />
      )}
      {open === 'bands' && (
        <BandConflictsPanel conflicts={gateway.bandConflicts(shift)} door={door} onLeave={close} />
      )}
      {open === 'conflicts' && <ConflictsPanel conflicts={state.conflicts} door={door} onLeave={close} />}
      {open === 'settings' && <SettingsPanel {...{ state, camera, onShift, onReadiness }} onLeave={close} />}
    </>
  );
}

function BandWarning({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useI18n();
  return (
    <Notice tone="warn">
      <button type="button" class="min-h-12 w-full text-start underline" onClick={onOpen}>
        {t('people.band.conflict')}
      </button>
    </Notice>
  );
}

interface BottomProps {
  readonly session: ScanSession;
  readonly gateway: Gateway;
  readonly camera: CameraUse;
  readonly door: Door;
  readonly shift: Shift;
  readonly calls: readonly PhoneHelpCall[];
  readonly setOpen: (open: Open) => void;
  readonly onDirection: (direction: Direction) => void;
}

/** Everything that is pressed while one code after another comes. */
function Bottom({ session, gateway, camera, door, shift, calls, setOpen, onDirection }: BottomProps) {
  return (
    <div class="door-bottom">
      {camera.camera?.zoom && <ZoomSlider key={camera.camera.deviceId} zoom={camera.camera.zoom} />}
      <HelpRow calls={calls} door={door} onOpen={() => setOpen('help')} />
      <RecentStrip door={door} session={session} gateway={gateway} />
      <DirectionSwitch direction={shift.direction} onDirection={onDirection} />
      <Controls
        camera={camera.camera}
        onType={() => setOpen('typed')}
        onSearch={door.profile.mayConfirm ? () => setOpen('search') : null}
        onSettings={() => setOpen('settings')}
      />
    </div>
  );
}

/** What another phone shows on its screen, and nobody has bought. */
function isMessage(text: string): boolean {
  return isReadinessCode(text) || isHelpCode(text);
}

function openedBy(message: string): Open {
  return isHelpCode(message) ? { help: message } : { readiness: message };
}

function typed(session: ScanSession, text: string, close: () => void): void {
  close();
  session.enter(text, 'typed');
}

/** One code is a scan as any other; several are a family; what another phone shows is opened. */
function pictured(session: ScanSession, texts: readonly string[], onOpen: (open: Open) => void): void {
  const message = texts.find(isMessage);
  onOpen(message === undefined ? null : openedBy(message));
  const [first, ...others] = texts.filter((text) => !isMessage(text));
  if (first !== undefined && others.length === 0) session.enter(first, 'camera');
  else if (first !== undefined) session.enterTogether([first, ...others]);
}

function found(session: ScanSession, ticket: string, close: () => void): void {
  close();
  session.enter('', 'search', { ticket });
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
  readonly children?: ComponentChildren;
}

/** What the steward should know, without being kept from scanning. */
function Condition({ state, event, failing, isOld: isStale, children }: ConditionProps) {
  const { t } = useI18n();
  return (
    <div class="door-condition">
      {children}
      {state.problem !== null && <Notice tone="warn">{t(problemTexts[state.problem])}</Notice>}
      {failing && <Notice tone="warn">{t('scanner.view.failing')}</Notice>}
      {event.refused !== null && <Notice tone="warn">{t('scanner.list.refused')}</Notice>}
      {lacksSecretFor(event, state.shift?.listId) && (
        <Notice tone="warn">{t('scanner.list.noSecret')}</Notice>
      )}
      {isStale && <Notice tone="warn">{t('scanner.list.stale')}</Notice>}
      <ListProgress complete={event.complete} progress={event.progress} />
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
