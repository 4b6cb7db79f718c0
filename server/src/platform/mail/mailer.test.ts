import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect, it } from 'vitest';
import { createSmtpMailer } from './mailer.js';

it('hands pictures of the text and files to a mail server, and lets no line end into the headers', async () => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      text(stream).then((message) => {
        received.push(message);
        done();
      }, done);
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, 'Gatehouse <gatehouse@example.org>');
  try {
    await mailer.send({
      messageId: 'one@example.org',
      to: 'guest@example.org',
      subject: 'Tickets\r\nBcc: victim@example.org',
      text: 'Tickets',
      html: '<img alt="" src="cid:code@gatehouse">',
      locale: 'en',
      attachments: [
        {
          filename: 'code.png',
          contentType: 'image/png',
          content: Buffer.from('picture'),
          cid: 'code@gatehouse',
        },
        { filename: 'ticket.pdf\r\nX: y', contentType: 'application/pdf', content: Buffer.from('pdf') },
      ],
    });
  } finally {
    mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
  const mail = await PostalMime.parse(received[0] ?? '');
  expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
  expect(received[0]).not.toMatch(/^X: y/m);
  expect(
    mail.attachments.map((one) => [one.mimeType, one.disposition, one.contentId, one.related ?? false]),
  ).toEqual([
    ['image/png', 'inline', '<code@gatehouse>', true],
    ['application/pdf', 'attachment', undefined, false],
  ]);
});
