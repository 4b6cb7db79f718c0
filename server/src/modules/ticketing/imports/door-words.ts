import type { AttendeeField } from '@gatehouse/shared/attendee-list';
import { type DoorMarks, maySet, noEntryLimit, type Payment, type TicketState } from '../rules.js';
import { RowProblem } from './row-problem.js';

/** What a row says of the state of its ticket. `approved`: it is not waiting for a yes any more. */
export type SaidState = Exclude<TicketState, 'good'> | 'approved';

export interface DoorWords {
  /** Undefined: nothing. */
  readonly saidState: SaidState | undefined;
  /** Only what the row says. */
  readonly marks: Partial<DoorMarks>;
}

type Values = Readonly<Partial<Record<AttendeeField, string>>>;

/** Words for "no longer coming" in the exports that are recognised, and in plain English. */
const cancelledWords = new Set([
  ...['cancelled', 'canceled', 'refunded', 'not attending', 'deleted', 'expired', 'void', 'transferred'],
]);

/** What other statuses say in those exports, and in our own; whatever is not here says nothing. */
const statusWords: Readonly<Record<string, { readonly state?: SaidState; readonly payment?: Payment }>> = {
  paid: { state: 'approved', payment: 'paid' },
  unpaid: { payment: 'unpaid' },
  pending: { state: 'approved', payment: 'unpaid' },
  'awaiting payment': { payment: 'unpaid' },
  approved: { state: 'approved' },
  'approval pending': { state: 'unapproved' },
  'pending approval': { state: 'unapproved' },
  'awaiting approval': { state: 'unapproved' },
  unapproved: { state: 'unapproved' },
  held: { state: 'held' },
  disputed: { state: 'held' },
  blocked: { state: 'blocked' },
};

const yes = new Set(
  ['yes', 'y', 'true', '1', '✓', 'ja', 'oui', 'sí', 'si', 'sì', 'نعم'].map((word) => word.normalize('NFC')),
);
const no = new Set(['no', 'n', 'false', '0', '✗', 'nein', 'non', 'لا']);
const paid = new Set(['paid', 'bezahlt', 'payé', 'payée', 'pagado', 'pagada', 'pagato', 'مدفوع']);
const unpaid = new Set([
  ...['unpaid', 'not paid', 'open', 'pending', 'offen', 'unbezahlt', 'impayé', 'impayée', 'non payé'],
  ...['sin pagar', 'pendiente', 'non pagato', 'غير مدفوع'],
]);
const approved = new Set(['approved', 'bestätigt', 'approuvé', 'aprobado', 'approvato', 'معتمد']);
const unapproved = new Set([
  ...['not approved', 'unapproved', 'pending', 'awaiting approval', 'offen', 'en attente', 'pendiente'],
  ...['in attesa', 'قيد الانتظار'],
]);
const unlimited = new Set([
  'unlimited',
  'no limit',
  '∞',
  'unbegrenzt',
  'illimité',
  'ilimitado',
  'illimitato',
]);

/** @throws RowProblem where a column that is there for one of these says something else */
export function readDoorWords(values: Values): DoorWords {
  const status = plain(values.status);
  if (cancelledWords.has(status)) return { saidState: 'cancelled', marks: readMarks(values, undefined) };
  const said = statusWords[status];
  return { saidState: readApproval(values) ?? said?.state, marks: readMarks(values, said?.payment) };
}

/** The state of a ticket after a row; what shuts it out already is not changed into something else. */
export function stateAfter(before: TicketState, said: SaidState | undefined): TicketState {
  if (said === undefined) return before;
  if (said === 'approved') return before === 'unapproved' ? 'good' : before;
  return maySet(before, said) ? said : before;
}

function readMarks(values: Values, byStatus: Payment | undefined): Partial<DoorMarks> {
  const payment = readPayment(values) ?? byStatus;
  const entries = readEntries(values);
  const attention = readYesOrNo(values, 'attention');
  return {
    ...(payment === undefined ? {} : { payment }),
    ...(entries === undefined ? {} : { entries }),
    ...(attention === undefined ? {} : { attention }),
  };
}

function readPayment(values: Values): Payment | undefined {
  const word = plain(values.paid);
  if (word === '') return undefined;
  if (word === 'good-though-unpaid' || word === 'good though unpaid') return 'good-though-unpaid';
  if (yes.has(word) || paid.has(word)) return 'paid';
  if (no.has(word) || unpaid.has(word)) return 'unpaid';
  throw new RowProblem('paid', `“${shown(values.paid)}” is neither paid nor unpaid. Write yes or no.`);
}

function readApproval(values: Values): 'approved' | 'unapproved' | undefined {
  const word = plain(values.approved);
  if (word === '') return undefined;
  if (yes.has(word) || approved.has(word)) return 'approved';
  if (no.has(word) || unapproved.has(word)) return 'unapproved';
  throw new RowProblem('approved', `“${shown(values.approved)}” is no approval. Write yes or no.`);
}

function readEntries(values: Values): number | undefined {
  const word = plain(values.entries);
  if (word === '') return undefined;
  if (unlimited.has(word)) return noEntryLimit;
  const entries = /^\d{1,3}$/.test(word) ? Number(word) : -1;
  if (entries < 0 || entries > noEntryLimit)
    throw new RowProblem(
      'entries',
      `“${shown(values.entries)}” is no number of entries. Write 1 to 254, 0 for what the list says, or unlimited.`,
    );
  return entries;
}

function readYesOrNo(values: Values, field: 'attention'): boolean | undefined {
  const word = plain(values[field]);
  if (word === '') return undefined;
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw new RowProblem(field, `“${shown(values[field])}” is neither yes nor no.`);
}

function plain(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

function shown(text: string | undefined): string {
  return (text ?? '').slice(0, 40);
}
