/** The characters 0–9 and a–f as their codes. */
const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** As many as a call surely takes as arguments. */
const bytesAtOnce = 1_024;

/** Lower case. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length > bytesAtOnce)
    return toHex(bytes.subarray(0, bytesAtOnce)) + toHex(bytes.subarray(bytesAtOnce));
  // In one piece: a text that is put together byte by byte stays a tree of pieces, which is slow and large.
  const codes = new Array<number>(2 * bytes.length);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    codes[2 * index] = digits[byte >> 4] ?? 0;
    codes[2 * index + 1] = digits[byte & 15] ?? 0;
  }
  return String.fromCharCode(...codes);
}

/** @returns null unless the text is hexadecimal, of either case, with two digits a byte */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}
