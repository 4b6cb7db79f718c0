import { fromUtf8 } from '../bytes/index.js';

/** Encodings that spreadsheets and ticket shops write lists in; each is a label of TextDecoder. */
export type ListEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const marks: readonly { readonly encoding: ListEncoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** How much of the file tells UTF-16 without a mark from the rest. */
const probeBytes = 4096;

/**
 * The encoding of a list: what its byte order mark says; UTF-16 by its many zero bytes; UTF-8 where all of it is
 * well-formed; else Windows-1252, which is what older spreadsheets in the West write and which every byte fits.
 */
export function detectEncoding(bytes: Uint8Array): ListEncoding {
  const marked = marks.find(({ bytes: mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return marked.encoding;
  const [even, odd] = zeros(bytes.subarray(0, probeBytes));
  const few = Math.min(bytes.length, probeBytes) / 10;
  if (odd > few && even <= few) return 'utf-16le';
  if (even > few && odd <= few) return 'utf-16be';
  return fromUtf8(bytes) === null ? 'windows-1252' : 'utf-8';
}

/** Zero bytes at even and at odd places: where Latin letters have them in UTF-16. */
function zeros(bytes: Uint8Array): [even: number, odd: number] {
  const count: [number, number] = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) count[index % 2 === 0 ? 0 : 1] += 1;
  return count;
}
