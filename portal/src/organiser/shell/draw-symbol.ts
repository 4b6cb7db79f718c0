import { pathOf, sideOf } from '@gatehouse/shared/qr';
import { encode } from 'uqr';
import type { QrSymbol } from './qr-code.js';

/** The symbol of a ticket code as it is printed: version 5, level M. @throws Error when the text does not fit in */
export function drawTicket(code: string): QrSymbol {
  return draw(encode(code, { ecc: 'M', boostEcc: false, minVersion: 5, maxVersion: 5, border: 0 }));
}

/** The symbol of a link on a screen, as small as level L allows: a screen has no dirt, and large modules are read from afar. */
export function drawLink(link: string): QrSymbol {
  return draw(encode(link, { ecc: 'L', boostEcc: true, border: 0 }));
}

function draw({ data }: ReturnType<typeof encode>): QrSymbol {
  return { side: sideOf(data.length), path: pathOf(data) };
}
