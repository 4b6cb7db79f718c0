import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { joinSockets } from '../phone/join-sockets.js';
import type { Answer, NumberedOrder, Order, Told } from './page-agent.js';

/** A network of one browser, and beside it a line to the page in it. */
export interface PageLine extends AsyncDisposable {
  readonly url: string;
  /** Ends what is open to the server; the line to the page stays. */
  cut(): void;
  mend(): void;
  /** @returns what the page made of it @throws Error when it failed or the page went away */
  ask<T>(order: Order): Promise<T>;
}

export interface PageLineOptions {
  readonly server: string;
  /** Runs in every page of the scanner, before its own code. */
  readonly script: string;
  readonly onTold: (told: Told) => void;
}

interface Waiting {
  readonly numbered: NumberedOrder;
  readonly settle: (answer: Answer) => void;
}

/**
 * Stands between a browser and the server. It adds one script to the scanner's page, which asks here for what to do:
 * so the same words move every engine, also one whose driver would only give it a profile that it forgets.
 */
export async function layPageLine({ server, script, onTold }: PageLineOptions): Promise<PageLine> {
  const target = new URL(server);
  const orders = new Orders();
  const open = new Set<Socket>();
  let isCut = false;

  const proxy = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', server);
    if (url.pathname === '/agent/script.js')
      outgoing.setHeader('content-type', 'text/javascript').end(script);
    else if (url.pathname === '/agent/next')
      void readBody<Answer | null>(incoming).then((answer) =>
        orders.next(url.searchParams.get('load') ?? '', answer, outgoing),
      );
    else if (url.pathname === '/agent/told')
      void readBody<Told>(incoming).then((told) => {
        onTold(told);
        outgoing.end();
      });
    else if (isCut) incoming.socket.destroy();
    else forward(incoming, outgoing, target);
  });
  proxy.on('upgrade', (incoming, near: Socket, head) => {
    if (isCut) return void near.destroy();
    const far = connect({ host: target.hostname, port: Number(target.port) });
    far.write(headOf(incoming));
    far.write(head);
    joinSockets(open, near, far);
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  const address = proxy.address();
  const end = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : 0}`,
    cut() {
      isCut = true;
      end();
    },
    mend() {
      isCut = false;
    },
    ask: (order) => orders.ask(order),
    async [Symbol.asyncDispose]() {
      end();
      proxy.closeAllConnections();
      await new Promise((closed) => proxy.close(closed));
    },
  };
}

/** Orders wait until a page asks for them; what a page took with it when it went away has failed. */
class Orders {
  readonly #queue: Waiting[] = [];
  #taken: (Waiting & { readonly load: string }) | null = null;
  #idle: { readonly load: string; readonly response: ServerResponse } | null = null;
  #last = 0;

  async ask<T>(order: Order): Promise<T> {
    const id = ++this.#last;
    const answer = await new Promise<Answer>((settle) => {
      this.#queue.push({ numbered: { id, order }, settle });
      this.#hand();
    });
    if (answer.fault !== undefined) throw new Error(answer.fault);
    return answer.value as T;
  }

  next(load: string, answer: Answer | null, response: ServerResponse): void {
    const taken = this.#taken;
    this.#taken = null;
    if (taken !== null)
      taken.settle(answer?.id === taken.numbered.id ? answer : { id: 0, fault: 'The page went away.' });
    this.#idle = { load, response };
    response.on('close', () => {
      if (this.#idle?.response === response) this.#idle = null;
    });
    this.#hand();
  }

  #hand(): void {
    const idle = this.#idle;
    const waiting = idle === null ? undefined : this.#queue.shift();
    if (idle === null || waiting === undefined) return;
    this.#idle = null;
    this.#taken = { ...waiting, load: idle.load };
    idle.response.setHeader('content-type', 'application/json').end(JSON.stringify(waiting.numbered));
  }
}

async function readBody<T>(incoming: IncomingMessage): Promise<T> {
  let text = '';
  for await (const part of incoming) text += part;
  return JSON.parse(text);
}

const isPage = (path: string) => path === '/scanner/' || path === '/scanner/index.html';

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: URL): void {
  const path = incoming.url ?? '/';
  const alters = isPage(new URL(path, target).pathname);
  const { 'if-none-match': tag, 'accept-encoding': encoding, ...plain } = incoming.headers;
  const headers = alters ? plain : incoming.headers;
  const forwarded = request(new URL(path, target), { method: incoming.method, headers }, (answer) => {
    if (!alters) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    const { 'content-length': _length, ...rest } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, rest);
    void readText(answer).then((page) =>
      outgoing.end(page.replace('<head>', '<head><script src="/agent/script.js"></script>')),
    );
  });
  forwarded.on('error', () => outgoing.destroy());
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}

async function readText(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of answer) text += part;
  return text;
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
