import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { decide, type Reason } from '../checkin/index.js';
import { decodeRow, encodeRow, isScanProof, NO_PREVIOUS } from '../log/index.js';
import { codeHash, seenTextHash } from '../ticket-code/index.js';
import { sampleSalt, sampleTimeMs } from '../vectors/test/sample-root.js';
import { sampleScan } from '../vectors/test/sample-rows.js';
import { factsOf, rowOf, seenTextOf } from './index.js';
import { codeText, idOf, knowledgeOf, openWorld, seen, typedCode } from './test/world.js';

const world = await openWorld();
const sample = sampleScan(1, NO_PREVIOUS);

async function written(text: string, by: 'camera' | 'typed' = 'camera') {
  const knowledge = knowledgeOf(world);
  const shown = await seen(world, text, { by });
  const facts = factsOf(shown, knowledge);
  const decision = decide(facts, knowledge.policy, { estimate: sampleTimeMs, unsure: false });
  const { id, device, seq, event, names, time, held, details, previous } = sample;
  const circumstances = { id, device, seq, event, names, time, held, details, previous };
  const row = rowOf(decision, { ...circumstances, parsed: shown.parsed, scan: facts.scan });
  return { row, shown, decision };
}

describe('the row of a scan', () => {
  it('says what was decided, and proves that the code was seen', async () => {
    const { row, shown } = await written(await codeText(world));
    expect(row).toMatchObject({
      kind: 'scan',
      result: 'admit',
      effect: 'entry',
      reason: 'ok',
      how: 'camera',
      direction: 'in',
      list: world.manifest.root.lists[0]?.id,
      generation: 0,
    });
    expect(toHex(row.ticketHash ?? new Uint8Array())).toBe(idOf('ticket 1'));
    if (shown.parsed.form !== 'native' || row.proof === null) throw new Error('a proof of a printed code');
    expect(
      isScanProof(row.proof, { codeHash: codeHash(shown.parsed.code), device: row.device, seq: 1 }),
    ).toBe(true);
    expect(decodeRow(encodeRow(row))).toEqual({ ok: true, value: row });
  });

  it.each([
    ['a code of another event', { event: 1 }, 'wrong_event'],
    ['an unknown text', null, 'unknown'],
  ] as const)('names no ticket for %s', async (_, fields, reason) => {
    const { row } = await written(fields === null ? 'WHO KNOWS' : await codeText(world, fields));
    expect(row).toMatchObject({ reason, ticketHash: null, effect: 'none' });
    expect(decodeRow(encodeRow(row)).ok).toBe(true);
  });

  it('has no proof of what was typed or worn', async () => {
    expect((await written('BAND-1')).row).toMatchObject({ proof: null, how: 'medium' });
    expect((await written(typedCode('ticket 1'), 'typed')).row).toMatchObject({ proof: null, how: 'typed' });
  });
});

describe('what is kept of a text', () => {
  async function kept(text: string, reason: Reason, by: 'camera' | 'typed' = 'camera') {
    const { parsed } = await seen(world, text, { by });
    return seenTextOf({ text, parsed, reason, salt: sampleSalt });
  }

  it('is all of the event’s own', async () => {
    const text = await codeText(world);
    expect(await kept(` ${text}\n`, 'ok')).toEqual({ kind: 'whole', text });
    expect(await kept(typedCode('ticket 1'), 'by_hand', 'typed')).toMatchObject({ kind: 'whole' });
  });

  it.each(['forged', 'wrong_event'] as const)('is not enough to use a code that is %s', async (reason) => {
    const text = await codeText(world);
    const seenText = await kept(text, reason);
    if (seenText.kind !== 'cut') throw new Error('the start of it');
    expect(text.startsWith(seenText.text)).toBe(true);
    expect(seenText.text.length).toBe(2 + ((80 - 16) / 2) * 3);
  });

  it.each([
    ['a passport’s number', 'C01X00T47', 'unknown', 'camera'],
    ['a wristband', 'BAND-1', 'ok', 'camera'],
    ['what looks like a short code and is none', typedCode('nobody'), 'unknown', 'typed'],
    ['what begins as ours', 'G:1234', 'unreadable', 'camera'],
  ] as const)('is only a hash of %s', async (_, text, reason, by) => {
    expect(await kept(text, reason, by)).toEqual({ kind: 'hashed', hash: seenTextHash(sampleSalt, text) });
  });
});
