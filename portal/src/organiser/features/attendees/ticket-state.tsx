import type { PlainKey } from '@gatehouse/shared/i18n';
import { Badge, StatusBadge, type Tone, useI18n } from '@gatehouse/shared/ui';
import { noEntryLimit } from './entry-limit.js';
import type { Payment, TicketState as State, Ticket } from './ticket-api.js';

interface Face {
  readonly tone: Tone;
  readonly label: PlainKey;
}

const faces: Readonly<Record<State, Face>> = {
  good: { tone: 'good', label: 'portal.ticket.state.good' },
  cancelled: { tone: 'bad', label: 'portal.ticket.state.cancelled' },
  blocked: { tone: 'warn', label: 'portal.ticket.state.blocked' },
  held: { tone: 'warn', label: 'portal.ticket.state.held' },
  unapproved: { tone: 'info', label: 'portal.ticket.state.unapproved' },
};

/** In the order in which a list can be narrowed to them. */
export const states = Object.entries(faces).map(([state, { label }]) => ({ state: state as State, label }));

const paymentFaces: Readonly<Record<Payment, Face>> = {
  paid: { tone: 'good', label: 'portal.ticket.payment.paid' },
  unpaid: { tone: 'bad', label: 'portal.ticket.payment.unpaid' },
  'good-though-unpaid': { tone: 'info', label: 'portal.ticket.payment.goodThoughUnpaid' },
};

export const payments = Object.entries(paymentFaces).map(([payment, { label }]) => ({
  payment: payment as Payment,
  label,
}));

/** What the door knows of a ticket beside its state, where that is unusual. */
export function DoorMarks({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useI18n();
  const { payment, entries, attention, answersMissing } = ticket;
  const face = paymentFaces[payment];
  return (
    <>
      {payment !== 'paid' && <StatusBadge tone={face.tone}>{t(face.label)}</StatusBadge>}
      {entries > 0 && (
        <Badge>
          {entries === noEntryLimit
            ? t('portal.ticket.noEntryLimit')
            : t('portal.ticket.entriesAllowed', { count: entries })}
        </Badge>
      )}
      {attention && <Badge tone="warn">{t('portal.ticket.attention')}</Badge>}
      {!answersMissing && <Badge>{t('portal.ticket.asksNothing')}</Badge>}
    </>
  );
}

export function TicketState({ state }: { readonly state: State }) {
  const { t } = useI18n();
  const { tone, label } = faces[state];
  return <StatusBadge tone={tone}>{t(label)}</StatusBadge>;
}
