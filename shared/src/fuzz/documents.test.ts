import { expect, it } from 'vitest';
import { concatBytes } from '../bytes/index.js';
import { allFormats, faultOfFormat, faultOfSigned } from './test/documents.js';
import { mutate } from './test/mutate.js';
import type { Random } from './test/random.js';
import { fuzzCases, fuzzSeed, fuzzTimeoutMs, runFuzz } from './test/run-fuzz.js';

const { plain, signed } = await allFormats();
const everything = [...plain, ...signed].flatMap(({ samples }) => samples);
const MAX_RANDOM = 400;

/** Mostly a good document with faults, now and then another format's, now and then nothing but noise. */
function broken(samples: readonly Uint8Array[], random: Random): Uint8Array {
  const source = random.below(20);
  if (source === 0) return random.bytes(random.below(MAX_RANDOM));
  const sample = random.pick(source === 1 ? everything : samples);
  return mutate(sample, random, source < 10 ? samples : everything);
}

/** The first byte says which format is meant, so that a case is one run of bytes. */
function anyOf(formats: readonly { readonly samples: readonly Uint8Array[] }[]) {
  return (random: Random): Uint8Array => {
    const which = random.below(formats.length);
    return concatBytes(Uint8Array.of(which), broken(formats[which]?.samples ?? [], random));
  };
}

it(
  `every decoder takes what its encoder writes or says why not (seed ${fuzzSeed})`,
  async () => {
    const make = anyOf(plain);
    const check = async (input: Uint8Array) => {
      const format = plain[input[0] ?? 0];
      return format === undefined ? null : faultOfFormat(format, input.subarray(1));
    };
    expect(await runFuzz({ make, check }, { cases: fuzzCases(0.41) })).toBeNull();
  },
  fuzzTimeoutMs,
);

it(
  `nothing is taken that nobody has signed (seed ${fuzzSeed})`,
  async () => {
    const make = anyOf(signed);
    const check = async (input: Uint8Array) => {
      const format = signed[input[0] ?? 0];
      return format === undefined ? null : faultOfSigned(format, input.subarray(1));
    };
    expect(await runFuzz({ make, check }, { cases: fuzzCases(0.2) })).toBeNull();
  },
  fuzzTimeoutMs,
);

it('takes every sample as it is', async () => {
  for (const format of plain)
    for (const sample of format.samples) {
      expect(format.decode(sample), format.name).toMatchObject({ ok: true });
      expect(await faultOfFormat(format, sample), format.name).toBeNull();
    }
  for (const format of signed)
    for (const sample of format.samples) expect(await format.isTaken(sample), format.name).toBe(true);
});
