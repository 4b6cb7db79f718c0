const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 §5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const symbols = [group >> 18, (group >> 12) & 63, (group >> 6) & 63, group & 63];
    text += symbols
      .slice(0, Math.min(4, bytes.length - at + 1))
      .map((symbol) => ALPHABET.charAt(symbol))
      .join('');
  }
  return text;
}

/** @returns null for anything that `toBase64Url` does not write */
export function fromBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of text) {
    const symbol = ALPHABET.indexOf(character);
    if (symbol < 0) return null;
    held = ((held << 6) | symbol) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  const leftOver = held & ((1 << bits) - 1);
  return leftOver === 0 ? bytes : null;
}
