import { renderUnicodeCompact } from 'uqr';

export { lanAddresses } from './addresses.js';
export { createLanPage } from './page.js';
export { prepareLan } from './prepare.js';

/** A QR code of the text for a terminal, two rows of modules a line, with the quiet zone that readers need. */
export function terminalQr(text: string): string {
  return renderUnicodeCompact(text, { ecc: 'M', border: 2 });
}
