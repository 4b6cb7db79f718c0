import type { IncomingHttpHeaders } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The address that the server sees, anything in 127.0.0.0/8. */
  readonly from?: string;
  /** The authority to trust, PEM; needed for https. */
  readonly authority?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they came, to see what comes twice. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** One request on a connection of its own to this machine, whatever name the address has. */
export function ask(url: string, question: Question = {}): Promise<Answer> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const options = {
    host: '127.0.0.1',
    port,
    path: `${pathname}${search}`,
    method: question.method ?? 'GET',
    headers: { host: `${hostname}:${port}`, ...question.headers },
    localAddress: question.from ?? '127.0.0.1',
    agent: false,
  } as const;
  return new Promise((resolve, reject) => {
    const outgoing =
      protocol === 'https:'
        ? request({ ...options, servername: hostname, ca: question.authority })
        : plainRequest(options);
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      incoming.once('error', reject);
      incoming.once('end', () => {
        const { headers, rawHeaders, statusCode = 0 } = incoming;
        resolve({ status: statusCode, headers, rawHeaders, body });
      });
    });
    outgoing.end(question.body);
  });
}
