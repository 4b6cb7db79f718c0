import { nowhere, type Presence } from '../presence.js';
import { isBefore, type Placed } from './place.js';
import type { ScanRow } from './rows.js';
import { type GroundAt, step } from './step.js';

/** More rows that overlap than this are not tried in every order: 8 have 40,320. */
const MOST_OVERLAPPING = 8;

type States = Map<string, Presence>;

/**
 * The rows whose fate is the same in every order that their bounds allow.
 * @param placed one ticket's admissions and exits on one list, in order
 */
export function settledRows(placed: readonly Placed<ScanRow>[], groundAt: GroundAt): ReadonlySet<string> {
  const settled = new Set<string>();
  let states: States = new Map([[keyOf(nowhere), nowhere]]);
  for (const group of overlapping(placed)) {
    // What comes after may depend on what cannot be settled here.
    if (group.length > MOST_OVERLAPPING) return settled;
    const fates = new Fates();
    states = everyOrder(group, { states, groundAt, fates });
    for (const { row } of group) if (fates.isSettled(row.id)) settled.add(row.id);
  }
  return settled;
}

/** Splits rows where everything before is certainly earlier than everything after. */
function overlapping(placed: readonly Placed<ScanRow>[]): Placed<ScanRow>[][] {
  const groups: Placed<ScanRow>[][] = [];
  let end = -Infinity;
  for (const row of [...placed].sort((a, b) => a.earliest - b.earliest)) {
    const group = groups.at(-1);
    if (group && row.earliest <= end) group.push(row);
    else groups.push([row]);
    end = Math.max(end, row.latest);
  }
  return groups;
}

/** Which fates each row has met. */
class Fates {
  readonly #met = new Map<string, Set<boolean>>();

  meet(id: string, stands: boolean): void {
    this.#met.set(id, (this.#met.get(id) ?? new Set()).add(stands));
  }

  isSettled(id: string): boolean {
    return this.#met.get(id)?.size === 1;
  }
}

interface Search {
  readonly states: States;
  readonly groundAt: GroundAt;
  readonly fates: Fates;
}

/**
 * Walks through all orders at once: for each set of rows that may come first, the states that they can lead to.
 * Orders that lead to the same state are followed once.
 */
function everyOrder(group: readonly Placed<ScanRow>[], { states, groundAt, fates }: Search): States {
  const reached: States[] = Array.from({ length: 2 ** group.length }, () => new Map());
  reached[0] = states;
  for (const [done, before] of reached.entries()) {
    for (const [index, next] of group.entries()) {
      if (!mayBeNext(index, done, group)) continue;
      for (const presence of before.values()) {
        const after = step(presence, next, groundAt);
        fates.meet(next.row.id, after.blockedBy === null);
        reached[done | (1 << index)]?.set(keyOf(after.presence), after.presence);
      }
    }
  }
  return reached.at(-1) ?? states;
}

function mayBeNext(index: number, done: number, group: readonly Placed<ScanRow>[]): boolean {
  const next = group[index];
  if (!next || done & (1 << index)) return false;
  return group.every((other, at) => done & (1 << at) || at === index || !isBefore(other, next));
}

function keyOf({ entries, inside, peak, at }: Presence): string {
  const ids = entries.map(({ id }) => id).sort();
  return JSON.stringify([ids, inside, peak, String(at)]);
}
