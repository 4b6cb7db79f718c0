import { describe, expect, it } from 'vitest';
import { readQrCodes } from '../../../../test/read-qr.js';
import { sampleCode } from '../../../../test/sample-tickets.js';
import { ticketQr } from '../../ticketing/index.js';
import { qrPng } from './bitmap-png.js';

describe('the symbol of a ticket', () => {
  it('has 37 × 37 modules in version 5 and level M, and a decoder reads it', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const modules = ticketQr(sampleCode(seed));
      expect([modules.length, ...modules.map((row) => row.length)]).toEqual(new Array(38).fill(37));
      const read = await readQrCodes(qrPng(modules, 12));
      expect(read).toEqual([{ text: sampleCode(seed), version: '5', level: 'M' }]);
    }
  });

  it('is refused for a text that is no ticket code', () => {
    expect(() => ticketQr(sampleCode(1).slice(1))).toThrow('122 characters');
    // Small letters would need the byte mode, which does not fit.
    expect(() => ticketQr(sampleCode(1).toLowerCase())).toThrow();
  });

  it('has four white modules on each side and 12 pixels a module', () => {
    const png = qrPng(ticketQr(sampleCode(1)), 12);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([540, 540]);
    expect(png.length).toBeLessThan(2000);
  });
});
