import { Button, type Column, StatusBadge, Table, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useEvent } from '../events/event-context.js';
import { gatesQuery } from '../places/gate-api.js';
import type { Phone } from './device-api.js';
import { LastSync, Unsent } from './last-sync.js';
import { profileNames, statusFaces } from './phone-words.js';
import { ReadinessCell } from './readiness-cell.js';
import { SameState } from './same-state.js';

export interface PhonesTableProps {
  readonly phones: readonly Phone[];
  readonly mayWrite: boolean;
  readonly onEdit: (phone: Phone) => void;
  readonly onCompare: (phone: Phone) => void;
  readonly onRevoke: (phone: Phone) => void;
}

export function PhonesTable({ phones, mayWrite, ...on }: PhonesTableProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const gates = useQuery(gatesQuery(eventId)).data ?? [];
  const gateName = (gateId: string | null) =>
    gateId === null ? t('desk.phone.anyGate') : (gates.find(({ id }) => id === gateId)?.name ?? '…');
  const columns: Column<Phone>[] = [
    {
      label: t('portal.edit.name'),
      cell: (phone) => (
        <span class="inline-grid justify-items-start sm:min-w-32">
          {mayWrite && phone.status !== 'revoked' ? (
            <button type="button" class="ui-row-button min-h-8!" onClick={() => on.onEdit(phone)}>
              <bdi>{phone.name}</bdi>
            </button>
          ) : (
            <bdi class="wrap-anywhere">{phone.name}</bdi>
          )}
          <span class="font-normal text-ink-muted text-sm">{t(profileNames[phone.profile])}</span>
        </span>
      ),
    },
    { label: t('desk.gate'), cell: ({ gateId }) => <bdi>{gateName(gateId)}</bdi> },
    { label: t('portal.ticket.state'), cell: (phone) => <PhoneStatus phone={phone} /> },
    { label: t('desk.phones.lastSync'), cell: (phone) => <Contact phone={phone} /> },
    { label: t('desk.ready.name'), cell: (phone) => <ReadinessCell phone={phone} /> },
    { label: t('desk.phones.unsent'), cell: (phone) => <Unsent phone={phone} /> },
  ];
  if (mayWrite)
    columns.push({ label: t('portal.edit.actions'), cell: (phone) => <Actions phone={phone} {...on} /> });
  return <Table caption={t('desk.phones.title')} columns={columns} rows={phones} rowKey={({ id }) => id} />;
}

function Contact({ phone }: { readonly phone: Phone }) {
  return (
    <span class="inline-grid justify-items-start gap-1">
      <LastSync phone={phone} />
      <SameState phone={phone} />
    </span>
  );
}

function PhoneStatus({ phone: { status, wipedAt } }: { readonly phone: Phone }) {
  const { t } = useI18n();
  const { tone, label } = statusFaces[status];
  return (
    <span class="inline-grid justify-items-start gap-1">
      <StatusBadge tone={tone}>{t(label)}</StatusBadge>
      {status === 'revoked' && (
        <span class="text-ink-muted text-sm">
          {t(wipedAt ? 'desk.phones.wiped' : 'desk.phones.notWiped')}
        </span>
      )}
    </span>
  );
}

type ActionsProps = Pick<PhonesTableProps, 'onCompare' | 'onRevoke'> & { readonly phone: Phone };

function Actions({ phone, onCompare, onRevoke }: ActionsProps) {
  const { t } = useI18n();
  if (phone.status === 'revoked') return <>–</>;
  return (
    <span class="ui-actions">
      {phone.status === 'waiting' && (
        <Button kind="primary" onClick={() => onCompare(phone)}>
          {t('desk.pair.compare')}
        </Button>
      )}
      <Button kind="quiet" onClick={() => onRevoke(phone)}>
        {t('desk.revoke.action')}
      </Button>
    </span>
  );
}
