import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { toHex } from '@gatehouse/shared/bytes';
import { buildSegments, CORE_SEGMENT } from '@gatehouse/shared/manifest';

const CLASSES = 8;

/** Bytes a ticket, the same tickets in each form. */
export interface WireBytes {
  readonly core: Sizes;
  readonly json: Sizes;
}

export interface Sizes {
  readonly bare: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** Tickets of eight classes, one in fifty of them with something about it, as a list and as JSON. */
export function weigh(tickets: number): WireBytes {
  const rows = Array.from({ length: tickets }, (_, index) => {
    const generation = index % 50 === 0 ? 1 : 0;
    const state = index % 50 === 1 ? 1 << 5 : 0;
    return { key: randomBytes(8), cells: Uint8Array.of(0, index % CLASSES, generation, state, 0) };
  });
  const built = buildSegments(CORE_SEGMENT, rows);
  if (!built.ok) throw new Error(built.reason);
  const json = rows.map(({ key, cells: [, ticketClass, generation, flags, entries] }) => ({
    hash: toHex(key),
    class: ticketClass,
    generation,
    state: flags === 0 ? 'good' : 'cancelled',
    entries,
  }));
  return { core: sizesOf(built.value, tickets), json: sizesOf([Buffer.from(JSON.stringify(json))], tickets) };
}

/** Packed as the server packs what is kept. */
function sizesOf(parts: readonly Uint8Array[], tickets: number): Sizes {
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
  const sum = (pack: (part: Uint8Array) => Uint8Array) =>
    parts.reduce((total, part) => total + pack(part).length, 0) / tickets;
  return {
    bare: sum((part) => part),
    gzip: sum((part) => gzipSync(part)),
    brotli: sum((part) => brotliCompressSync(part, { params })),
  };
}

const QUALITY = 6;
