import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer } from './sealer.js';

const secret = Buffer.from('a private key of thirty-two bytes');
const sealer = createSealer(randomBytes(32));
const context = ['ticketing.key', 'organisation', 'event', '1'];
const refusal = expect.objectContaining({
  definition: expect.objectContaining({ code: 'platform.sealed_secret' }),
});

function outcome(open: () => unknown): unknown {
  try {
    return open();
  } catch (error) {
    return error;
  }
}

test('opens what it sealed, and seals the same never the same way', () => {
  const sealed = sealer.seal(secret, context);
  expect(sealer.open(sealed, context)).toEqual(secret);
  expect(sealed.includes(secret)).toBe(false);
  expect(sealer.seal(secret, context)).not.toEqual(sealed);
});

test('opens nothing with another key, in another place or with another byte', () => {
  const sealed = sealer.seal(secret, context);
  expect(outcome(() => createSealer(randomBytes(32)).open(sealed, context))).toEqual(refusal);
  for (const other of [
    ['ticketing.key', 'organisation', 'event', '2'],
    ['ticketing.key', 'organisation', 'event1', ''],
    [],
  ])
    expect(outcome(() => sealer.open(sealed, other))).toEqual(refusal);
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(
      outcome(() => sealer.open(changed, context)),
      `byte ${index}`,
    ).toEqual(refusal);
  }
  for (let length = 0; length < sealed.length; length++)
    expect(
      outcome(() => sealer.open(sealed.subarray(0, length), context)),
      `${length} bytes`,
    ).toEqual(refusal);
});
