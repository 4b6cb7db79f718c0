import { expect, test } from 'vitest';
import { createSightings, type Look } from './sightings.js';

const at = (now: number, look: Partial<Look> = {}): Look => ({
  now,
  direction: 'in',
  showing: null,
  ...look,
});

test('the same code in view is one scan', () => {
  const sightings = createSightings();
  expect(sightings.pick(['a'], at(0))).toBe('a');
  for (let now = 100; now < 60_000; now += 1900) expect(sightings.pick(['a'], at(now))).toBeNull();
});

test('it is another scan when it was unseen for two seconds', () => {
  const sightings = createSightings();
  sightings.pick(['a'], at(0));
  expect(sightings.pick([], at(1000))).toBeNull();
  expect(sightings.pick(['a'], at(1999))).toBeNull();
  expect(sightings.pick(['a'], at(3999))).toBe('a');
});

test('it is another scan in another direction', () => {
  const sightings = createSightings();
  expect(sightings.pick(['a'], at(0))).toBe('a');
  expect(sightings.pick(['a'], at(100, { direction: 'out' }))).toBe('a');
  expect(sightings.pick(['a'], at(200, { direction: 'out' }))).toBeNull();
  expect(sightings.pick(['a'], at(300))).toBe('a');
});

test('another code replaces the one on the screen; one that lay beside it waits', () => {
  const sightings = createSightings();
  expect(sightings.pick(['a', 'b'], at(0))).toBe('a');
  const showing = { text: 'a', since: 0 };
  expect(sightings.pick(['a', 'b'], at(100, { showing }))).toBeNull();
  expect(sightings.pick(['a', 'b', 'c'], at(200, { showing }))).toBe('c');
  expect(sightings.pick(['a', 'b', 'c'], at(300))).toBe('b');
});

test('the code on the screen is not scanned again, however long it was away', () => {
  const sightings = createSightings();
  sightings.pick(['a'], at(0));
  expect(sightings.pick(['a'], at(9000, { showing: { text: 'a', since: 0 } }))).toBeNull();
  expect(sightings.pick(['a'], at(9100))).toBe('a');
});

test('a code that a hand scanner read is not read again by the camera', () => {
  const sightings = createSightings();
  sightings.note('a', { now: 0, direction: 'in' });
  expect(sightings.pick(['a'], at(500))).toBeNull();
});
