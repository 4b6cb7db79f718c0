import { parseShortCode } from '@gatehouse/shared/ticket-code';
import { Button, Notice, Panel, TextField, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { PictureField } from './picture/picture-field.js';

export interface TypedPanelProps {
  /** Too many wrong codes were typed; it passes. */
  readonly stopped: boolean;
  readonly onCode: (text: string) => void;
  /** Read from a picture, one or several. */
  readonly onCodes: (texts: readonly string[]) => void;
  readonly onLeave: () => void;
}

const SHORT_LENGTH = 12;

/** A code as somebody reads it from the paper: twelve characters under the code, or any other barcode's number. */
export function TypedPanel({ stopped, onCode, onCodes, onLeave }: TypedPanelProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [doubted, setDoubted] = useState('');
  const typed = text.trim();
  const isDoubted = doubted !== '' && doubted === typed;

  function submit(event: Event): void {
    event.preventDefault();
    if (typed === '') return;
    // A slip of the finger is seen at once; a barcode that only looks alike goes through at the second press.
    if (looksShort(typed) && parseShortCode(typed) === null && !isDoubted) setDoubted(typed);
    else onCode(typed);
  }

  return (
    <Panel title={t('scanner.typed.title')} onLeave={onLeave}>
      <form class="grid content-start gap-4 overflow-y-auto p-4" onSubmit={submit}>
        <TextField
          name="code"
          label={t('scanner.typed.label')}
          hint={t('scanner.typed.hint')}
          error={isDoubted ? t('scanner.typed.slip') : undefined}
          value={text}
          onValue={setText}
          autoComplete="off"
          required
        />
        {stopped && <Notice tone="warn">{t('scanner.verdict.typingStopped')}</Notice>}
        <Button type="submit" kind="primary" disabled={stopped}>
          {isDoubted ? t('scanner.typed.anyway') : t('scanner.typed.check')}
        </Button>
        <PictureField onCodes={onCodes} />
      </form>
    </Panel>
  );
}

/** As long as a short code, and not a number, which barcodes of twelve digits are. */
function looksShort(typed: string): boolean {
  const bare = typed.replace(/[\s-]/g, '');
  return bare.length === SHORT_LENGTH && !/^\d+$/.test(bare) && /^[0-9a-z]+$/i.test(bare);
}
