import { expect, test } from 'vitest';
import { type AbleTrack, abilitiesOf } from './abilities.js';

/** As Chrome tells of the camera on the back of an Android phone. */
const android = {
  aspectRatio: { max: 4000, min: 0.000333 },
  deviceId: 'a81c',
  exposureMode: ['continuous', 'manual'],
  facingMode: ['environment'],
  focusDistance: { max: 2.5, min: 0.1, step: 0.01 },
  focusMode: ['manual', 'single-shot', 'continuous'],
  frameRate: { max: 30, min: 0 },
  height: { max: 3000, min: 1 },
  torch: true,
  whiteBalanceMode: ['continuous', 'manual'],
  width: { max: 4000, min: 1 },
  zoom: { max: 8, min: 1, step: 0.1 },
};

/** As Safari tells of an iPhone's, and Chrome of a laptop's. */
const iphone = {
  facingMode: ['environment'],
  torch: true,
  zoom: { max: 10, min: 1 },
  width: { max: 4032, min: 1 },
};
const laptop = {
  aspectRatio: { max: 1280, min: 0.001 },
  facingMode: [],
  resizeMode: ['none', 'crop-and-scale'],
};

const base = { width: { ideal: 1280 }, height: { ideal: 720 } };

function trackOf(capabilities: object | null) {
  const applied: object[] = [];
  const later: (() => void)[] = [];
  const track: AbleTrack = {
    ...(capabilities === null ? {} : { getCapabilities: () => capabilities }),
    getSettings: () => ({ zoom: 2 }),
    getConstraints: () => base,
    applyConstraints: async (constraints) => void applied.push(constraints),
  };
  const able = (knowsPoints = true) => abilitiesOf(track, { knowsPoints, later: (work) => later.push(work) });
  return { able, applied, later };
}

test('an Android phone has light, zoom and focus at a point, and each wish keeps the others', async () => {
  const { able, applied, later } = trackOf(android);
  const { torch, zoom, focus } = able();
  expect(zoom).toMatchObject({ min: 1, max: 8, step: 0.1, value: 2 });
  await torch?.set(true);
  await zoom?.set(3);
  await focus?.at({ x: 0.25, y: 1.2 });
  const point = { focusMode: 'single-shot', pointsOfInterest: [{ x: 0.25, y: 1 }] };
  expect(applied.at(-1)).toEqual({ ...base, advanced: [{ torch: true }, { zoom: 3 }, point] });
  for (const work of later) work();
  expect(applied.at(-1)).toEqual({
    ...base,
    advanced: [{ torch: true }, { zoom: 3 }, { focusMode: 'continuous' }],
  });
});

test('an iPhone has light and zoom', async () => {
  const { able } = trackOf(iphone);
  const { torch, zoom, focus } = able();
  expect([torch === null, zoom?.step, focus]).toEqual([false, 0.1, null]);
});

test('what a camera does not have is not offered', () => {
  const nothing = { torch: null, zoom: null, focus: null };
  for (const capabilities of [laptop, {}, null, { torch: false, zoom: { max: 1, min: 1 } }])
    expect(trackOf(capabilities).able()).toEqual(nothing);
});

test('without points a camera focuses once at what it sees, or is left alone', async () => {
  const { able, applied } = trackOf(android);
  await able(false).focus?.at({ x: 0.5, y: 0.5 });
  expect(applied).toEqual([{ ...base, advanced: [{ focusMode: 'single-shot' }] }]);
  expect(trackOf({ focusMode: ['continuous'] }).able(false).focus).toBeNull();
  expect(trackOf({ focusMode: ['continuous'] }).able().focus).not.toBeNull();
});
