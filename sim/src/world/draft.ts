import type { Root } from '@gatehouse/shared/manifest';
import { type FaultName, faultNames, type Size } from '../outcome.js';
import type { Random } from '../time/random.js';
import { scales } from './size.js';

/** What a seed's world is like before anything happens. */
export interface Draft {
  readonly phones: number;
  readonly organisations: number;
  readonly tickets: number;
  readonly skewMs: number;
  readonly driftPpm: number;
  readonly list: Omit<Root['lists'][number], 'id'>;
  readonly faults: ReadonlySet<FaultName>;
}

const hourMs = 3_600_000;

/** @param wanted the faults that may happen; undefined: some, as the seed draws them */
export function drawDraft(
  random: Random,
  wanted: readonly FaultName[] | undefined,
  size: Size = 'large',
): Draft {
  const { faults: kinds, ...scale } = scales[size];
  // All are drawn, whatever is wanted, so that fewer faults leave the rest of the world as it is.
  const drawn = kinds === null ? drawShare(random) : drawFew(random, random.int(...kinds));
  const faults = new Set(wanted === undefined ? drawn : wanted);
  const [skew, drift] = [random.int(0, 12), random.int(0, 150)];
  // One of two is not stolen.
  const fewest = size !== 'large' && drawn.includes('stolen-phone') ? 3 : 1;
  const phones = Math.max(fewest, random.pick(scale.phones));
  return {
    phones,
    organisations: random.chance(0.25) && phones > 1 ? 2 : 1,
    tickets: random.int(...scale.tickets),
    skewMs: faults.has('skew') ? skew * hourMs : 0,
    driftPpm: faults.has('drift') ? drift : 0,
    list: {
      name: 'Main entrance',
      classes: [7],
      gates: [],
      entry: random.pick(['single', 'single', 'single', 're-entry', 'multiple'] as const),
      maxEntries: null,
      persons: 'one',
      activeFrom: null,
      activeUntil: null,
      checkOutAt: null,
      dayStartsAt: '06:00',
      includeUnpaid: true,
      addOnMatch: false,
      notOnList: random.pick(['admit', 'confirm', 'refuse'] as const),
      byHand: 'admit',
      byMedium: 'admit',
      rotation: 'off',
      rule: null,
    },
    faults,
  };
}

function drawShare(random: Random): FaultName[] {
  const share = random.pick([0, 0.08, 0.15, 0.3]);
  return faultNames.filter(() => random.chance(share));
}

function drawFew(random: Random, howMany: number): FaultName[] {
  const left = [...faultNames];
  return Array.from({ length: howMany }, () => left.splice(random.int(0, left.length - 1), 1)).flat();
}
