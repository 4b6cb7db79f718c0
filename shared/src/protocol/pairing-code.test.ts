import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CROCKFORD } from '../bytes/index.js';
import { PAIRING_CODE_SYMBOLS, readPairingCode, showPairingCode } from './pairing-code.js';

const codes = fc
  .array(fc.constantFrom(...CROCKFORD), { minLength: PAIRING_CODE_SYMBOLS, maxLength: PAIRING_CODE_SYMBOLS })
  .map((symbols) => symbols.join(''));

test('a code is understood as it is shown, in small letters and with blanks', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(readPairingCode(showPairingCode(code))).toBe(code);
      expect(readPairingCode(` ${showPairingCode(code).toLowerCase().replace('-', ' ')} `)).toBe(code);
    }),
  );
});

test('letters that look like digits are the digits', () => {
  expect(readPairingCode('oOiIl-23456')).toBe('0011123456');
});

test('what is no code is none', () => {
  for (const text of ['', '12345-6789', '12345-678901', '12345-6789U', 'https://x/#pair=1', '12345-6789é'])
    expect(readPairingCode(text), text).toBeNull();
});
