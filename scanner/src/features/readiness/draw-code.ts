import { encode } from 'uqr';

/** Modules of white that a reader needs around the symbol (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as the path of its black modules. @returns `side`: of the whole, in modules, with its white */
export function drawCode(text: string): { path: string; side: number } {
  const { data } = encode(text, { ecc: 'M', border: 0 });
  const path = data
    .flatMap((row, y) => row.flatMap((isBlack, x) => (isBlack ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : [])))
    .join('');
  return { path, side: data.length + 2 * QUIET };
}
