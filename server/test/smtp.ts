/// <reference path="./smtp-server.d.ts" />
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What the server does with the next mail for an address. */
export type Behaviour = 'accept' | 'defer' | 'refuse' | 'drop';

export interface TestSmtp extends AsyncDisposable {
  readonly url: string;
  /** Every mail that the server said yes to. */
  readonly accepted: Email[];
  /** How often somebody tried to send to the address. */
  triesFor(address: string): number;
  /** What to do with the coming tries for the address, one after another; then it accepts. */
  plan(address: string, ...behaviours: Behaviour[]): void;
}

/** A real SMTP server on this machine that can be told to misbehave. */
export async function startTestSmtp(): Promise<TestSmtp> {
  const accepted: Email[] = [];
  const tries = new Map<string, number>();
  const plans = new Map<string, Behaviour[]>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, answer) {
      tries.set(address, (tries.get(address) ?? 0) + 1);
      const behaviour = plans.get(address)?.[0];
      if (behaviour === 'refuse' || behaviour === 'defer') plans.get(address)?.shift();
      if (behaviour === 'refuse') return answer(smtpError(550, 'No such person'));
      if (behaviour === 'defer') return answer(smtpError(451, 'Come back later'));
      answer();
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, answer) {
      const address = session.envelope.rcptTo[0]?.address ?? '';
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        if (plans.get(address)?.[0] === 'drop') {
          plans.get(address)?.shift();
          server.connections.forEach((connection) => {
            connection._socket.destroy();
          });
          return;
        }
        accepted.push(await PostalMime.parse(Buffer.concat(chunks)));
        answer();
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    accepted,
    triesFor: (address) => tries.get(address) ?? 0,
    plan: (address, ...behaviours) => void plans.set(address, behaviours),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
