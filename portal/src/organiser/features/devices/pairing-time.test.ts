import { expect, it } from 'vitest';
import { reachesOnlyHere, remainingOf } from './pairing-time.js';

it('counts down to the last second', () => {
  const expiresAt = '2027-07-01T18:10:00Z';
  const at = (time: string) => remainingOf(expiresAt, new Date(`2027-07-01T${time}Z`));
  expect(at('18:00:00')).toBe('10:00');
  expect(at('18:00:55')).toBe('9:05');
  expect(at('18:09:59.5')).toBe('0:01');
  expect(at('18:10:00')).toBe(null);
  expect(at('19:00:00')).toBe(null);
});

it('knows the addresses that every computer has for itself', () => {
  const only = (host: string) => reachesOnlyHere(`http://${host}/scanner/#pair=AQ`);
  expect(['localhost:3000', '127.0.0.1:3000', '127.1.2.3', '[::1]:3000', 'app.localhost'].map(only)).toEqual(
    Array(5).fill(true),
  );
  expect(['192.168.1.7:3000', 'door.example.org', 'localhost.example.org'].map(only)).toEqual(
    Array(3).fill(false),
  );
});
