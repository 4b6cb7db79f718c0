import { Button, Notice, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createDecoder } from '../decoder/decoder.js';
import { openPicture, readPicture } from './read-picture.js';

export interface PictureFieldProps {
  /** At least one. */
  readonly onCodes: (texts: readonly string[]) => void;
}

type Phase = 'idle' | 'reading' | 'none' | 'unreadable';

/** A ticket that somebody sent as a picture. The picture stays on the phone. */
export function PictureField({ onCodes }: PictureFieldProps) {
  const { t } = useI18n();
  const [phase, setPhase] = useState<Phase>('idle');
  const field = useRef<HTMLInputElement>(null);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  async function take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (file === undefined) return;
    setPhase('reading');
    const decoder = createDecoder();
    const read = await readPicture(file, { decoder, open: openPicture }).catch(() => 'unreadable' as const);
    decoder.close();
    // Whoever left it meanwhile wants nobody let in by it.
    if (isGone.current) return;
    // The same picture can be chosen again.
    input.value = '';
    if (read === 'unreadable') setPhase('unreadable');
    else if (read.length === 0) setPhase('none');
    else onCodes(read);
  }

  return (
    <div class="grid gap-2">
      <input
        ref={field}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => void take(event.currentTarget)}
      />
      <Button disabled={phase === 'reading'} onClick={() => field.current?.click()}>
        {t('scanner.picture.action')}
      </Button>
      <div role="status" class="grid gap-2">
        {phase === 'reading' && (
          <p class="ui-actions">
            <Spinner />
            {t('scanner.picture.reading')}
          </p>
        )}
        {phase === 'none' && <Notice tone="warn">{t('scanner.picture.none')}</Notice>}
        {phase === 'unreadable' && <Notice tone="warn">{t('scanner.picture.unreadable')}</Notice>}
      </div>
    </div>
  );
}
