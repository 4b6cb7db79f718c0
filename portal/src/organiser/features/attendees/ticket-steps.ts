import type { PlainKey } from '@gatehouse/shared/i18n';
import type { ButtonKind } from '@gatehouse/shared/ui';
import {
  mailTickets,
  reIssueTicket,
  type SettableState,
  setTicketState,
  type Ticket,
  type TicketState,
} from './ticket-api.js';

/** Something that can be done with a ticket after a question. */
export interface TicketStep {
  readonly kind: ButtonKind;
  readonly label: PlainKey;
  readonly title: PlainKey;
  readonly text: PlainKey;
  readonly done: PlainKey;
  readonly from: readonly TicketState[];
  /** @param key of this intention, which does nothing twice */
  readonly run: (eventId: string, ticket: Ticket, key: string) => Promise<void>;
}

const steps: readonly TicketStep[] = [
  {
    kind: 'secondary',
    label: 'portal.ticket.mail',
    title: 'portal.ticket.mailTitle',
    text: 'portal.ticket.mailText',
    done: 'portal.ticket.mailed',
    from: ['good'],
    run: (eventId, { id }) => mailTickets(eventId, [id]),
  },
  {
    kind: 'secondary',
    label: 'portal.ticket.reIssue',
    title: 'portal.ticket.reIssueTitle',
    text: 'portal.ticket.reIssueText',
    done: 'portal.ticket.reIssued',
    from: ['good', 'blocked', 'held', 'unapproved'],
    run: (eventId, { id }, key) => reIssueTicket(eventId, id, key),
  },
  {
    kind: 'primary',
    label: 'portal.ticket.restore',
    title: 'portal.ticket.restoreTitle',
    text: 'portal.ticket.restoreText',
    done: 'portal.ticket.restored',
    from: ['cancelled', 'blocked'],
    run: setTo('good'),
  },
  {
    kind: 'primary',
    label: 'portal.ticket.approve',
    title: 'portal.ticket.approveTitle',
    text: 'portal.ticket.restoreText',
    done: 'portal.ticket.restored',
    from: ['unapproved'],
    run: setTo('good'),
  },
  {
    kind: 'primary',
    label: 'portal.ticket.release',
    title: 'portal.ticket.releaseTitle',
    text: 'portal.ticket.restoreText',
    done: 'portal.ticket.restored',
    from: ['held'],
    run: setTo('good'),
  },
  {
    kind: 'secondary',
    label: 'portal.ticket.block',
    title: 'portal.ticket.blockTitle',
    text: 'portal.ticket.blockText',
    done: 'portal.ticket.blocked',
    from: ['good'],
    run: setTo('blocked'),
  },
  {
    kind: 'danger',
    label: 'portal.ticket.cancel',
    title: 'portal.ticket.cancelTitle',
    text: 'portal.ticket.cancelText',
    done: 'portal.ticket.cancelled',
    from: ['good', 'blocked', 'held', 'unapproved'],
    run: setTo('cancelled'),
  },
];

function setTo(state: SettableState): TicketStep['run'] {
  return (eventId, { id }) => setTicketState(eventId, id, state);
}

/** What an organiser can do with a ticket in this state. The server has the last word. */
export function stepsFrom(state: TicketState): readonly TicketStep[] {
  return steps.filter(({ from }) => from.includes(state));
}
