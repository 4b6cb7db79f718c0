import { SMTPServer } from 'smtp-server';
import { waitUntil } from './child.js';

/** A mail server that keeps what it is given. */
export interface MailServer extends AsyncDisposable {
  /** Waits for a mail to this address whose text holds the words. @returns the mail as it came */
  receive(recipient: string, words: string): Promise<string>;
}

export async function startMailServer(port: number): Promise<MailServer> {
  const received: { readonly recipients: readonly string[]; readonly text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, text: Buffer.concat(chunks).toString() });
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const find = (recipient: string, words: string) =>
    received.find((mail) => mail.recipients.includes(recipient) && mail.text.includes(words));
  return {
    async receive(recipient, words) {
      await waitUntil(`a mail to ${recipient} with “${words}”`, () => find(recipient, words) !== undefined);
      return find(recipient, words)?.text ?? '';
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  };
}
