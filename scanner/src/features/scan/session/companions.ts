/** Codes that were together twice within this time are together; it is longer than a slow phone takes for a picture. */
const TOGETHER_MS = 1000;

export interface Company {
  /** Those of this picture that were seen so twice. */
  readonly together: readonly string[];
  /** Those of this picture that were seen so once, a moment ago: what they are turns out at once. */
  readonly waiting: readonly string[];
}

/** Finds the codes that are held into the picture together. One picture alone may mix two hands in a hurry. */
export interface Companions {
  /**
   * @param texts what is in one picture and not scanned yet
   * @param now milliseconds that only go forward
   * @param least how many there have to be for it to count: two, or one where others are there already
   */
  look(texts: readonly string[], now: number, least?: number): Company;
}

export function createCompanions(): Companions {
  const seen = new Map<string, { times: number; last: number }>();

  function count(text: string, now: number): void {
    const times = seen.get(text)?.times ?? 0;
    seen.set(text, { times: times + 1, last: now });
  }

  return {
    look(texts, now, least = 2) {
      for (const [text, { last }] of seen) if (now - last >= TOGETHER_MS) seen.delete(text);
      if (texts.length >= least) for (const text of texts) count(text, now);
      const together = texts.filter((text) => (seen.get(text)?.times ?? 0) > 1);
      if (together.length >= least) return { together, waiting: [] };
      return { together: [], waiting: texts.filter((text) => seen.has(text)) };
    },
  };
}
