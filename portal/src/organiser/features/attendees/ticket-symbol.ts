import { encode } from 'uqr';

/** Modules of white around the symbol that a reader needs (ISO/IEC 18004). */
const quietModules = 4;

export interface TicketSymbol {
  /** Modules from edge to edge, with the quiet zone. */
  readonly side: number;
  /** The dark modules, as the `d` of an SVG path with one unit per module. */
  readonly path: string;
}

/** The symbol of a ticket code as it is printed: version 5, level M. @throws Error when the text does not fit in */
export function drawSymbol(code: string): TicketSymbol {
  const { data, size } = encode(code, { ecc: 'M', boostEcc: false, minVersion: 5, maxVersion: 5, border: 0 });
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
