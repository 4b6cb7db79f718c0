import { createTranslator, type Locale, loadCatalogue, locales } from '@gatehouse/shared/i18n';
import { describe, expect, it } from 'vitest';
import { pdfText, printPage, qrSidePx, readQrCodes } from '../../../../../test/read-qr.js';
import { sampleCode, sampleOrder, sampleTicket } from '../../../../../test/sample-tickets.js';
import type { TicketsToSend } from '../tickets-to-send.js';
import { ticketPdf } from './ticket-pdf.js';

async function print(order: TicketsToSend) {
  const t = createTranslator(order.locale, await loadCatalogue(order.locale, ['mail']));
  return ticketPdf(order, t);
}

const pageOf = (text: string) => text.replace(/\s+/g, ' ');

describe('the printed ticket', () => {
  it('has a code that is read at 150 dpi, printed in full and scaled down to 30 mm', async () => {
    const { bytes } = await print(sampleOrder('en', [sampleTicket({}, 3), sampleTicket({}, 4)]));
    const sideMm = ((await qrSidePx(await printPage(bytes, 1, 300))) ?? 0) * (25.4 / 300);
    expect(Math.abs(sideMm - 52)).toBeLessThan(1);
    // 30/52 of the pixels show it as a 30 mm print does.
    for (const dpi of [150, Math.round((150 * 30) / 52)]) {
      for (const page of [1, 2]) {
        const read = await readQrCodes(await printPage(bytes, page, dpi));
        expect(read).toEqual([{ text: sampleCode(page + 2), version: '5', level: 'M' }]);
      }
    }
  });

  it.each(locales)('says everything in %s', async (locale: Locale) => {
    const { bytes, missingCharacters } = await print(sampleOrder(locale));
    const text = pageOf(await pdfText(bytes));
    for (const part of [
      'Nordhafen Open Air 2027',
      'Kaistraße 12',
      'Zoë Łukasiewicz-Ångström',
      'Weekend',
      'Block C, row 12, seat 7',
      'GH-2027-0042',
      'Wheelchair places are left of gate 2.',
      'Kulturverein Nordhafen',
    ])
      expect(text).toContain(part);
    // Spread characters come out with spaces between them.
    expect(text.replaceAll(' ', '')).toContain('7K3M-9XQ2-VT8R');
    expect(missingCharacters).toEqual([]);
    const read = await readQrCodes(await printPage(bytes, 1, 150));
    expect(read.map((code) => code.text)).toEqual([sampleCode(1)]);
  });

  it.each(locales)(
    'prints no code that every entrance refuses, and says so in %s',
    async (locale: Locale) => {
      const t = createTranslator(locale, await loadCatalogue(locale, ['mail']));
      const { bytes, missingCharacters } = await print(
        sampleOrder(locale, [sampleTicket({ rotation: 'everywhere' })]),
      );
      expect(await readQrCodes(await printPage(bytes, 1, 100))).toEqual([]);
      expect(missingCharacters).toEqual([]);
      // What a reader clicks on stands beside the text.
      expect(bytes.toString('latin1')).toContain('https://tickets.example/t/abc?x=1&y=2');
      const text = pageOf(await pdfText(bytes));
      expect(text).toContain('30');
      expect(text).not.toContain(t('mail.ticket.show').slice(0, 20));
    },
  );

  it('keeps names of many scripts as text', async () => {
    const names = ['محمد عبد الرحمن', 'Nguyễn Thị Minh Khai', 'Αλέξανδρος', 'שרה כהן', '李小龍', 'Наталія'];
    const [first = '', ...others] = names;
    const tickets = others.map((attendeeName) => sampleTicket({ attendeeName }));
    const order = sampleOrder('en', [sampleTicket({ attendeeName: first }), ...tickets]);
    const pages = (await pdfText((await print(order)).bytes)).split('\f');
    // Extractors order joined Arabic letters each in their own way; the letters are all there.
    const letters = (text: string) => new Set(text.normalize('NFKC').replace(/[^\p{L}]/gu, ''));
    names.forEach((name, index) => {
      const page = letters(pages[index] ?? '');
      for (const letter of letters(name))
        expect([name, letter, page.has(letter)]).toEqual([name, letter, true]);
    });
  });

  it('is the same file again for the same tickets', async () => {
    const [one, again] = [await print(sampleOrder('ar')), await print(sampleOrder('ar'))];
    expect(one.bytes.equals(again.bytes)).toBe(true);
    const other = await print(sampleOrder('ar', [sampleTicket({}, 2)]));
    expect(one.bytes.equals(other.bytes)).toBe(false);
  });

  it('goes on on another page when notes are long, and loses none', async () => {
    const notes = Array.from({ length: 3 }, (_, index) => `${`note ${index} `.repeat(400)}end${index}`);
    const { bytes } = await print(sampleOrder('de', [sampleTicket({ notes })]));
    const text = pageOf(await pdfText(bytes));
    expect(text.match(/note \d/g)).toHaveLength(1200);
    expect(text).toContain('end2');
    expect(text).toContain('Wer diesen Code zuerst vorzeigt');
  });
});
