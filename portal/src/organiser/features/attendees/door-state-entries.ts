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

/** What is sent. */
export function doorStateOf(entries: DoorStateEntries): DoorState {
  const { state, payment } = entries;
  return {
    state: states.find((one) => one.state === state)?.state ?? 'good',
    payment: payments.find((one) => one.payment === payment)?.payment ?? 'paid',
    entries: entries.noLimit ? noEntryLimit : Number(entries.entries),
    answersMissing: entries.asksQuestions,
  };
}

/** Whether somebody whom the door lets in now is refused by it, or has to pay there, once this is saved. */
export function shutsOut(before: Ticket, { state, payment }: DoorState): boolean {
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
