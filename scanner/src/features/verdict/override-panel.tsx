import { wordOf } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, Panel, RadioField, TextArea, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { ActionPanelProps } from './actions.js';

const OTHER = 'other';
/** The short list of what is true at most doors; anything else is written. */
const reasons: readonly (readonly [value: string, label: PlainKey])[] = [
  ['desk', 'scanner.override.desk'],
  ['organiser', 'scanner.override.organiser'],
  ['identity', 'scanner.override.identity'],
  ['fault', 'scanner.override.fault'],
  [OTHER, 'scanner.override.other'],
];

/** Somebody who may goes against a refusal, and says why; the words go into the log beside the scan. */
export function OverridePanel({ shown, session, onLeave }: ActionPanelProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const written = note.trim();
  const needsReason = reason === '';
  const needsNote = reason === OTHER && written === '';

  function submit(event: Event): void {
    event.preventDefault();
    setWasTried(true);
    if (needsReason || needsNote) return;
    const label = reasons.find(([value]) => value === reason)?.[1];
    const said = reason === OTHER || label === undefined ? [written] : [t(label), written];
    session.override({ note: said.filter((part) => part !== '').join(': ') });
  }

  return (
    <Panel title={t('scanner.override.title')} onLeave={onLeave}>
      <form class="grid content-start gap-4 overflow-y-auto p-4" onSubmit={submit} noValidate>
        <p>{t('scanner.override.lead', { word: t(wordOf(shown.decision)) })}</p>
        <RadioField
          name="reason"
          label={t('scanner.override.reason')}
          choices={reasons.map(([value, label]) => ({ value, label: t(label) }))}
          value={reason}
          onValue={setReason}
          error={wasTried && needsReason ? t('scanner.override.needReason') : undefined}
          required
        />
        <TextArea
          name="note"
          label={t('scanner.override.note')}
          hint={t('scanner.override.noteHint')}
          error={wasTried && needsNote ? t('scanner.override.needNote') : undefined}
          value={note}
          onValue={setNote}
          required={reason === OTHER}
        />
        <div class="door-panel-actions">
          <Button onClick={onLeave}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary">
            {t('scanner.override.confirm')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
