import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Subtle, signP256, verifyP256 } from '../signing/index.js';
import { decodeHelp, type HelpCall, helpCode, isHelpCode, isHelpOf, MAX_HELP_NOTE } from './index.js';

const subtle = webcrypto.subtle as unknown as Subtle;
const call: HelpCall = {
  id: '01900000-0000-4000-8000-0000000000a1',
  device: '01900000-0000-7000-8000-0000000000d1',
  event: 4_021,
  at: 1_800_000_000_000,
  ticket: '00112233445566ff',
  listId: '01900000-0000-7000-8000-0000000000e1',
  gateId: null,
  direction: 'in',
  result: 'refuse',
  reason: 'already_used',
  note: 'Steht an der Schranke, sagt: „Ich war draußen.“ ☔',
};

async function makeKey() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('raw', pair.publicKey));
  return { sign: signP256(subtle, pair.privateKey), publicKey };
}

describe('a call for help', () => {
  it('says what happened at the gate, and which phone says so', async () => {
    const [mine, other] = [await makeKey(), await makeKey()];
    const text = await helpCode(call, mine.sign);
    expect(isHelpCode(text)).toBe(true);
    expect(decodeHelp(text)).toEqual({ ok: true, value: call });
    expect(await isHelpOf(text, mine.publicKey, verifyP256(subtle))).toBe(true);
    expect(await isHelpOf(text, other.publicKey, verifyP256(subtle))).toBe(false);
    const first = text.at(20) === 'A' ? 'B' : 'A';
    const changed = text.slice(0, 20) + first + text.slice(21);
    expect(await isHelpOf(changed, mine.publicKey, verifyP256(subtle))).toBe(false);
  });

  it('is possible without a ticket, and fits a code whatever was written', async () => {
    const { sign } = await makeKey();
    const note = '☔'.repeat(MAX_HELP_NOTE + 20);
    const text = await helpCode({ ...call, ticket: null, listId: null, note }, sign);
    expect(text.length).toBeLessThan(900);
    const value = { ...call, ticket: null, listId: null, note: '☔'.repeat(MAX_HELP_NOTE) };
    expect(decodeHelp(text)).toEqual({ ok: true, value });
  });

  it.each(['', 'GHHELP:', 'GHHELP:AAAA', `GHHELP:AQ${'A'.repeat(400)}`, `GHHELP:${'A'.repeat(2_000)}`])(
    'is not %s',
    (text) => {
      expect(decodeHelp(text).ok).toBe(false);
    },
  );
});
