import { once } from 'node:events';
import { WebSocket } from 'ws';

interface LiveMessage {
  readonly changed?: readonly {
    event: string;
    number: number;
    what: readonly string[];
    pages?: readonly { feed: string; page: string }[];
  }[];
  readonly device?: string;
}

/** A socket that keeps everything it was told. */
export class TestSocket implements Disposable {
  readonly messages: LiveMessage[] = [];
  readonly arrivals: number[] = [];
  closedWith: number | undefined;
  readonly socket: WebSocket;

  constructor(url: string, ticket: string, headers: Record<string, string> = {}) {
    const address = `${url.replace(/^http/, 'ws').replace('localhost', '127.0.0.1')}/api/v1/live`;
    this.socket = new WebSocket(`${address}?ticket=${ticket}`, { headers });
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as LiveMessage);
      this.arrivals.push(performance.now());
    });
    this.socket.on('close', (code) => {
      this.closedWith = code;
    });
  }

  /** @returns the HTTP status: 101, or that of the refusal */
  async opened(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve(101));
      this.socket.once('unexpected-response', (request, response) => {
        response.resume();
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
      this.socket.once('error', reject);
    });
  }

  /** What it was told of an event, in all. */
  heardOf(eventId: string): Set<string> {
    const parts = this.messages.flatMap(({ changed = [] }) => changed);
    return new Set(parts.filter(({ event }) => event === eventId).flatMap(({ what }) => what));
  }

  /** The pages of a feed that it carried, in base64url. */
  pagesOf(eventId: string, feed: string): string[] {
    return this.messages
      .flatMap(({ changed = [] }) => changed)
      .flatMap(({ event, pages = [] }) => (event === eventId ? pages : []))
      .flatMap((page) => (page.feed === feed ? page.page : []));
  }

  /** Forgets what it was told. */
  forget(): void {
    this.messages.length = 0;
    this.arrivals.length = 0;
  }

  async closed(): Promise<number> {
    if (this.closedWith === undefined) await once(this.socket, 'close');
    return this.closedWith ?? 0;
  }

  [Symbol.dispose](): void {
    this.socket.on('error', () => undefined);
    this.socket.terminate();
  }
}
