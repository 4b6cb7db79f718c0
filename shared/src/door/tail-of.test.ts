import { describe, expect, it } from 'vitest';
import type { Root } from '../manifest/index.js';
import { ROTATION_STEP_MS, rotatingCodeText, rotationKey } from '../ticket-code/index.js';
import { sampleTimeMs } from '../vectors/test/sample-root.js';
import { testBytes } from '../vectors/test/test-keys.js';
import { codeText, decided, idOf, openWorld, seen, type Try, type World } from './test/world.js';

const DAY_MS = 24 * 3_600_000;
const at = sampleTimeMs + 60_000;
const secret = testBytes('rotation secret', 32);
const predecessor = testBytes('rotation secret before', 32);

function openDoor(rotation: Root['lists'][number]['rotation']): Promise<World> {
  return openWorld().then(({ manifest }) =>
    openWorld({ lists: manifest.root.lists.map((list) => ({ ...list, rotation })) }),
  );
}

const doors = {
  off: await openDoor('off'),
  preferred: await openDoor('preferred'),
  required: await openDoor('required'),
};

/** The code as the ticket page shows it. */
async function shown(
  made: { at?: number; by?: Uint8Array; fields?: Parameters<typeof codeText>[1] } = {},
): Promise<string> {
  const { parsed } = await seen(doors.off, await codeText(doors.off, made.fields));
  if (parsed.form !== 'native') throw new Error('a printed code');
  return rotatingCodeText(parsed.code, rotationKey(made.by ?? secret, parsed.code), made.at ?? at);
}

const tried = (door: keyof typeof doors, text: string, given: Try = {}) =>
  decided(doors[door], text, { at, rotationSecrets: [secret, predecessor], ...given });

describe('a code of the ticket page', () => {
  it('is the same ticket and admits, on every list', async () => {
    for (const door of ['off', 'preferred', 'required'] as const)
      expect(await tried(door, await shown())).toMatchObject({ result: 'admit', ticket: idOf('ticket 1') });
  });

  it.each([
    [-3, 'refuse', 'stale_code'],
    [-2, 'admit', 'ok'],
    [1, 'admit', 'ok'],
    [2, 'refuse', 'stale_code'],
  ] as const)('%d steps from the gate: %s', async (steps, result, reason) => {
    const text = await shown({ at: at + steps * ROTATION_STEP_MS });
    for (const door of ['preferred', 'required'] as const)
      expect(await tried(door, text)).toMatchObject({ result, reason });
    expect(await tried('off', text)).toMatchObject({ result: 'admit' });
  });

  it('of a page that was opened before the secret was renewed still admits', async () => {
    expect(await tried('required', await shown({ by: predecessor }))).toMatchObject({ result: 'admit' });
    expect(await tried('required', await shown({ by: testBytes('older', 32) }))).toMatchObject({
      result: 'refuse',
      reason: 'stale_code',
    });
  });

  it('at a phone that does not hold the secret is a question where it is required', async () => {
    const given = { rotationSecrets: null };
    expect(await tried('required', await shown(), given)).toMatchObject({
      result: 'confirm',
      reason: 'static_code',
      explanation: { code: 'rotation_unchecked' },
    });
    expect(await tried('preferred', await shown(), given)).toMatchObject({ result: 'admit' });
  });

  it('of a pass is made with the secret of the pass', async () => {
    const passSecrets = [testBytes('secret of the pass', 32)];
    const of = (by: Uint8Array | undefined) => ({
      ...(by && { by }),
      fields: { ticket: 'pass', event: 9, kid: 0 },
    });
    const tail = async (by: Uint8Array | undefined, given: Try = {}) => {
      const { reason, explanation } = await tried('required', await shown(of(by)), given);
      return [reason, explanation.code];
    };
    const [own, notHere] = [await tail(secret, { passSecrets }), await tail(passSecrets[0])];
    expect(own).toEqual(['stale_code', 'stale_code']);
    expect(notHere).toContain('rotation_unchecked');
    expect(await tail(passSecrets[0], { passSecrets })).not.toContain('stale_code');
    expect(await tail(passSecrets[0], { passSecrets })).not.toContain('rotation_unchecked');
  });
});

describe('a phone that is unsure of the time', () => {
  const unsure = { unsure: true };

  it('takes what was made with the secret and says that it did not check the time', async () => {
    const text = await shown({ at: at - DAY_MS / 2 });
    expect(await tried('required', text, unsure)).toMatchObject({
      result: 'admit',
      notices: [{ code: 'rotation_time_unchecked' }],
    });
  });

  it('does so also when its clock is off by years', async () => {
    for (const wrong of [0, at - 4000 * DAY_MS])
      expect(await tried('required', await shown(), { ...unsure, at: wrong })).toMatchObject({
        result: 'admit',
        notices: [{ code: 'rotation_time_unchecked' }],
      });
    // Windows are over then, which is a question; the tail adds none.
    expect(await tried('required', await shown(), { ...unsure, at: at + 4000 * DAY_MS })).toMatchObject({
      result: 'confirm',
      reason: 'clock_unsure',
      notices: [{ code: 'rotation_time_unchecked' }, { code: 'old_list' }],
    });
  });

  it('refuses what was made with another secret', async () => {
    const text = await shown({ by: testBytes('guessed', 32) });
    expect(await tried('required', text, unsure)).toMatchObject({ result: 'refuse', reason: 'stale_code' });
  });
});

it('a printed code is refused where the moving one is required, with and without the secret', async () => {
  const text = await codeText(doors.required);
  for (const rotationSecrets of [[secret], null]) {
    expect(await tried('required', text, { rotationSecrets })).toMatchObject({ reason: 'static_code' });
    expect(await tried('preferred', text, { rotationSecrets })).toMatchObject({ result: 'admit' });
  }
});
