import { pathOf, sideOf } from '@gatehouse/shared/qr';
import { encode } from 'uqr';

/** A QR code as the path of its black modules, one unit a module. */
export interface DrawnCode {
  readonly path: string;
  /** Of the whole with its white. */
  readonly side: number;
}

/**
 * @param level `M` for what is held up to another phone. `L`, or a better one that fits as well, for what a scanner reads
 * from a clean screen: its modules are the largest.
 */
export function drawCode(text: string, level: 'M' | 'L'): DrawnCode {
  const { data } = encode(text, { ecc: level, boostEcc: level === 'L', border: 0 });
  return { path: pathOf(data), side: sideOf(data.length) };
}
