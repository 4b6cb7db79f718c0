import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { PermanentFailure } from '../errors/permanent-failure.js';
import type { Mail } from './mail.js';

export interface Mailer {
  /**
   * Resolves when the mail server, or the folder, has taken the mail.
   * @throws PermanentFailure when the server will never take it
   */
  send(mail: Mail): Promise<void>;
  /** Rejects when mail cannot be handed over now. */
  check(): Promise<void>;
  close(): void;
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Hands mail to a server. @param url `smtp://user:password@host:587` or `smtps://…` */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: 3, ...timeouts }, { from });
  return {
    async send(mail) {
      await transport.sendMail(envelopeOf(mail)).catch(tellRefusal);
    },
    async check() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

/** Keeps mail as files instead of sending it; one that is sent twice is kept once. */
export function createMailCatcher(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(envelopeOf(mail));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${encodeURIComponent(mail.messageId)}.eml`);
      // A half-written mail must not show: it gets its name when it is whole.
      await writeFile(`${path}.part`, message as Buffer);
      await rename(`${path}.part`, path);
    },
    check: async () => void (await mkdir(folder, { recursive: true, mode: 0o700 })),
    close: () => undefined,
  };
}

/**
 * A 5xx about the receiver or the text is the end of this mail. One about the sender or our sign-in is for the
 * operator to repair, and the mail waits.
 */
function tellRefusal(error: { responseCode?: number; command?: string; message: string }): never {
  const final = (error.responseCode ?? 0) >= 500 && ['RCPT TO', 'DATA'].includes(error.command ?? '');
  throw final ? new PermanentFailure(`A mail was refused: ${error.message}`) : error;
}

function envelopeOf(mail: Mail) {
  return {
    messageId: `<${mail.messageId}>`,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: (mail.attachments ?? []).map((one) => ({
      ...one,
      contentDisposition: one.cid === undefined ? ('attachment' as const) : ('inline' as const),
    })),
    headers: { 'Content-Language': mail.locale, 'Auto-Submitted': 'auto-generated' },
  };
}
