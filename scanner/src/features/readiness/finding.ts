import type { Translate } from '@gatehouse/shared/i18n';

/** Green, amber, red, and what a browser keeps to itself. */
export type Level = 'good' | 'attention' | 'bad' | 'unknown';

/** What one check found, in words that say what to do. */
export interface Finding {
  readonly level: Level;
  readonly say: (t: Translate) => string;
  /** What a press of the button does; afterwards everything is checked again. */
  readonly remedy?: Remedy;
}

export interface Remedy {
  readonly label: (t: Translate) => string;
  /** @returns what it found out, if the check itself cannot see it */
  readonly apply: () => Promise<Finding | undefined>;
}
