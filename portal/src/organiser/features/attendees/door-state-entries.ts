import { formSchemas } from '@gatehouse/shared/api';
import type { FormSchema } from '../../../forms/check-entries.js';
import { noEntryLimit } from './entry-limit.js';
import type { DoorState, Ticket } from './ticket-api.js';
import { payments, states } from './ticket-state.js';

/** What the form of a ticket's state at the door holds. A type, because it has the index signature that entries need. */
export type DoorStateEntries = {
  readonly state: string;
  readonly payment: string;
  /** Empty: as the list says. */
  readonly entries: string;
  readonly noLimit: boolean;
  readonly asksQuestions: boolean;
};

export function doorStateEntriesOf(ticket: Ticket): DoorStateEntries {
  const { state, payment, entries, answersMissing } = ticket;
  return {
    state,
    payment,
    entries: entries === 0 || entries === noEntryLimit ? '' : String(entries),
    noLimit: entries === noEntryLimit,
    asksQuestions: answersMissing,
  };
}

/** What is sent: only what was changed, so that what others have set meanwhile stays. */
export function doorStateOf(before: Ticket, entries: DoorStateEntries): DoorState {
  const state = states.find((one) => one.state === entries.state)?.state ?? before.state;
  const payment = payments.find((one) => one.payment === entries.payment)?.payment ?? before.payment;
  const allowed = entries.noLimit ? noEntryLimit : Number(entries.entries);
  const { asksQuestions } = entries;
  return {
    ...(state === before.state ? {} : { state }),
    ...(payment === before.payment ? {} : { payment }),
    ...(allowed === before.entries ? {} : { entries: allowed }),
    ...(asksQuestions === before.answersMissing ? {} : { answersMissing: asksQuestions }),
  };
}

/** Whether somebody whom the door lets in now is refused by it, or has to pay there, once this is saved. */
export function shutsOut(before: Ticket, change: DoorState): boolean {
  const { state = before.state, payment = before.payment } = change;
  const dies = before.state === 'good' && state !== 'good';
  const owes = state === 'good' && before.payment !== 'unpaid' && payment === 'unpaid';
  return dies || owes;
}

/** The limits of the request; whoever means no limit ticks that. */
export const doorStateSchema: FormSchema = {
  properties: {
    ...formSchemas.ticketDoorState.properties,
    entries: { type: 'integer', minimum: 1, maximum: noEntryLimit - 1 },
  },
  required: ['state', 'payment'],
};
