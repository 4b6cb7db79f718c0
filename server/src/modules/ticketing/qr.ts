import { encode } from 'uqr';

export type Modules = readonly (readonly boolean[])[];

/** Modules of white that a reader needs around the symbol (ISO/IEC 18004). */
export const quietZoneModules = 4;

const sideModules = 37;
const ticketCodeCharacters = 122;

/**
 * The symbol of a ticket code: version 5, level M, 37 × 37 modules without the quiet zone. Version 5-M holds 122
 * characters in alphanumeric mode and 84 bytes in the next best, so fitting proves the mode.
 * @throws RangeError when the text is not 122 characters of the QR alphabet: it is then no ticket code
 */
export function ticketQr(code: string): Modules {
  if (code.length !== ticketCodeCharacters) throw new RangeError('A ticket code has 122 characters.');
  const symbol = encode(code, { ecc: 'M', boostEcc: false, minVersion: 5, maxVersion: 5, border: 0 });
  if (symbol.version !== 5 || symbol.size !== sideModules) throw new RangeError('A ticket code is 37 × 37.');
  return symbol.data;
}
