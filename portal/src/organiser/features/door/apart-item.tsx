import { formSchemas } from '@gatehouse/shared/api';
import { formatDate, type PlainKey } from '@gatehouse/shared/i18n';
import { Badge, Button, StatusBadge, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useEvent } from '../events/event-context.js';
import { type ApartRow, decideApart } from './apart-api.js';
import { conflictsKey, figuresKey } from './door-api.js';
import type { Holding } from './held-items.js';
import { NoteForm, SaidNote } from './note-form.js';
import { ScanTicket, ScanTime, ScanVerdict } from './scan-cells.js';

const reasons: Readonly<Record<ApartRow['reason'], { readonly label: PlainKey; readonly hint: PlainKey }>> = {
  fork: { label: 'desk.apart.fork', hint: 'desk.apart.forkHint' },
  unreadable: { label: 'desk.apart.unreadable', hint: 'desk.apart.unreadableHint' },
  misplaced: { label: 'desk.apart.misplaced', hint: 'desk.apart.misplacedHint' },
  unknown_event: { label: 'desk.apart.unknownEvent', hint: 'desk.apart.unknownEventHint' },
  id_taken: { label: 'desk.apart.idTaken', hint: 'desk.apart.idTakenHint' },
  revoked: { label: 'desk.apart.revoked', hint: 'desk.apart.revokedHint' },
  unconfirmed: { label: 'desk.apart.unconfirmed', hint: 'desk.apart.unconfirmedHint' },
};

export interface ApartItemProps {
  readonly row: ApartRow;
  readonly holding: Holding;
}

/** One such row: why it was set apart, what it says, and what is to become of it. */
export function ApartItem({ row, holding }: ApartItemProps) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const { label, hint } = reasons[row.reason];
  const received = formatDate(locale, row.receivedAt, { timeZone });
  return (
    <li class="grid gap-3 rounded-lg border border-line p-4">
      <div class="flex flex-wrap items-start justify-between gap-2">
        <h3 class="min-w-0">
          {t(label)}
          <span class="block font-normal text-ink-muted text-sm">
            {t('desk.apart.from', { phone: row.deviceName, seq: row.seq, at: received })}
          </span>
        </h3>
        <Decided row={row} />
      </div>
      {row.scan !== null && (
        <div class="flex flex-wrap items-start gap-x-6 gap-y-2">
          <ScanTime scan={row.scan} />
          <ScanVerdict scan={row.scan} />
          <ScanTicket scan={row.scan} />
        </div>
      )}
      <p class="text-ink-muted text-sm">{t(hint)}</p>
      {row.decision !== null && (
        <SaidNote text={row.decision.note} by={row.decision.by} at={row.decision.at} />
      )}
      <Actions row={row} holding={holding} />
    </li>
  );
}

function Decided({ row: { decision } }: { readonly row: ApartRow }) {
  const { t } = useI18n();
  if (decision === null) return <StatusBadge tone="warn">{t('desk.apart.waiting')}</StatusBadge>;
  return <Badge>{t(decision.counts ? 'desk.apart.counted' : 'desk.apart.dismissed')}</Badge>;
}

/** Either answer asks for a word first: later nobody knows why, and letting it count is for good. */
function Actions({ row, holding }: ApartItemProps) {
  const { t } = useI18n();
  const { status } = useEvent();
  const mayWrite = useMay('door.write') && status !== 'archived';
  const [deciding, setDeciding] = useState<boolean | null>(null);
  if (!mayWrite || row.decision?.counts) return null;
  function turn(counts: boolean | null): void {
    setDeciding(counts);
    holding.hold(counts !== null);
  }
  if (deciding !== null)
    return <Decide row={row} counts={deciding} isOvertaken={holding.isGone} onClose={() => turn(null)} />;
  return (
    <div class="ui-actions">
      {row.decision === null && <Button onClick={() => turn(false)}>{t(wordOf(row, false))}</Button>}
      {row.mayCount && <Button onClick={() => turn(true)}>{t(wordOf(row, true))}</Button>}
    </div>
  );
}

function wordOf({ mayCount }: ApartRow, counts: boolean): PlainKey {
  if (counts) return 'desk.apart.count';
  return mayCount ? 'desk.apart.dismiss' : 'desk.apart.noted';
}

interface DecideProps {
  readonly row: ApartRow;
  readonly counts: boolean;
  readonly isOvertaken: boolean;
  readonly onClose: () => void;
}

const { note } = formSchemas.apartDecision.properties;

function Decide({ row, counts, isOvertaken, onClose }: DecideProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  async function save(text: string): Promise<void> {
    await decideApart(eventId, row, { counts, note: text });
    showToast(t(counts ? 'desk.apart.nowCounts' : 'desk.apart.nowDismissed'));
    onClose();
    await Promise.all([
      queries.invalidateQueries({ queryKey: conflictsKey(eventId) }),
      queries.invalidateQueries({ queryKey: figuresKey(eventId) }),
    ]);
  }
  return (
    <NoteForm
      schema={{ properties: { note } }}
      initial={row.decision?.note ?? ''}
      label={t('desk.apart.note')}
      hint={t('desk.apart.noteHint')}
      action={t(wordOf(row, counts))}
      isOvertaken={isOvertaken}
      onSave={save}
      onClose={onClose}
    />
  );
}
