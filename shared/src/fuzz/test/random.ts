/** Chances that are the same again for the same seed. */
export interface Random {
  /** 0 to limit − 1. */
  below(limit: number): number;
  bytes(length: number): Uint8Array;
  /** @throws {RangeError} when there is nothing to choose from */
  pick<T>(choices: readonly T[]): T;
}

/** Mulberry32: small, quick, and good enough to choose what to break. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function word(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const below = (limit: number) => Math.floor((word() / 2 ** 32) * limit);
  return {
    below,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    pick(choices) {
      const at = below(choices.length);
      if (at >= choices.length) throw new RangeError('there is nothing to choose from');
      return choices[at] as (typeof choices)[number];
    },
  };
}
