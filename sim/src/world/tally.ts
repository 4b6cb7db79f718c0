import { type FaultName, faultNames, type InvariantId, invariants } from '../outcome.js';

/** What people do at the door, and what they are shown. */
export const operationNames = [
  'scan',
  'confirm',
  'exit',
  'undo',
  'count',
  'wait',
  'scan-and-die',
  'reopen',
  'unshown',
] as const;
export type OperationName = (typeof operationNames)[number];
export type Exercised = `fault ${FaultName}` | `does ${OperationName}` | `check ${InvariantId}`;

/** How often each thing happened, and on how much each check had something to look at. */
export type Tallied = Readonly<Record<string, number>>;

/** Everything that the seeds together have to exercise. */
export const allExercised: readonly Exercised[] = [
  ...faultNames.map((name) => `fault ${name}` as const),
  ...operationNames.map((name) => `does ${name}` as const),
  ...Object.keys(invariants).map((id) => `check ${Number(id) as InvariantId}` as const),
];

/** Counts what a seed exercises, so that nobody takes for checked what never happens. */
export class Tally {
  readonly #counts = new Map<string, number>();

  note(what: Exercised, times = 1): void {
    if (times > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  read(): Tallied {
    return Object.fromEntries(this.#counts);
  }
}

/** @returns how many seeds exercised each, and how often in all */
export function addUp(tallies: readonly Tallied[]): Map<Exercised, { seeds: number; times: number }> {
  const sums = new Map(allExercised.map((what) => [what, { seeds: 0, times: 0 }]));
  for (const tallied of tallies)
    for (const what of allExercised) {
      const sum = sums.get(what);
      const times = tallied[what] ?? 0;
      if (sum === undefined || times === 0) continue;
      sum.seeds += 1;
      sum.times += times;
    }
  return sums;
}
