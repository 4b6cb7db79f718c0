import { crc32, deflateSync } from 'node:zlib';
import { type Modules, quietZoneModules } from '../../ticketing/index.js';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A PNG of one bit a pixel with the quiet zone around it, about one kilobyte.
 * @param modulePx pixels along each side of a module
 */
export function qrPng(modules: Modules, modulePx: number): Buffer {
  const side = (modules.length + 2 * quietZoneModules) * modulePx;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit a sample, greyscale; the rest is zero: deflate, the standard filters, not interlaced.
  header.writeUInt8(1, 8);
  const rows = Array.from({ length: side }, (_, y) => pixelRow(modules, y, modulePx));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The filter byte 0 and the pixels, eight a byte; a set bit is white. */
function pixelRow(modules: Modules, y: number, modulePx: number): Buffer {
  const side = (modules.length + 2 * quietZoneModules) * modulePx;
  const bytes = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
  bytes[0] = 0;
  const row = modules[Math.floor(y / modulePx) - quietZoneModules] ?? [];
  for (let x = 0; x < side; x += 1) {
    if (!row[Math.floor(x / modulePx) - quietZoneModules]) continue;
    const at = 1 + (x >> 3);
    bytes[at] = (bytes[at] ?? 0) & ~(0x80 >> (x & 7));
  }
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
