import type { Translate } from '@gatehouse/shared/i18n';
import type { ReadinessLevel } from '@gatehouse/shared/protocol';

/** Green, amber, red, and what a browser keeps to itself. */
export type Level = ReadinessLevel;

/** What one check found, in words that say what to do. */
export interface Finding {
  readonly level: Level;
  readonly say: (t: Translate) => string;
  /** For the code, in the check's own unit. */
  readonly value?: number;
  /** What a press of the button does; afterwards everything is checked again. */
  readonly remedy?: Remedy;
  /** Further buttons beside it. */
  readonly others?: readonly Remedy[];
}

export interface Remedy {
  readonly label: (t: Translate) => string;
  /** @returns what it found out, if the check itself cannot see it */
  readonly apply: () => Promise<Finding | undefined>;
}
