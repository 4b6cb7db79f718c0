import { equalBytes, toHex } from '@gatehouse/shared/bytes';
import { decodeDetails } from '@gatehouse/shared/log';
import { nobody, type Person } from '@gatehouse/shared/people';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeopleSource } from '../people/shown-people.js';
import { createPhone } from './test/storage.js';
import {
  codeOf,
  dateOf,
  EVENT,
  hashOf,
  manifestOf,
  passCode,
  passHash,
  shift,
  type TestPhone,
  typedCodeOf,
} from './test/world.js';

const named = (name: string): Person => ({ ...nobody, name });

/** Knows everybody by what the ticket is called here, as far as names are allowed. */
function peopleOf(tickets: readonly string[]) {
  const byHash = new Map(tickets.map((ticket) => [toHex(hashOf(ticket)), named(`Holder of ${ticket}`)]));
  const source: PeopleSource & { allowed: boolean; codes: string[] } = {
    allowed: false,
    codes: [],
    async ofCode(_event, hash, code) {
      source.codes.push(toHex(code));
      return byHash.get(toHex(hash)) ?? null;
    },
    ofTicket: async (_event, hash) => (source.allowed ? (byHash.get(toHex(hash)) ?? null) : null),
    find: async (_event, text) => {
      const found = [...byHash].filter(([, { name }]) => name.includes(text));
      return source.allowed
        ? { found: found.map(([ticket, person]) => ({ ticket, person })), more: false }
        : null;
    },
  };
  return source;
}

const tickets = ['one', 'two', 'three'];
let phone: TestPhone;
let people: ReturnType<typeof peopleOf>;

beforeEach(async () => {
  phone = createPhone(manifestOf(tickets));
  people = peopleOf(tickets);
  phone.people = people;
  await phone.start();
});
afterEach(() => phone.kill());

const nameOf = (id: string) => phone.gateway.people.get().get(id)?.name;

test('a scanned code shows who it is, in memory alone', async () => {
  const shown = await phone.see(await codeOf('one'));
  await vi.waitFor(() => expect(nameOf(shown.id)).toBe('Holder of one'));
  expect(JSON.stringify(phone.gateway.recent(9))).not.toContain('Holder');
  await phone.kill();
  await phone.start();
  expect(phone.gateway.people.get().size).toBe(0);
  expect(JSON.stringify(phone.gateway.recent(9))).not.toContain('Holder');
});

test('a pass shows who it is, by the number and the salt of the pass', async () => {
  phone.manifest = dateOf(tickets);
  people.ofCode = async (event, hash) =>
    event === EVENT && equalBytes(hash, passHash) ? named('Holder of the pass') : null;
  const shown = await phone.see(await passCode());
  expect(shown.decision).toMatchObject({ result: 'admit', ticket: toHex(passHash) });
  await vi.waitFor(() => expect(nameOf(shown.id)).toBe('Holder of the pass'));
});

test('what cannot be opened, or never answers, changes no verdict', async () => {
  people.ofCode = () => Promise.reject(new Error('not opened'));
  expect(await phone.see(await codeOf('one'))).toMatchObject({
    recorded: true,
    decision: { result: 'admit' },
  });
  people.ofCode = () => new Promise(() => undefined);
  expect(await phone.see(await codeOf('two'))).toMatchObject({
    recorded: true,
    decision: { result: 'admit' },
  });
  expect(phone.gateway.people.get().size).toBe(0);
});

test('the name of a typed code comes only where names are allowed', async () => {
  const first = await phone.see(typedCodeOf('one'), { how: 'typed' });
  expect(first.decision.ticket).toBe(toHex(hashOf('one')));
  people.allowed = true;
  const second = await phone.see(typedCodeOf('two'), { how: 'typed' });
  await vi.waitFor(() => expect(nameOf(second.id)).toBe('Holder of two'));
  expect(nameOf(first.id)).toBeUndefined();
  expect(people.codes).toEqual([]);
});

test('a ticket that was found is decided on by hand, and logged without a text', async () => {
  expect(await phone.gateway.search('two', shift)).toBeNull();
  people.allowed = true;
  const [found] = (await phone.gateway.search('two', shift))?.found ?? [];
  if (found === undefined) throw new Error('nobody was found');
  const input = { text: '', how: 'search', ticket: found.ticket } as const;
  const asked = await phone.gateway.scan(input, shift);
  expect(asked).toMatchObject({ recorded: true, decision: { result: 'confirm', reason: 'by_hand' } });
  expect(asked.decision.asks.map(({ explanation }) => explanation)).toEqual([
    { code: 'by_hand', how: 'search' },
  ]);
  await phone.gateway.markShown(asked.id);
  const admitted = await phone.gateway.scan({ ...input, confirms: asked.id }, shift);
  expect(admitted).toMatchObject({ recorded: true, decision: { result: 'admit', effect: 'entry' } });
  await phone.gateway.markShown(admitted.id);
  await vi.waitFor(() => expect(nameOf(admitted.id)).toBe('Holder of two'));
  const rows = await phone.decoded();
  expect(rows.map(({ how, proof }) => ({ how, proof }))).toEqual([
    { how: 'search', proof: null },
    { how: 'search', proof: null },
  ]);
  expect(rows[1]).toMatchObject({
    ticketHash: hashOf('two'),
    names: { relation: 'answers', scan: asked.id },
  });
  const { rows: sent } = await phone.gateway.rowsToSend(9);
  expect(decodeDetails(sent[0]?.details ?? new Uint8Array())).toMatchObject({ value: { seen: null } });
  const again = await phone.see(await codeOf('two'));
  expect(again.decision.reason).toBe('already_used');
});

test('a yes speaks of the ticket that was found, and of no other one', async () => {
  const scan = (ticket: string, confirms?: string) =>
    phone.gateway.scan({ text: '', how: 'search', ticket: toHex(hashOf(ticket)), confirms }, shift);
  const asked = await scan('one');
  await phone.gateway.markShown(asked.id);
  expect((await scan('two', asked.id)).decision.result).toBe('confirm');
  expect((await scan('strange')).decision.result).toBe('refuse');
});

test('a hash that is none is nobody’s ticket', async () => {
  const shown = await phone.gateway.scan({ text: '', how: 'search', ticket: 'no hash' }, shift);
  expect(shown.decision).toMatchObject({ result: 'refuse', reason: 'unknown' });
});

test('whoever is forgotten is not shown any more, also when the answer was on its way', async () => {
  const shown = await phone.see(await codeOf('one'));
  await vi.waitFor(() => expect(nameOf(shown.id)).toBe('Holder of one'));
  let answer = (_person: Person | null) => undefined as unknown;
  people.ofCode = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await phone.see(await codeOf('two'));
  phone.gateway.forgetPeople();
  answer(named('Late'));
  await Promise.resolve();
  expect(phone.gateway.people.get().size).toBe(0);
});
