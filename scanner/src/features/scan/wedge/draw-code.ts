import { encode } from 'uqr';

/** Modules of white around the symbol that a reader needs (ISO/IEC 18004). */
const quietModules = 4;

/** A QR code as an SVG path, one unit a module, and the units from edge to edge. */
export function drawCode(text: string): { readonly side: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'L', boostEcc: true, border: 0 });
  const path = data
    .flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? `M${x + quietModules} ${y + quietModules}h1v1h-1z` : [])),
    )
    .join('');
  return { side: size + 2 * quietModules, path };
}
