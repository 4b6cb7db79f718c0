import { describe, expect, it } from 'vitest';
import { equalBytes } from '../bytes/index.js';
import type { LogRow } from '../log/index.js';
import { NO_PREVIOUS } from '../log/index.js';
import { mediumHash } from '../ticket-code/index.js';
import { sampleSalt } from '../vectors/test/sample-root.js';
import { sampleScan } from '../vectors/test/sample-rows.js';
import { sampleTicket } from '../vectors/test/sample-tickets.js';
import { ticketsOfMedium } from './look-up.js';
import {
  codeText,
  decided,
  idOf,
  knowledgeOf,
  openWorld,
  otherEvent,
  passId,
  remember,
  typedCode,
  typedPass,
  type World,
} from './test/world.js';

const world = await openWorld();

/** A row that another phone wrote a while ago. */
function entryOf(ticket: string, change: Partial<LogRow> = {}): LogRow {
  return { ...sampleScan(1, NO_PREVIOUS), ticketHash: sampleTicket(ticket).hash, ...change } as LogRow;
}

async function fresh(change: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  return openWorld(change);
}

describe('a code', () => {
  it.each([
    ['of a good ticket', {}, 'admit', 'ok'],
    ['of an older generation', { ticket: 'ticket 2', generation: 1 }, 'refuse', 'superseded'],
    ['of a newer generation than the list', { generation: 1 }, 'confirm', 'not_on_list'],
    ['of a cancelled ticket', { ticket: 'ticket 3' }, 'refuse', 'cancelled'],
    ['of a ticket that the list does not have', { ticket: 'nobody' }, 'confirm', 'not_on_list'],
    ['of an unknown event', { event: 1 }, 'refuse', 'wrong_event'],
    ['of a pass that is good here', { ticket: 'pass', event: 9, kid: 0 }, 'admit', 'ok'],
    ['of a key that is newer than the root', { kid: 5 }, 'confirm', 'unknown_key'],
    ['of a key that never was', { kid: 1 }, 'refuse', 'unknown_key'],
  ] as const)('%s', async (_, fields, result, reason) => {
    expect(await decided(world, await codeText(world, fields))).toMatchObject({ result, reason });
  });

  it('of another event that this phone knows is sent there, and leaves no ticket behind', async () => {
    const answer = await decided(world, await codeText(world, { event: otherEvent.id }));
    expect(answer).toMatchObject({ explanation: { code: 'wrong_event', event: 'Next door' }, ticket: '' });
  });

  it('of another date of the series is sent to its day', async () => {
    const [date] = world.manifest.root.dates;
    const answer = await decided(world, await codeText(world, { event: date?.id ?? 0 }));
    expect(answer).toMatchObject({
      result: 'refuse',
      explanation: { code: 'wrong_event', event: null, starts: date?.starts },
    });
  });

  it('that somebody altered is forged', async () => {
    const text = await codeText(world);
    const last = text.endsWith('0') ? '1' : '0';
    const altered = await decided(world, text.slice(0, -1) + last);
    expect(['forged', 'unreadable']).toContain(altered.reason);
    const [first, second] = await Promise.all([codeText(world), codeText(world, { ticket: 'ticket 4' })]);
    expect(await decided(world, first.slice(0, 60) + second.slice(60))).toMatchObject({ reason: 'forged' });
  });

  it('is asked about while its part of the list is missing', async () => {
    const { manifest, ...rest } = world;
    const core = { ...manifest.core, segments: manifest.core.segments.map(() => null) };
    const partial = { ...rest, manifest: { ...manifest, core } };
    expect(await decided(partial, await codeText(world))).toMatchObject({
      result: 'confirm',
      reason: 'list_incomplete',
    });
  });

  it('of a generation below one that this phone has accepted is dead', async () => {
    const here = await fresh();
    here.newest.set(idOf('ticket 1'), 2);
    expect(await decided(here, await codeText(here))).toMatchObject({ reason: 'superseded' });
  });
});

