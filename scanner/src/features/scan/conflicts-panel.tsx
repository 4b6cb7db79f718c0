import { CheckIcon, Panel, useI18n } from '@gatehouse/shared/ui';
import type { PhoneConflict } from '../../store/phone.js';
import type { Door } from './door-context.js';

export interface ConflictsPanelProps {
  readonly conflicts: readonly PhoneConflict[];
  readonly door: Door;
  readonly onLeave: () => void;
}

/** Tickets that let two people in, with both sides of each. */
export function ConflictsPanel({ conflicts, door, onLeave }: ConflictsPanelProps) {
  const { t } = useI18n();
  return (
    <Panel title={t('scanner.conflicts.title')} onLeave={onLeave}>
      <div class="grid content-start gap-3 overflow-y-auto p-4">
        <p class="text-ink-muted">{t('scanner.conflicts.text')}</p>
        <ul class="grid gap-3">
          {conflicts.map((conflict) => (
            <Conflict key={conflict.scanId} conflict={conflict} door={door} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Conflict({ conflict, door }: { readonly conflict: PhoneConflict; readonly door: Door }) {
  const { t } = useI18n();
  const { first } = conflict;
  return (
    <li class="ui-card p-4">
      <p class="font-medium">
        {t('scanner.conflicts.ticket', { ticket: conflict.ticketHash.slice(0, 8).toUpperCase() })}
      </p>
      <ol class="grid gap-1 pt-2 text-sm">
        <li>
          {first === null
            ? t('scanner.conflicts.firstElsewhere')
            : t('scanner.conflicts.first', sideOf(first, door))}
        </li>
        <li>{t('scanner.conflicts.extra', sideOf(conflict, door))}</li>
      </ol>
      {!conflict.sure && <p class="pt-2 text-sm text-warn">{t('scanner.conflicts.unsure')}</p>}
      {conflict.note !== null && (
        <p class="flex gap-2 pt-2 text-sm">
          <CheckIcon size={18} />
          <span dir="auto" class="wrap-anywhere min-w-0">
            {t('scanner.conflicts.resolved', { note: conflict.note })}
          </span>
        </p>
      )}
      {conflict.mine && <p class="pt-2 text-sm">{t('scanner.conflicts.mine')}</p>}
    </li>
  );
}

type Side = Pick<PhoneConflict, 'at' | 'gateId' | 'deviceId'>;

function sideOf({ at, gateId, deviceId }: Side, { speaker }: Door) {
  const gate = gateId === null ? speaker.t('scanner.shift.anyGate') : speaker.name('gate', gateId);
  return { at: speaker.time(at), gate, device: speaker.name('device', deviceId) };
}
