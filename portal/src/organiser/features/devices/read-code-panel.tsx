import { Button, Notice, Panel, TextField, useI18n } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { CodeCamera } from './code-camera.js';
import { readCodeOfFile } from './code-reader.js';
import { phonesKey, readReadinessCode } from './device-api.js';
import { ReadinessCell } from './readiness-cell.js';

/** What a phone without a line says of itself: by its code, off its screen. */
export function ReadCodePanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const [isLooking, setIsLooking] = useState(false);
  const reading = useMutation({
    mutationFn: (code: string) => readReadinessCode(eventId, code),
    onSuccess: () => queries.invalidateQueries({ queryKey: phonesKey(eventId) }),
  });
  function take(text: string): void {
    setIsLooking(false);
    reading.mutate(text.trim());
  }
  const { data: phone, error } = reading;
  return (
    <Panel title={t('desk.readCode.title')} onLeave={onClose}>
      <div class="ui-panel-form">
        <div class="ui-panel-body">
          <p class="text-ink-muted">{t('desk.readCode.lead')}</p>
          <div role="status" class="grid gap-2">
            {error !== null && <Notice tone="warn">{describeProblem(t, toProblem(error))}</Notice>}
            {phone !== undefined && (
              <>
                <h3 class="font-semibold">
                  <bdi>{phone.name}</bdi>
                </h3>
                <ReadinessCell phone={phone} />
              </>
            )}
          </div>
          {isLooking ? (
            <CodeCamera onText={take} />
          ) : (
            <Button onClick={() => setIsLooking(true)}>{t('desk.readCode.camera')}</Button>
          )}
          <PictureButton onText={take} />
          <TextEntry onText={take} />
        </div>
        <footer>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </footer>
      </div>
    </Panel>
  );
}

interface EntryProps {
  readonly onText: (text: string) => void;
}

function PictureButton({ onText }: EntryProps) {
  const { t } = useI18n();
  const field = useRef<HTMLInputElement>(null);
  const [warning, setWarning] = useState<string | undefined>();
  async function take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (file === undefined) return;
    try {
      const text = await readCodeOfFile(file);
      setWarning(text === null ? t('desk.readCode.none') : undefined);
      if (text !== null) onText(text);
    } catch {
      setWarning(t('errors.answer.offline'));
    }
    // The same picture can be chosen again.
    input.value = '';
  }
  return (
    <>
      <input
        ref={field}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => void take(event.currentTarget)}
      />
      <Button onClick={() => field.current?.click()}>{t('desk.readCode.picture')}</Button>
      {warning !== undefined && <Notice tone="warn">{warning}</Notice>}
    </>
  );
}

function TextEntry({ onText }: EntryProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  function submit(event: Event): void {
    event.preventDefault();
    if (text.trim() !== '') onText(text);
  }
  return (
    <form class="grid gap-3" onSubmit={submit} noValidate>
      <TextField
        name="code"
        label={t('desk.readCode.text')}
        value={text}
        onValue={setText}
        autoComplete="off"
        required
      />
      <Button type="submit">{t('desk.readCode.read')}</Button>
    </form>
  );
}
