import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { forgetTries, isPin, noteTry, waitBeforeTry } from './pin.js';

beforeEach(forgetTries);

test('the organiser’s PIN is the PIN, and nothing else is', async () => {
  const salt = randomBytes(16);
  const rounds = 1000;
  const hash = pbkdf2Sync('2580', salt, rounds, 32, 'sha256').toString('base64url');
  const pin = { salt: salt.toString('base64url'), hash, rounds };
  const { subtle } = crypto;
  expect(await isPin(subtle, pin, '2580')).toBe(true);
  for (const wrong of ['', '2581', '02580', '25800'])
    expect(await isPin(subtle, pin, wrong), wrong).toBe(false);
  expect(await isPin(subtle, { ...pin, hash: 'no base64!' }, '2580')).toBe(false);
});

test('after four wrong tries each one waits twice as long, up to half an hour', () => {
  const now = 1_800_000_000_000;
  for (let wrong = 0; wrong < 3; wrong += 1) {
    noteTry(now);
    expect(waitBeforeTry(now)).toBe(0);
  }
  const waits: number[] = [];
  for (let wrong = 3; wrong < 12; wrong += 1) {
    noteTry(now);
    waits.push(waitBeforeTry(now) / 1000);
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
  expect(waitBeforeTry(now + 1_800_000)).toBe(0);
  // A clock that was set back by a year is no year in front of a kiosk.
  expect(waitBeforeTry(now - 365 * 86_400_000)).toBe(1_800_000);
  forgetTries();
  expect(waitBeforeTry(now)).toBe(0);
});
