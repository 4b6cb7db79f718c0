import type { KioskPin } from '@gatehouse/shared/door-settings';
import { Button, Notice, Panel, TextField, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { forgetTries, isPin, noteTry, waitBeforeTry } from './pin.js';

export interface PinPanelProps {
  /** Null: the organiser has set none, and nobody leaves. */
  readonly pin: KioskPin | null;
  readonly onRight: () => void;
  readonly onLeave: () => void;
}

const SECOND_MS = 1000;

/** The only way out of a kiosk. */
export function PinPanel({ pin, onRight, onLeave }: PinPanelProps) {
  const { t } = useI18n();
  return (
    <Panel title={t('scanner.kiosk.title')} onLeave={onLeave}>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        {pin === null ? (
          <Notice tone="warn">{t('scanner.kiosk.noPin')}</Notice>
        ) : (
          <PinForm pin={pin} onRight={onRight} />
        )}
      </div>
    </Panel>
  );
}

function PinForm({ pin, onRight }: { readonly pin: KioskPin; readonly onRight: () => void }) {
  const { t } = useI18n();
  const [digits, setDigits] = useState('');
  const [busy, setBusy] = useState(false);
  const [isWrong, setIsWrong] = useState(false);
  const [wait, lookAgain] = useWait();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const now = Date.now();
    if (busy || waitBeforeTry(now) > 0) return;
    setBusy(true);
    // Before it is known, so that what is typed meanwhile stays.
    setDigits('');
    noteTry(now);
    const isRight = await isPin(crypto.subtle, pin, digits);
    setBusy(false);
    setIsWrong(!isRight);
    if (isRight) forgetTries();
    lookAgain();
    if (isRight) onRight();
  }
  const seconds = Math.ceil(wait / SECOND_MS);
  return (
    <form ref={form} class="grid gap-4" onSubmit={(event) => void submit(event)}>
      <TextField
        name="pin"
        type="password"
        label={t('scanner.kiosk.pin')}
        inputMode="numeric"
        autoComplete="off"
        value={digits}
        onValue={setDigits}
        error={isWrong && wait === 0 ? t('scanner.kiosk.wrong') : undefined}
        required
      />
      {wait > 0 && <Notice tone="warn">{t('scanner.kiosk.wait', { seconds })}</Notice>}
      <Button type="submit" kind="primary" loading={busy} disabled={wait > 0 || digits === ''}>
        {t('scanner.kiosk.leave')}
      </Button>
    </form>
  );
}

/** Milliseconds until the next try, counted down on the screen. */
function useWait(): readonly [number, () => void] {
  const [wait, setWait] = useState(() => waitBeforeTry(Date.now()));
  const look = () => setWait(waitBeforeTry(Date.now()));
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(look, Math.min(wait, SECOND_MS));
    return () => clearTimeout(timer);
  }, [wait]);
  return [wait, look];
}
