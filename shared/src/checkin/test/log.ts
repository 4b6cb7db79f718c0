import {
  type AccessList,
  type CountRow,
  type LogRow,
  type ReviewInput,
  type ScanRow,
  type UndoRow,
  walkRows,
} from '../index.js';
import { type Given, nowOf, policyOf } from './vectors.js';

const start = nowOf().estimate;
export const minutes = (count: number) => start + count * 60_000;
/** An admission at a minute, known to the second unless `within` says how many minutes it may be off. */
export function scan(
  id: string,
  at: number,
  changes: Partial<ScanRow> & { readonly within?: number } = {},
): ScanRow {
  const { within = 0, ...fields } = changes;
  return {
    kind: 'scan',
    id,
    device: id.charAt(0),
    seq: Number(id.slice(1)),
    estimate: minutes(at),
    earliest: minutes(at - within),
    latest: minutes(at + within),
    quarantined: false,
    event: 1,
    effect: 'entry',
    ticket: 't1',
    generation: 1,
    list: 'main',
    gate: 'north',
    persons: 1,
    ...fields,
  };
}

export const undo = (id: string, at: number, undoes: string): UndoRow => {
  const { device, seq, estimate, earliest, latest } = scan(id, at);
  return { kind: 'undo', id, device, seq, estimate, earliest, latest, quarantined: false, undoes };
};

export const count = (id: string, at: number, fields: Partial<CountRow> = {}): CountRow => {
  const { device, seq, estimate, earliest, latest, gate, list } = scan(id, at);
  const base = { id, device, seq, estimate, earliest, latest, gate, list, quarantined: false };
  return { kind: 'count', direction: 'in', persons: 3, ...base, ...fields };
};

/** How the list was until a time. */
type Before = Partial<AccessList> & { readonly until: number };

function input(
  rows: readonly LogRow[],
  given: Given &
    Partial<Pick<ReviewInput, 'changes'>> & { readonly before?: Before; readonly entries?: number } = {},
): ReviewInput {
  const policy = policyOf(given);
  const [list] = policy.lists;
  const earlier =
    given.before && list ? [{ list: { ...list, ...given.before }, until: given.before.until }] : [];
  const { changes = [], entries } = given;
  const tickets = new Map(entries === undefined ? [] : [['t1', { class: null, entries }]]);
  return { rows, changes, tickets, policy: { ...policy, earlier } };
}

export const walk = (rows: readonly LogRow[], given?: Parameters<typeof input>[1]) =>
  walkRows(input(rows, given));
