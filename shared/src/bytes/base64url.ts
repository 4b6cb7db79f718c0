const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 §5 without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.subarray(index, index + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const characters = third !== undefined ? 4 : second !== undefined ? 3 : 2;
    for (let place = 0; place < characters; place++)
      text += ALPHABET.charAt((group >> (18 - 6 * place)) & 63);
  }
  return text;
}

/** @returns null unless `toBase64Url` writes exactly this text */
export function fromBase64Url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let index = 0; index < text.length; index++) {
    const value = ALPHABET.indexOf(text.charAt(index));
    if (value < 0) return null;
    const bit = 6 * index;
    const at = bit >> 3;
    const pair = (value << 10) >> (bit & 7);
    bytes[at] = (bytes[at] ?? 0) | (pair >> 8);
    if (at + 1 < bytes.length) bytes[at + 1] = pair & 0xff;
  }
  return toBase64Url(bytes) === text ? bytes : null;
}
