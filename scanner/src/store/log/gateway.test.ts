import { decodeDetails, verifyChain } from '@gatehouse/shared/log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhone } from './test/storage.js';
import {
  codeOf,
  hashOf,
  LIST,
  manifestOf,
  questionOf,
  shift,
  type TestPhone,
  typedCodeOf,
} from './test/world.js';

const tickets = ['one', 'two', 'three', 'unpaid'];
const question = questionOf({});
let phone: TestPhone;

beforeEach(async () => {
  phone = createPhone(manifestOf(tickets));
  await phone.start();
});

afterEach(() => phone.kill());

describe('a scan', () => {
  it('is on the disk before it is answered, in a chain', async () => {
    const first = await phone.see(await codeOf('one'));
    const again = await phone.see(await codeOf('one'));
    expect(first).toMatchObject({
      recorded: true,
      problem: null,
      again: false,
      decision: { result: 'admit', effect: 'entry', texts: ['Wristband: green'] },
      listId: LIST,
      direction: 'in',
    });
    expect(again).toMatchObject({ recorded: true, decision: { result: 'refuse', reason: 'already_used' } });
    expect(again.decision.explanation).toMatchObject({ at: first.at, device: phone.deviceId });
    const rows = await phone.rows();
    expect(verifyChain({ device: phone.deviceId, rows, after: null })).toMatchObject({
      ok: true,
      value: { seq: 2 },
    });
    const [row] = await phone.decoded();
    expect(row).toMatchObject({
      seq: 1,
      id: first.id,
      event: 4711,
      ticketHash: hashOf('one'),
      generation: 0,
    });
  });

  it('asks its questions once, and lets in whoever answered', async () => {
    phone.manifest = manifestOf(['asked'], [question]);
    const code = await codeOf('asked');
    const asked = await phone.see(code);
    expect(asked.decision).toMatchObject({ result: 'confirm', asks: [{ reason: 'answers_required' }] });
    const unanswered = await phone.see(code, { confirms: asked.id, answers: { [question.id]: '  ' } });
    expect(unanswered.decision).toMatchObject({ result: 'confirm' });
    const answered = await phone.see(code, { confirms: asked.id, answers: { [question.id]: 'Harbour' } });
    expect(answered.decision).toMatchObject({ result: 'admit', effect: 'entry' });
    await phone.kill();
    await phone.start();
    expect((await phone.see(code)).decision).toMatchObject({ reason: 'already_used' });
  });

  it('keeps what was read beside the row', async () => {
    phone.manifest = manifestOf(tickets, [question]);
    await phone.see(await codeOf('one'), {
      note: 'Left her coat',
      answers: { [question.id]: ' Harbour  Ltd ', other: 'asked by nobody' },
    });
    await phone.see('PASSPORT C01X00T47');
    const { rows } = await phone.gateway.rowsToSend(10);
    const [first, second] = rows.map(({ details }) => decodeDetails(details ?? new Uint8Array()));
    expect(first).toMatchObject({
      value: {
        seen: { kind: 'whole', text: await codeOf('one') },
        note: 'Left her coat',
        answers: [{ question: question.id, answer: '"Harbour Ltd"' }],
      },
    });
    expect(second).toMatchObject({ value: { seen: { kind: 'hashed' } } });
  });

  it('never shares its place with another that comes at the same moment', async () => {
    const codes = await Promise.all(tickets.map((ticket) => codeOf(ticket)));
    await Promise.all(codes.map((code) => phone.see(code)));
    const rows = await phone.decoded();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('by two readers at once lets nobody in twice', async () => {
    const code = await codeOf('one');
    const [first, second] = await Promise.all([
      phone.gateway.scan({ text: code, how: 'camera' }, shift),
      phone.gateway.scan({ text: code, how: 'camera' }, shift),
    ]);
    expect(second).toMatchObject({ id: first.id, again: true, decision: { result: 'admit' } });
    expect(await phone.rows()).toHaveLength(1);
  });

  it('is not recorded without an event to scan for', async () => {
    const other = { ...shift, eventId: '01900000-0000-7000-8000-00000000ee02' };
    const shown = await phone.gateway.scan({ text: await codeOf('one'), how: 'camera' }, other);
    expect(shown).toMatchObject({ recorded: false, problem: 'no_event', decision: { result: 'refuse' } });
  });
});

describe('a yes', () => {
  it('is a second scan that names the first', async () => {
    const asked = await phone.see(await codeOf('unpaid'));
    expect(asked.decision).toMatchObject({ result: 'confirm', reason: 'unpaid' });
    const done = await phone.see(await codeOf('unpaid'), { confirms: asked.id });
    expect(done.decision).toMatchObject({ result: 'admit', effect: 'entry' });
    const [, second] = await phone.decoded();
    expect(second?.names).toEqual({ relation: 'answers', scan: asked.id });
  });

  it('counts for every reason that was asked on the way', async () => {
    const asked = await phone.see(typedCodeOf('unpaid'), { how: 'typed' });
    expect(asked.decision.asks.map(({ reason }) => reason)).toEqual(['unpaid', 'by_hand']);
    const done = await phone.see(typedCodeOf('unpaid'), { how: 'typed', confirms: asked.id });
    expect(done.decision.result).toBe('admit');
  });

  it('to another code is no yes', async () => {
    const asked = await phone.see(await codeOf('unpaid'));
    const other = await phone.see(typedCodeOf('unpaid'), { how: 'typed', confirms: asked.id });
    expect(other.decision.result).toBe('confirm');
    expect((await phone.decoded()).at(-1)?.names).toBeNull();
  });

  it('at another list or gate is no yes', async () => {
    const code = await codeOf('unpaid');
    const asked = await phone.see(code);
    for (const elsewhere of [
      { listId: '01900000-0000-7000-8000-00000000000b' },
      { gateId: '01900000-0000-7000-8000-00000000000c' },
    ]) {
      const place = { ...shift, ...elsewhere };
      const other = await phone.gateway.scan({ text: code, how: 'camera', confirms: asked.id }, place);
      expect(other.decision.result).not.toBe('admit');
      expect((await phone.decoded()).at(-1)?.names).toBeNull();
    }
  });
});

describe('an override', () => {
  it('is a second scan by somebody who may', async () => {
    await phone.see(await codeOf('one'));
    const refused = await phone.see(await codeOf('one'));
    const denied = await phone.see(await codeOf('one'), { overrides: refused.id });
    expect(denied.decision.result).toBe('refuse');
    phone.profile = 'supervisor';
    const done = await phone.see(await codeOf('one'), { overrides: refused.id, note: 'the band had torn' });
    expect(done.decision).toMatchObject({ result: 'admit', effect: 'entry' });
    expect((await phone.decoded()).at(-1)?.names).toEqual({ relation: 'overrides', scan: refused.id });
  });
});

describe('an undo', () => {
  it('gives the ticket back, once', async () => {
    const { id } = await phone.see(await codeOf('one'));
    phone.wait(60_000);
    expect(phone.gateway.undoState(id)).toBe('allowed');
    expect(await phone.gateway.undo(id)).toBe('done');
    expect(phone.gateway.undoState(id)).toBe('undone');
    expect(await phone.gateway.undo(id)).toBe('nothing_to_undo');
    expect((await phone.see(await codeOf('one'))).decision.result).toBe('admit');
    const [, undo] = await phone.decoded();
    expect(undo).toMatchObject({ kind: 'undo', names: { relation: 'undoes', scan: id }, effect: 'none' });
  });

  it('later than ten minutes takes a supervisor', async () => {
    const { id } = await phone.see(await codeOf('one'));
    phone.wait(600_000);
    expect(phone.gateway.undoState(id)).toBe('supervisor_needed');
    expect(await phone.gateway.undo(id)).toBe('supervisor_needed');
    phone.profile = 'supervisor';
    expect(await phone.gateway.undo(id)).toBe('done');
  });

  it('of what moved nobody, or of what nobody knows, changes nothing', async () => {
    const { id } = await phone.see('WHO KNOWS');
    expect(phone.gateway.undoState(id)).toBe('unknown');
    expect(await phone.gateway.undo(id)).toBe('nothing_to_undo');
    expect(await phone.gateway.undo('01900000-0000-7000-8000-000000000000')).toBe('unknown');
    expect(await phone.rows()).toHaveLength(1);
  });
});

it('counts people who have no ticket', async () => {
  expect(await phone.gateway.count({ direction: 'in', persons: 3, note: 'the band' }, shift)).toBe(true);
  expect((await phone.decoded())[0]).toMatchObject({
    kind: 'count',
    direction: 'in',
    persons: 3,
    list: LIST,
  });
});

it('takes a newer code once, and from then on no older one', async () => {
  expect((await phone.see(await codeOf('one', 2))).decision.result).toBe('admit');
  expect((await phone.see(await codeOf('one', 1))).decision.reason).toBe('superseded');
  await phone.kill();
  await phone.start();
  expect((await phone.see(await codeOf('one'))).decision.reason).toBe('superseded');
});

describe('typing', () => {
  it('stops for a minute after ten wrong codes within one', async () => {
    for (let count = 0; count < 10; count += 1)
      await phone.see(typedCodeOf(`nobody ${count}`), { how: 'typed' });
    expect(phone.gateway.typingStopped.get()).toBe(true);
    const typed = { text: typedCodeOf('one'), how: 'typed' } as const;
    expect(await phone.gateway.scan(typed, shift)).toMatchObject({
      recorded: false,
      problem: 'typing_stopped',
    });
    expect((await phone.see(await codeOf('one'))).recorded).toBe(true);
    phone.wait(60_000);
    expect((await phone.see(typedCodeOf('two'), { how: 'typed' })).decision.reason).toBe('by_hand');
    expect(phone.gateway.typingStopped.get()).toBe(false);
  });

  it('goes on when the wrong codes are far apart', async () => {
    for (let count = 0; count < 20; count += 1) {
      await phone.see(typedCodeOf(`nobody ${count}`), { how: 'typed' });
      phone.wait(7_000);
    }
    expect(phone.gateway.typingStopped.get()).toBe(false);
  });
});

it('shows the latest verdicts, newest first, also after a start', async () => {
  await phone.see(await codeOf('one'));
  await phone.see(await codeOf('two'));
  const before = phone.gateway.recent(8);
  expect(before.map(({ decision }) => decision.result)).toEqual(['admit', 'admit']);
  expect(before[0]?.at).toBeGreaterThanOrEqual(before[1]?.at ?? Infinity);
  await phone.kill();
  await phone.start();
  expect(phone.gateway.recent(8)).toEqual(before);
  expect(phone.gateway.recent(1)).toEqual(before.slice(0, 1));
});
