import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTranslator, directionOf, loadCatalogue, locales } from '@gatehouse/shared/i18n';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { readQrCodes } from '../../../../test/read-qr.js';
import { sampleCode, sampleOrder, sampleTicket } from '../../../../test/sample-tickets.js';
import { createMailCatcher } from '../../../platform/mail/mailer.js';
import { type TicketsToSend, writeTicketMail } from './index.js';

/** Sends through the real mailer and reads what a receiver would get. */
async function receive(order: TicketsToSend) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-mail-'));
  try {
    const mail = await writeTicketMail(order);
    await createMailCatcher(folder, 'Gatehouse <tickets@example.org>').send({
      ...mail,
      messageId: 'one@example.org',
      to: 'guest@example.org',
    });
    return await PostalMime.parse(readFileSync(join(folder, 'one%40example.org.eml')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hostile = `"><script>alert('x')</script>\r\nBcc: victim@example.org\r\n\r\n<img src=x onerror=y>&`;

describe('the mail with tickets', () => {
  it.each(locales)('is whole in %s: words, direction, code, PDF and calendar', async (locale) => {
    const mail = await receive(sampleOrder(locale));
    const html = mail.html ?? '';
    expect(html).toContain(`<html lang="${locale}" dir="${directionOf(locale)}">`);
    expect(html).toContain(`<div lang="${locale}" dir="${directionOf(locale)}"`);
    // A message without a translation would show its key.
    expect(html + mail.text + mail.subject).not.toMatch(/mail\.\w+\.\w+|\{\w+\}/);
    expect(mail.subject).toContain('Nordhafen Open Air 2027');
    for (const part of [
      'Zoë Łukasiewicz-Ångström',
      '7K3M-9XQ2-VT8R',
      'Block C, row 12, seat 7',
      'GH-2027-0042',
    ]) {
      expect(html).toContain(part);
      expect(mail.text).toContain(part);
    }
    expect(mail.text).toContain('https://tickets.example/t/abc?x=1&y=2');
    expect(html).toContain('href="https://tickets.example/t/abc?x=1&#38;y=2"');
    const kinds = mail.attachments.map(({ mimeType, disposition, filename }) => [
      mimeType,
      disposition,
      filename,
    ]);
    expect(kinds).toEqual([
      ['image/png', 'inline', 'ticket-1.png'],
      ['application/pdf', 'attachment', 'ticket.pdf'],
      ['text/calendar', 'attachment', 'event.ics'],
    ]);
  });

  it('shows the code of each ticket where the text names it', async () => {
    const mail = await receive(sampleOrder('en', [sampleTicket({}, 1), sampleTicket({}, 2)]));
    const named = [...(mail.html ?? '').matchAll(/src="cid:([^"]+)"/g)].map(([, id]) => id);
    expect(named).toHaveLength(2);
    for (const [index, id] of named.entries()) {
      const picture = mail.attachments.find(({ contentId }) => contentId === `<${id}>`);
      const read = await readQrCodes(new Uint8Array(picture?.content as ArrayBuffer));
      expect(read.map(({ text }) => text)).toEqual([sampleCode(index + 1)]);
    }
    expect(mail.subject).toBe('Your tickets for Nordhafen Open Air 2027');
  });

  it.each(locales)('shows no code that every entrance refuses, and says so in %s', async (locale) => {
    const t = createTranslator(locale, await loadCatalogue(locale, ['mail']));
    const everywhere = sampleTicket({ rotation: 'everywhere' });
    const mail = await receive(sampleOrder(locale, [everywhere]));
    for (const part of [mail.text ?? '', mail.html ?? '']) {
      expect(part).toContain(t('mail.ticket.changes'));
      expect(part).toContain(t('mail.ticket.attachedChanging'));
      expect(part).not.toContain(t('mail.ticket.show'));
    }
    expect(mail.html).not.toContain('cid:');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['ticket.pdf', 'event.ics']);
    // Of two tickets the one that may be printed keeps its picture under its own number.
    const both = await receive(sampleOrder(locale, [everywhere, sampleTicket({ rotation: 'somewhere' })]));
    expect(both.text).toContain(t('mail.ticket.changesSomewhere'));
    expect(both.text).toContain(t('mail.ticket.show'));
    expect((both.html ?? '').match(/cid:[\w-]+/g)).toEqual(['cid:ticket-2']);
    expect(both.attachments.map(({ filename }) => filename)).toContain('ticket-2.png');
  });

  it('takes nothing that people wrote for markup or a header', async () => {
    const order = sampleOrder('en', [
      sampleTicket({
        attendeeName: hostile,
        type: { name: hostile, colour: 'red;background:url(https://evil.example)' },
        seat: hostile,
        orderReference: hostile,
        notes: [hostile],
        pageUrl: `https://tickets.example/"onclick="x`,
      }),
    ]);
    const event = { ...order.event, name: hostile, place: hostile };
    const mail = await receive({ ...order, event, organisation: hostile, recipientName: hostile });
    const html = mail.html ?? '';
    expect(html).not.toMatch(/<script|<img src=x|onclick="|evil\.example/);
    expect(html).toContain('&#60;script&#62;');
    expect(mail.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
    expect(mail.to?.map(({ address }) => address)).toEqual(['guest@example.org']);
    expect(mail.subject).toContain('Bcc: victim@example.org');
    expect(mail.text).not.toMatch(/^Bcc:/m);
  });

  it('greets nobody in particular without a name, and isolates names in Arabic', async () => {
    expect((await writeTicketMail({ ...sampleOrder('en'), recipientName: ' ' })).text).toMatch(/^Hello,\n/);
    expect((await writeTicketMail(sampleOrder('ar'))).text).toMatch(/^مرحبًا \u2068Zoë/);
  });

  it('leaves the tickets after the twentieth to the PDF and says so', async () => {
    const [first, ...others] = Array.from({ length: 23 }, (_, index) => sampleTicket({}, index));
    if (!first) throw new Error('There is a first ticket.');
    const mail = await receive(sampleOrder('de', [first, ...others]));
    expect(mail.html).toContain('3 weitere Tickets stehen im angehängten PDF.');
    expect(mail.attachments.filter(({ disposition }) => disposition === 'inline')).toHaveLength(20);
    // Gmail cuts a mail off at 102 kB.
    expect(Buffer.byteLength(mail.html ?? '')).toBeLessThan(100_000);
  });

  it('is the same mail again for the same tickets', async () => {
    expect(await writeTicketMail(sampleOrder('ar'))).toEqual(await writeTicketMail(sampleOrder('ar')));
  });

  it('tells the day of admission when it is not the day of the event', async () => {
    const order = sampleOrder('en');
    const early = { ...order.event, admissionAt: new Date('2027-07-02T20:00:00Z') };
    expect((await writeTicketMail(order)).text).toContain('Doors open: 16:30');
    expect((await writeTicketMail({ ...order, event: early })).text).toContain(
      'Doors open: 2 Jul 2027, 22:00',
    );
  });
});
