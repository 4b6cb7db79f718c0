import { encode } from 'uqr';
import type { QrSymbol } from './qr-code.js';

/** Modules of white around the symbol that a reader needs (ISO/IEC 18004). */
const quietModules = 4;

/** The symbol of a ticket code as it is printed: version 5, level M. @throws Error when the text does not fit in */
export function drawTicket(code: string): QrSymbol {
  return draw(encode(code, { ecc: 'M', boostEcc: false, minVersion: 5, maxVersion: 5, border: 0 }));
}

/** The symbol of a link on a screen, as small as level L allows: a screen has no dirt, and large modules are read from afar. */
export function drawLink(link: string): QrSymbol {
  return draw(encode(link, { ecc: 'L', boostEcc: true, border: 0 }));
}

function draw({ data, size }: ReturnType<typeof encode>): QrSymbol {
  return { side: size + 2 * quietModules, path: data.map(drawRow).join('') };
}

/** Neighbours are drawn as one bar, because a hairline between them would be grey. */
function drawRow(row: readonly boolean[], y: number): string {
  const text = row.map((dark) => (dark ? '1' : '0')).join('');
  const bars = [...text.matchAll(/1+/g)];
  return bars
    .map(({ index, 0: { length } }) => `M${index + quietModules} ${y + quietModules}h${length}v1h-${length}z`)
    .join('');
}
