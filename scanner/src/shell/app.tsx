import { Button, Card, ChevronIcon, EmptyState, Loading, Notice, useI18n } from '@gatehouse/shared/ui';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePairingLink } from '../features/pair/link-in-address.js';
import { PairPage } from '../features/pair/pair-page.js';
import { RevokedPage } from '../features/pair/revoked-page.js';
import { WaitingPage } from '../features/pair/waiting-page.js';
import { ReadinessPage } from '../features/readiness/readiness-page.js';
import { problemTexts } from '../features/scan/problem-texts.js';
import type { ScanPageProps } from '../features/scan/scan-page.js';
import { useAppearance } from '../features/settings/appearance.js';
import { isOutdated, isPossible } from '../features/shift/propose.js';
import { ShiftPage } from '../features/shift/shift-page.js';
import { InstallPrompt } from '../features/start/install-prompt.js';
import { StorageHelp } from '../features/start/storage-help.js';
import type { Phone, PhoneState } from '../store/phone.js';
import { useReadable } from '../store/readable.js';
import { Shell } from './shell.js';
import { UpdatePrompt } from './update-prompt.js';

export interface AppProps {
  readonly phone: Phone;
  /** The pairing link by which the app was opened. */
  readonly link: string | null;
}

/** What is over the scan screen: another shift, or the check of the phone. */
type View = 'door' | 'shift' | 'readiness';

/** Which screen this phone is at follows from what it knows, so that a restart leads to the same place. */
export function App({ phone, link: opened }: AppProps) {
  const state = useReadable(phone.state);
  const [link, forgetLink] = usePairingLink(opened);
  const [view, setView] = useState<View>('door');
  // A code that is opened while people scan is looked at, and not over the camera.
  useEffect(() => {
    if (link !== null) setView('shift');
  }, [link]);
  useAppearance(state);
  const isOpen = state.pairing === 'active' && state.events.length > 0;
  // Only as the app opens: nobody is taken from a door at which people stand.
  useEffect(() => {
    if (isOpen && isOutdated(state.shift, state.events, Date.now())) setView('shift');
  }, [isOpen]);
  if (view === 'door' && shiftOf(state) !== null)
    return <Scanning phone={phone} state={state} onView={setView} />;
  return (
    <Shell onReadiness={state.pairing === 'active' ? () => setView('readiness') : null}>
      {/* An update starts the app anew: never between two scans, and never with a scan that only lies here. */}
      {!holdsUnsent(state) && <UpdatePrompt />}
      <Page phone={phone} state={state} link={link} onLinkTaken={forgetLink} view={view} onView={setView} />
    </Shell>
  );
}

/** Anything that lies on this phone alone. */
function holdsUnsent({ unsent, unsentPhotos, help }: PhoneState): boolean {
  return unsent > 0 || unsentPhotos > 0 || help.some(({ delivery }) => delivery === 'unsent');
}

function shiftOf({ pairing, shift, events }: PhoneState) {
  return pairing === 'active' && shift !== null && isPossible(shift, events) ? shift : null;
}

interface PageProps extends AppProps {
  readonly state: PhoneState;
  readonly onLinkTaken: () => void;
  readonly view: View;
  readonly onView: (view: View) => void;
}

function Page(props: PageProps) {
  const { phone, state, link, onLinkTaken } = props;
  const { t } = useI18n();
  const pairing = <PairPage phone={phone} link={link} onLinkTaken={onLinkTaken} />;
  switch (state.pairing) {
    case 'loading':
      return <Loading />;
    case 'unpaired':
      // Without anything that is kept there is nothing to pair.
      if (state.problem === 'storage') return <StorageHelp />;
      return (
        <>
          <Problem state={state} />
          {pairing}
          <InstallPrompt when="known" />
          <ReadinessPage phone={phone} />
          <InstallPrompt when="late" />
        </>
      );
    case 'waiting':
      return (
        <>
          <WaitingPage phone={phone} state={state} />
          <details class="ui-disclosure" open={link !== null}>
            <summary>
              {t('scanner.waiting.other')}
              <ChevronIcon />
            </summary>
            <div>{pairing}</div>
          </details>
          <ReadinessPage phone={phone} />
        </>
      );
    case 'revoked':
      return <RevokedPage phone={phone} state={state} />;
    default:
      return <Active {...props} />;
  }
}

function Active({ phone, state, link, onLinkTaken, view, onView }: PageProps) {
  const { t } = useI18n();
  const isLost = state.events.some(({ refused }) => refused === 'not_genuine');
  const [hasLink, setHasLink] = useState(link !== null);
  useEffect(() => {
    if (link !== null) setHasLink(true);
  }, [link]);
  const back = () => onView('door');
  if (view === 'readiness')
    return (
      <>
        <h1 class="sr-only">{t('scanner.ready.title')}</h1>
        <ReadinessPage phone={phone} />
        <Button kind="primary" onClick={back}>
          {t('scanner.back')}
        </Button>
      </>
    );
  return (
    <>
      <Problem state={state} />
      {isLost && <Notice tone="warn">{t('scanner.pair.lost')}</Notice>}
      {(isLost || hasLink) && <PairPage phone={phone} link={link} onLinkTaken={onLinkTaken} />}
      <ShiftPage phone={phone} state={state} current={shiftOf(state)} onStarted={back} />
      <InstallPrompt />
    </>
  );
}

function Problem({ state }: { readonly state: PhoneState }) {
  const { t } = useI18n();
  if (state.problem === null) return null;
  return <Notice tone="warn">{t(problemTexts[state.problem])}</Notice>;
}

interface ScanningProps {
  readonly phone: Phone;
  readonly state: PhoneState;
  readonly onView: (view: View) => void;
}

/** The camera and everything about it comes in a file of its own, which the service worker keeps as well. */
function Scanning({ phone, state, onView }: ScanningProps) {
  const { t } = useI18n();
  const [ScanPage, setScanPage] = useState<ComponentType<ScanPageProps> | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const isKiosk = state.profile === 'kiosk';
  useEffect(() => {
    const screen = isKiosk
      ? import('../features/kiosk/kiosk-page.js').then(({ KioskPage }) => KioskPage)
      : import('../features/scan/scan-page.js').then((scan) => scan.ScanPage);
    let isWanted = true;
    screen.then(
      (page) => isWanted && setScanPage(() => page),
      () => setIsMissing(true),
    );
    return () => {
      isWanted = false;
    };
  }, [isKiosk]);
  const gateway = useReadable(phone.gateway);
  const shift = shiftOf(state);
  const event = state.events.find(({ id }) => id === shift?.eventId);
  if (isMissing)
    return (
      <Card>
        <EmptyState
          title={t('scanner.missing.title')}
          hint={t('scanner.missing.text')}
          action={<Button onClick={() => location.reload()}>{t('common.tryAgain')}</Button>}
        />
      </Card>
    );
  if (ScanPage === null || gateway === null || shift === null || event === undefined) return <Loading />;
  return (
    <ScanPage
      phone={phone}
      gateway={gateway}
      state={state}
      event={event}
      shift={shift}
      onShift={() => onView('shift')}
      onReadiness={() => onView('readiness')}
    />
  );
}
