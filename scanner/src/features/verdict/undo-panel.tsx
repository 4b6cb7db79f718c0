import type { Effect } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { UndoOutcome } from '../../store/log/index.js';
import type { ActionPanelProps } from './actions.js';

const outcomeTexts: Readonly<Record<UndoOutcome, PlainKey>> = {
  done: 'scanner.undo.done',
  nothing_to_undo: 'scanner.undo.nothing',
  supervisor_needed: 'scanner.undo.supervisor',
  unknown: 'scanner.undo.unknown',
  not_recorded: 'scanner.undo.notRecorded',
};

/** What becomes of the person when it is taken back. */
const meanings: Readonly<Partial<Record<Effect, PlainKey>>> = {
  entry: 'scanner.undo.entry',
  person: 'scanner.undo.person',
  exit: 'scanner.undo.exit',
};

/** Asks before a scan is taken back, and says what came of it. */
export function UndoPanel({ shown, session, onLeave }: ActionPanelProps) {
  const { t } = useI18n();
  const [outcome, setOutcome] = useState<UndoOutcome | 'asking' | 'working'>('asking');
  const meaning = meanings[shown.decision.effect];
  async function takeBack(): Promise<void> {
    // A second press would find nothing to take back.
    if (outcome !== 'asking') return;
    setOutcome('working');
    setOutcome(await session.undo(shown.id));
  }
  const isOpen = outcome === 'asking' || outcome === 'working';
  return (
    <Panel title={t('scanner.undo.title')} onLeave={onLeave}>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        {isOpen && meaning !== undefined && <p>{t(meaning)}</p>}
        {!isOpen && <Notice tone={outcome === 'done' ? 'good' : 'warn'}>{t(outcomeTexts[outcome])}</Notice>}
        <div class="door-panel-actions">
          <Button onClick={onLeave}>{t(isOpen ? 'scanner.undo.keep' : 'common.close')}</Button>
          {isOpen && (
            <Button kind="danger" loading={outcome === 'working'} onClick={() => void takeBack()}>
              {t('scanner.undo.action')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}
