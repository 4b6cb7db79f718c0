import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, CameraIcon, Card, ChevronIcon, Notice, TextField, useI18n } from '@gatehouse/shared/ui';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PairOutcome, Phone } from '../../store/phone.js';
import { looksLikePairing } from './link-in-address.js';

type Refusal = Extract<PairOutcome, { readonly ok: false }>['reason'];

const refusals: Readonly<Record<Refusal, PlainKey>> = {
  not_a_link: 'scanner.pair.notALink',
  expired: 'scanner.pair.expired',
  used: 'scanner.pair.used',
  unknown: 'scanner.pair.unknown',
  offline: 'scanner.pair.offline',
  refused: 'scanner.pair.refused',
  slow: 'scanner.pair.slow',
  storage: 'scanner.pair.storage',
  already_paired: 'scanner.pair.already',
};

export interface PairPageProps {
  readonly phone: Phone;
  /** The link by which the app was opened. */
  readonly link: string | null;
  /** It is used once, whatever comes of it. */
  readonly onLinkTaken: () => void;
}

/** Three ways to the same link: the camera, the link itself, or a code that is typed. */
export function PairPage({ phone, link, onLinkTaken }: PairPageProps) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const [Camera, setCamera] = useState<ComponentType<PairCameraProps> | null>(null);

  const running = useRef(false);
  const isWanted = useRef(false);

  async function pair(text: string): Promise<void> {
    // The camera may read the link once more before the page is drawn without it, and a link pairs once.
    if (running.current) return;
    running.current = true;
    closeCamera();
    setBusy(true);
    setRefusal(null);
    const outcome = await phone.pair(text);
    running.current = false;
    setBusy(false);
    setRefusal(outcome.ok ? null : outcome.reason);
  }

  useEffect(() => {
    if (link === null) return;
    onLinkTaken();
    void pair(link);
  }, [link, onLinkTaken]);

  async function openCamera(): Promise<void> {
    isWanted.current = true;
    const part = await import('./pair-camera.js').catch(() => null);
    setIsMissing(part === null);
    // A code may have been typed meanwhile.
    if (isWanted.current && part !== null) setCamera(() => part.PairCamera);
  }

  function closeCamera(): void {
    isWanted.current = false;
    setCamera(null);
  }

  return (
    <Card>
      <div class="grid gap-4">
        <div class="grid gap-1">
          <h1 class="text-xl">{t('scanner.pair.title')}</h1>
          <p class="text-ink-muted">{t('scanner.pair.text')}</p>
        </div>
        {refusal !== null && <Notice tone="bad">{t(refusals[refusal])}</Notice>}
        {isMissing && <Notice tone="warn">{t('scanner.missing.text')}</Notice>}
        <Button kind="primary" loading={busy} onClick={() => void openCamera()}>
          <CameraIcon />
          {t('scanner.pair.scan')}
        </Button>
        <PasteForm busy={busy} onLink={(text) => void pair(text)} />
        {Camera !== null && <Camera onLink={(text) => void pair(text)} onLeave={closeCamera} />}
      </div>
    </Card>
  );
}

export interface PairCameraProps {
  readonly onLink: (link: string) => void;
  readonly onLeave: () => void;
}

interface PasteFormProps {
  readonly busy: boolean;
  readonly onLink: (link: string) => void;
}

function PasteForm({ busy, onLink }: PasteFormProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const link = text.trim();
    const isOne = looksLikePairing(link) || (await isPairingCode(link));
    setWrong(!isOne);
    if (isOne) onLink(link);
  }
  return (
    <details class="ui-disclosure">
      <summary>
        {t('scanner.pair.typeOrLink')}
        <ChevronIcon />
      </summary>
      <div>
        <form class="grid gap-3" onSubmit={(event) => void submit(event)}>
          <TextField
            name="link"
            label={t('scanner.pair.codeOrLink')}
            hint={t('scanner.pair.codeHint')}
            error={wrong ? t('scanner.pair.neither') : undefined}
            value={text}
            onValue={setText}
            autoComplete="off"
            required
          />
          <Button type="submit" loading={busy}>
            {t('scanner.pair.action')}
          </Button>
        </form>
      </div>
    </details>
  );
}

/** Fetched when somebody types, so that the start page is there sooner. Where it does not come, the phone finds out. */
async function isPairingCode(text: string): Promise<boolean> {
  const protocol = await import('@gatehouse/shared/protocol').catch(() => null);
  return protocol === null || protocol.readPairingCode(text) !== null;
}
