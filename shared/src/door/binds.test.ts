import { expect, test } from 'vitest';
import { fromHex } from '../bytes/index.js';
import { sampleLog } from '../vectors/test/sample-rows.js';
import { type BindMode, type BindRow, noMedium, settleBinds } from './binds.js';

const sample = sampleLog()
  .map(({ row }) => row)
  .find((row): row is BindRow => row.kind === 'bind') as BindRow;
const hash = (name: string) => fromHex(name.repeat(8)) ?? new Uint8Array();
const [M1, M2] = ['a1', 'a2'].map((name) => name.repeat(8)) as [string, string];
const [T1, T2] = ['b1', 'b2'].map((name) => name.repeat(8)) as [string, string];

interface Bound {
  readonly at: number;
  readonly device?: string;
  readonly mode?: BindMode;
}

function bind(medium: string, ticket: string, { at, device = 'd1', mode = 'bound' }: Bound): BindRow {
  return {
    ...sample,
    id: `${medium}${ticket}${at}`,
    device,
    seq: at,
    reason: mode,
    medium: hash(medium),
    ticketHash: hash(ticket),
    time: { ...sample.time, estimate: at },
  };
}

function settle(rows: readonly BindRow[], listed: Record<string, string[]> = {}) {
  const settled = settleBinds(rows, (medium) => listed[medium] ?? []);
  const conflicts = settled.conflicts.map(({ first, later }) => [first.time.estimate, later.time.estimate]);
  return { media: Object.fromEntries(settled.media), conflicts };
}

test('a lost wristband is dead once the ticket has another', () => {
  const rows = [bind('a1', 'b1', { at: 1 }), bind('a2', 'b1', { at: 2 })];
  expect(settle(rows)).toEqual({ media: { [M1]: [], [M2]: [T1] }, conflicts: [] });
  expect(settle(rows.toReversed())).toEqual(settle(rows));
});

test('two phones that gave one wristband out are a conflict, and the later one holds in any order', () => {
  const rows = [bind('a1', 'b1', { at: 2, device: 'd2' }), bind('a1', 'b2', { at: 1 })];
  expect(settle(rows)).toEqual({ media: { [M1]: [T1] }, conflicts: [[1, 2]] });
  expect(settle(rows.toReversed())).toEqual(settle(rows));
});

test('a wristband that is moved or shared on purpose is no conflict', () => {
  const moved = [bind('a1', 'b1', { at: 1 }), bind('a1', 'b2', { at: 2, mode: 'moved' })];
  expect(settle(moved)).toEqual({ media: { [M1]: [T2] }, conflicts: [] });
  const shared = [bind('a1', 'b1', { at: 1 }), bind('a1', 'b2', { at: 2, mode: 'also' })];
  expect(settle(shared)).toEqual({ media: { [M1]: [T1, T2] }, conflicts: [] });
  expect(settle([bind('a1', 'b2', { at: 1, mode: 'also' })], { [M1]: [T1] }).media).toEqual({
    [M1]: [T1, T2],
  });
});

test('one that is lost and not replaced is dead for the whole family, until it is given out again', () => {
  const lost = (ticket: string, at: number) => ({
    ...bind('00', ticket, { at, mode: 'lost' }),
    medium: noMedium,
  });
  const rows = [bind('a1', 'b1', { at: 1 }), bind('a1', 'b2', { at: 2, mode: 'also' }), lost('b1', 3)];
  expect(settle(rows)).toEqual({ media: { [M1]: [] }, conflicts: [] });
  expect(settle(rows.toReversed())).toEqual(settle(rows));
  const again = [...rows, bind('a1', 'b2', { at: 4 })];
  expect(settle(again)).toEqual({ media: { [M1]: [T2] }, conflicts: [] });
  // What was given to somebody else since is not the ticket's to lose, nor is what it never had.
  const moved = [bind('a1', 'b1', { at: 1 }), bind('a1', 'b2', { at: 2, mode: 'moved' })];
  expect(settle([...moved, lost('b1', 3)]).media).toEqual({ [M1]: [T2] });
  expect(settle([lost('b1', 3)])).toEqual({ media: {}, conflicts: [] });
});

test('one that the list names can be lost by itself, and be found again', () => {
  const lost = bind('a1', 'a1', { at: 2, mode: 'lost' });
  expect(settle([lost], { [M1]: [T1, T2] })).toEqual({ media: { [M1]: [] }, conflicts: [] });
  const family = [bind('a1', 'b1', { at: 0 }), bind('a1', 'b2', { at: 1, mode: 'also' }), lost];
  expect(settle(family.toReversed())).toEqual({ media: { [M1]: [] }, conflicts: [] });
  // Its ticket got another one meanwhile, which the found one replaces.
  const found = [lost, bind('a2', 'b1', { at: 3 }), bind('a1', 'b1', { at: 4 })];
  expect(settle(found, { [M1]: [T1] })).toEqual({ media: { [M1]: [T1], [M2]: [] }, conflicts: [] });
});

test('the same wristband bound to the same ticket again changes nothing', () => {
  const rows = [bind('a1', 'b1', { at: 1 }), bind('a1', 'b1', { at: 2, device: 'd2' })];
  expect(settle(rows)).toEqual({ media: { [M1]: [T1] }, conflicts: [] });
});
