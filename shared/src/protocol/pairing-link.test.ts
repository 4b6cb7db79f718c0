import { expect, it } from 'vitest';
import { confirmationCode, decodePairingLink, encodePairingLink, type PairingLink } from './index.js';

const link: PairingLink = {
  organisationId: '0192f0aa-0000-7000-8000-000000000001',
  pairingId: '0192f0aa-0000-7000-8000-000000000002',
  secret: new Uint8Array(16).fill(7),
  doorKey: new Uint8Array(32).fill(9),
};
const text = encodePairingLink('https://tickets.example.org', link);

it('says in a fragment what a phone has to know', () => {
  expect(text).toMatch(/^https:\/\/tickets\.example\.org\/scanner\/#pair=[\w-]{108}$/);
  expect(decodePairingLink(text)).toEqual({ ok: true, value: link });
  expect(decodePairingLink(new URL(text).hash)).toEqual({ ok: true, value: link });
});

it.each([
  '',
  'https://tickets.example.org/scanner/',
  'https://tickets.example.org/scanner/#pair=',
  'G:AAAA',
  text.slice(0, -1),
  `${text}AAAA`,
  text.replace('#pair=A', '#pair=*'),
])('takes %j for no link', (other) => {
  expect(decodePairingLink(other)).toEqual({ ok: false, reason: 'not_a_link' });
});

it('leaves links of a later version alone', () => {
  expect(decodePairingLink(text.replace('#pair=A', '#pair=B'))).toEqual({
    ok: false,
    reason: 'needs_update',
  });
});

it('gives six characters for two keys', () => {
  const sign = new Uint8Array(65).fill(1);
  const agree = new Uint8Array(65).fill(2);
  expect(confirmationCode(sign, agree)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
  expect(confirmationCode(sign, agree)).not.toBe(confirmationCode(agree, sign));
});
