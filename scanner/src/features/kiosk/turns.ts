/** A code that was out of view for so long is a new one when it comes again. */
const GONE_MS = 2000;
/** Between two pictures that show it a code may be missed. */
const MISSED_MS = 1000;

export interface Look {
  /** Milliseconds that only go forward. */
  readonly now: number;
  /** The code whose answer is on the screen; null: none is. */
  readonly showing: string | null;
}

/** Lets several codes that are held up together come one by one, each with the whole time of its answer. */
export interface Turns {
  /** @param texts what is in the picture, the most central first; @returns the one whose turn it is, or nothing */
  look(texts: readonly string[], look: Look): readonly string[];
}

export function createTurns(): Turns {
  const seen = new Map<string, number>();
  const done = new Set<string>();

  return {
    look(texts, { now, showing }) {
      for (const [text, last] of seen)
        if (now - last >= GONE_MS) {
          seen.delete(text);
          done.delete(text);
        }
      for (const text of texts) seen.set(text, now);
      if (showing !== null) done.add(showing);
      // Who holds it is still reading. When it is gone, the next person does not have to wait.
      const isHeld = showing !== null && now - (seen.get(showing) ?? Number.NEGATIVE_INFINITY) < MISSED_MS;
      if (isHeld) return texts.filter((text) => text === showing);
      const next = texts.find((text) => !done.has(text));
      return next === undefined ? [] : [next];
    },
  };
}
