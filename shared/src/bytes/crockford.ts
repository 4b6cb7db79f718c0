/** Crockford's alphabet: no I, L, O and U. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first symbols, of five bits each. */
export function crockfordSymbols(bytes: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const bit = 5 * index;
    const pair = 256 * (bytes[bit >> 3] ?? 0) + (bytes[(bit >> 3) + 1] ?? 0);
    return (pair >> (11 - (bit & 7))) & 31;
  });
}

export function crockfordText(symbols: readonly number[]): string {
  return symbols.map((symbol) => CROCKFORD.charAt(symbol)).join('');
}
