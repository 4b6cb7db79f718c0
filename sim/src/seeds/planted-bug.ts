import type { Size } from '../outcome.js';

/** A change to the sources that makes them wrong in one way. Production code knows nothing of it. */
export interface PlantedBug {
  readonly name: string;
  /** One sentence: what goes wrong with it. */
  readonly wrong: string;
  readonly edits: readonly [Edit, ...Edit[]];
  /** Worlds in which it is looked for; absent: as each seed draws them. */
  readonly size?: Size;
}

export interface Edit {
  /** From the root of the repository. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/**
 * A text with the edits made in it.
 * @throws when what an edit looks for does not stand there exactly once: the sources have moved on without it
 */
export function planted(text: string, edits: readonly Edit[]): string {
  return edits.reduce((edited, { file, find, replace }) => {
    const found = edited.split(find).length - 1;
    if (found !== 1) throw new Error(`${file} has this ${found} times instead of once:\n${find}`);
    return edited.replace(find, () => replace);
  }, text);
}
