import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tightenBounds } from './index.js';
import { VirtualPhone } from './test/virtual-phone.js';

const HOUR_MS = 3_600_000;
/** How often a phone looks at its clocks while it is awake. */
const awake = fc.integer({ min: 0, max: 6 * HOUR_MS });

const action = fc.oneof(
  awake.map((ms) => (phone: VirtualPhone) => phone.wait(ms)),
  fc.integer({ min: 0, max: 1_000 }).map((ms) => (phone: VirtualPhone) => phone.wait(ms)),
  fc.integer({ min: 0, max: 4_000 }).map((ms) => (phone: VirtualPhone) => phone.sleep(ms)),
  fc.integer({ min: 0, max: 10 * HOUR_MS }).map((ms) => (phone: VirtualPhone) => phone.sleep(ms)),
  // A clock that goes forward by a little looks like a short sleep, and only makes the bounds wider.
  fc.integer({ min: 0, max: 2_000 }).map((ms) => (phone: VirtualPhone) => phone.setWall(ms)),
  fc.tuple(fc.integer({ min: 4_000, max: 12 * HOUR_MS }), fc.constantFrom(1, -1)).map(
    ([ms, sign]) =>
      (phone: VirtualPhone) =>
        phone.setWall(ms * sign),
  ),
  fc
    .record({
      up: fc.integer({ min: 0, max: 30_000 }),
      down: fc.integer({ min: 0, max: 30_000 }),
      asleep: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: HOUR_MS })),
    })
    .map((trip) => (phone: VirtualPhone) => phone.sample(trip)),
  fc.constant((phone: VirtualPhone) => phone.reload()),
);

const world = fc.record({
  rate: fc.double({ min: 1 - 200e-6, max: 1 + 200e-6, noNaN: true }),
  wallAhead: fc.integer({ min: -12 * HOUR_MS, max: 12 * HOUR_MS }),
  actions: fc.array(action, { maxLength: 40 }),
});

it('holds the truth within its bounds, and its estimate too', () => {
  fc.assert(
    fc.property(world, ({ rate, wallAhead, actions }) => {
      const phone = new VirtualPhone(rate, wallAhead);
      for (const act of actions) {
        act(phone);
        const { earliest, latest, estimate } = phone.read();
        expect(earliest).toBeLessThanOrEqual(phone.truth);
        expect(latest ?? Infinity).toBeGreaterThanOrEqual(phone.truth);
        expect(estimate).toBeGreaterThanOrEqual(earliest);
        expect(estimate).toBeLessThanOrEqual(latest ?? Infinity);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('holds the truth of every row after they have tightened each other, and never widens one', () => {
  fc.assert(
    fc.property(world, ({ rate, wallAhead, actions }) => {
      const phone = new VirtualPhone(rate, wallAhead);
      let session = 0;
      const rows = actions.map((act) => {
        const before = phone.reading.monotonic;
        act(phone);
        if (phone.reading.monotonic < before) session += 1;
        const { monotonic } = phone.reading;
        return { truth: phone.truth, session: Uint8Array.of(session), monotonic, ...phone.read() };
      });
      for (const [index, { earliest, latest }] of tightenBounds(rows).entries()) {
        const row = rows[index];
        if (row === undefined) throw new Error('one bound a row');
        expect(earliest).toBeLessThanOrEqual(row.truth);
        expect(latest ?? Infinity).toBeGreaterThanOrEqual(row.truth);
        expect(earliest).toBeGreaterThanOrEqual(row.earliest);
        expect(latest ?? Infinity).toBeLessThanOrEqual(row.latest ?? Infinity);
      }
    }),
    { numRuns: 2_000 },
  );
});
