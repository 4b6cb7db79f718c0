import { describe, expect, it } from 'vitest';
import { tightenBounds } from './index.js';
import { VirtualPhone } from './test/virtual-phone.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const trip = { up: 50, down: 150, asleep: 0 };

function phoneAhead(ms: number): VirtualPhone {
  return new VirtualPhone(1, ms);
}

it('knows nothing before it has met the server', () => {
  const phone = phoneAhead(HOUR_MS);
  expect(phone.read()).toEqual({
    estimate: phone.truth + HOUR_MS,
    earliest: 0,
    latest: null,
    unsure: true,
  });
});

it('takes the time from a sample, however wrong its own clock is', () => {
  const phone = phoneAhead(-10 * HOUR_MS);
  phone.sample(trip);
  const { estimate, earliest, latest, unsure } = phone.read();
  expect(Math.abs(estimate - phone.truth)).toBeLessThanOrEqual(100);
  expect(earliest).toBe(phone.truth - trip.down);
  expect(latest).toBeLessThanOrEqual(phone.truth + trip.up + 2_001);
  expect(unsure).toBe(false);
});

it('has bounds that widen by 200 millionths', () => {
  const phone = phoneAhead(0);
  phone.sample({ up: 0, down: 0, asleep: 0 });
  phone.wait(10 * HOUR_MS);
  const { earliest, latest } = phone.read();
  expect(phone.truth - earliest).toBeGreaterThan(7_000);
  expect((latest ?? 0) - phone.truth).toBeLessThan(9_300);
});

describe('a phone that has slept', () => {
  it('has no upper bound until the next sample, and is sure for twelve hours after the last one', () => {
    const phone = phoneAhead(0);
    phone.sample(trip);
    phone.sleep(11 * HOUR_MS);
    expect(phone.read()).toMatchObject({ latest: null, unsure: false });
    phone.sleep(2 * HOUR_MS);
    expect(phone.read()).toMatchObject({ latest: null, unsure: true });
    // One look of the timer after waking up.
    phone.wait(1_000);
    phone.sample(trip);
    expect(phone.read().unsure).toBe(false);
    expect(phone.read().latest).not.toBeNull();
  });

  it('does not forget that it slept when the clock is set back afterwards', () => {
    const phone = phoneAhead(0);
    phone.sample(trip);
    phone.sleep(3_000);
    phone.setWall(-3_000);
    expect(phone.read().latest).toBeNull();
  });
});

describe('a wall clock that is set', () => {
  it('is not believed behind what the server has signed', () => {
    const phone = phoneAhead(0);
    phone.sample(trip);
    phone.reload();
    phone.setWall(-20 * HOUR_MS);
    const { estimate, unsure, earliest } = phone.read();
    expect(estimate).toBe(earliest);
    expect(unsure).toBe(true);
  });

  it('does not move the estimate behind the monotonic clock', () => {
    const phone = phoneAhead(0);
    phone.sample(trip);
    phone.wait(HOUR_MS);
    phone.setWall(-30 * MINUTE_MS);
    expect(Math.abs(phone.read().estimate - phone.truth)).toBeLessThan(1_000);
  });
});

it('keeps its offset over a page load', () => {
  const phone = phoneAhead(5 * HOUR_MS);
  phone.sample(trip);
  phone.wait(MINUTE_MS);
  phone.reload();
  expect(Math.abs(phone.read().estimate - phone.truth)).toBeLessThanOrEqual(100);
  expect(phone.read()).toMatchObject({ latest: null, unsure: false });
});

it('ignores an older sample that comes late', () => {
  const phone = phoneAhead(0);
  phone.sample(trip);
  const { clock } = phone;
  phone.truth -= HOUR_MS;
  phone.sample(trip);
  expect(phone.clock.sample?.server).toBe(clock.sample?.server);
});

it('bounds rows by the ones after them, in one page load by the monotonic distance', () => {
  const session = Uint8Array.of(1);
  const rows = [
    { session, monotonic: 0, earliest: 0, latest: null },
    { session, monotonic: 10_000, earliest: 0, latest: null },
    { session: Uint8Array.of(2), monotonic: 5, earliest: 900_000, latest: 1_000_000 },
    { session: Uint8Array.of(2), monotonic: 1_005, earliest: 900_000, latest: null },
  ];
  expect(tightenBounds(rows)).toEqual([
    { earliest: 0, latest: 990_002 },
    { earliest: 9_998, latest: 1_000_000 },
    { earliest: 900_000, latest: 1_000_000 },
    { earliest: 900_999, latest: null },
  ]);
});