describe('other texts', () => {
  it('finds a medium, and takes one that fingers typed for less', async () => {
    expect(await decided(world, 'BAND-1')).toMatchObject({ result: 'admit', ticket: idOf('ticket 1') });
    expect(await decided(world, 'BAND-1', { by: 'typed' })).toMatchObject({
      result: 'confirm',
      explanation: { code: 'by_hand', how: 'typed' },
    });
  });

  it('knows the media and the typed codes of a pass by the salt of the pass', async () => {
    expect(await decided(world, 'PASS-BAND')).toMatchObject({ result: 'admit', ticket: passId });
    expect(await decided(world, typedPass(), { by: 'typed' })).toMatchObject({
      result: 'confirm',
      reason: 'by_hand',
      ticket: passId,
    });
    const [own] = world.manifest.root.events;
    const withoutPass = await fresh({ events: own === undefined ? [] : [own] });
    expect(await decided(withoutPass, 'PASS-BAND')).toMatchObject({ reason: 'unknown' });
    expect(await decided(withoutPass, typedPass(), { by: 'typed' })).toMatchObject({ reason: 'unknown' });
  });

  it('takes what was given out at this door for more than what a pass’s list says of the same text', async () => {
    const here = knowledgeOf(world);
    const own = mediumHash(sampleSalt, 'PASS-BAND');
    const bound = (hash: Uint8Array) => (equalBytes(hash, own) ? [sampleTicket('ticket 1').hash] : null);
    const { tickets } = ticketsOfMedium('PASS-BAND', { ...here, boundTo: bound });
    expect(tickets.map(({ id }) => id)).toEqual([idOf('ticket 1')]);
  });

  it('chooses the usable one of several tickets', async () => {
    expect(await decided(world, 'BAND-2')).toMatchObject({ result: 'admit', ticket: idOf('ticket 2') });
  });

  it('reads a short code from fingers only, and none of a dead generation', async () => {
    expect(await decided(world, typedCode('ticket 1'), { by: 'typed' })).toMatchObject({
      result: 'confirm',
      ticket: idOf('ticket 1'),
    });
    expect(await decided(world, typedCode('ticket 1'))).toMatchObject({ reason: 'unknown' });
    expect(await decided(world, typedCode('ticket 2', 1), { by: 'typed' })).toMatchObject({
      reason: 'unknown',
    });
  });

  it('tells what it cannot read from what it does not know', async () => {
    expect(await decided(world, 'https://example.org')).toMatchObject({ reason: 'unknown' });
    expect(await decided(world, 'G:NOT A TICKET')).toMatchObject({ reason: 'unreadable' });
    expect(await decided(world, '')).toMatchObject({ reason: 'unreadable' });
  });
});

describe('the history', () => {
  const review = { standing: 'stands', sure: true, first: null, what: '' } as const;

  it('counts an entry of another phone', async () => {
    const here = await fresh();
    remember(here, 'ticket 1', [{ row: entryOf('ticket 1'), review }]);
    expect(await decided(here, await codeText(here))).toMatchObject({
      reason: 'already_used',
      explanation: { entries: 1, device: entryOf('ticket 1').device },
    });
  });

  it.each(['undone', 'stale', 'quarantined'] as const)(
    'forgets what the server calls %s',
    async (standing) => {
      const here = await fresh();
      remember(here, 'ticket 1', [{ row: entryOf('ticket 1'), review: { ...review, standing } }]);
      expect(await decided(here, await codeText(here))).toMatchObject({ result: 'admit' });
    },
  );

  it('counts an entry that the server has not seen yet', async () => {
    const here = await fresh();
    remember(here, 'ticket 1', [{ row: entryOf('ticket 1'), review: null }]);
    expect(await decided(here, await codeText(here))).toMatchObject({ reason: 'already_used' });
  });

  it('does not count a refusal', async () => {
    const here = await fresh();
    const row = entryOf('ticket 1', { result: 'refuse', effect: 'none' });
    remember(here, 'ticket 1', [{ row, review: null }]);
    expect(await decided(here, await codeText(here))).toMatchObject({ result: 'admit' });
  });
});
