import type { Ports } from '@gatehouse/scanner/store';
import type { Loop, Process } from '../time/loop.js';
import type { Random } from '../time/random.js';

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly type: 'application/json' | 'application/octet-stream' | 'application/problem+json' | 'text/html';
  readonly body: Uint8Array;
  readonly retryAfter?: number;
}

/** Who answers at the other end. */
export interface FarSide {
  /** A process that is alive; null: nothing listens. */
  instance(): Process | null;
  answer(request: SentRequest): Promise<Reply>;
  /** @returns null where the ticket is none */
  socket(url: string, push: (text: string) => void, drop: () => void): { close(): void } | null;
}

/** What the line between one phone and the server does just now. */
export interface LineState {
  isUp: boolean;
  /** Requests arrive and answers do not. */
  isDeaf: boolean;
  loseRequest: number;
  loseAnswer: number;
  duplicate: number;
  truncate: number;
  /** Something in between refuses batches in the server's words. */
  refuse: number;
  /** Something in between answers a batch with what it heard before. */
  replay: number;
  /** Longest way of one message, milliseconds. */
  slowMs: number;
  /** Something in between gives the answer that it gave before, for manifests. */
  stale: number;
}

export const goodLine: LineState = {
  isUp: true,
  isDeaf: false,
  loseRequest: 0,
  loseAnswer: 0,
  duplicate: 0,
  truncate: 0,
  refuse: 0,
  replay: 0,
  slowMs: 40,
  stale: 0,
};

/** The line of one phone, with everything that lines do. */
export class Line {
  readonly state: LineState = { ...goodLine };
  readonly #loop: Loop;
  readonly #random: Random;
  readonly #far: FarSide;
  readonly #old = new Map<string, Reply>();
  readonly #sockets = new Set<() => void>();

  constructor(loop: Loop, random: Random, far: FarSide) {
    this.#loop = loop;
    this.#random = random;
    this.#far = far;
  }

  setUp(isUp: boolean): void {
    this.state.isUp = isUp;
    if (!isUp) for (const drop of [...this.#sockets]) drop();
  }

  fetchFor(owner: Process): Ports['fetch'] {
    return (input, init = {}) =>
      new Promise((resolve, reject) => {
        const request = requestOf(String(input), init);
        const fail = () => reject(new TypeError('no answer came'));
        init.signal?.addEventListener('abort', fail);
        if (!this.state.isUp) this.#loop.post(this.#way(), fail, owner);
        else this.#send(request, owner, (reply) => resolve(responseOf(reply)));
      });
  }

  openSocketFor(owner: Process): Ports['openSocket'] {
    return (url, listener) => {
      let isOpen = true;
      let far: { close(): void } | null = null;
      const drop = () => {
        if (!isOpen) return;
        isOpen = false;
        this.#sockets.delete(drop);
        far?.close();
        this.#loop.post(this.#way(), () => listener.close(), owner);
      };
      this.#sockets.add(drop);
      this.#loop.post(
        this.#way(),
        () => {
          if (!isOpen) return;
          const push = (text: string) => {
            const isHeard = isOpen && this.state.isUp && !this.state.isDeaf;
            if (isHeard) this.#loop.post(this.#way(), () => isOpen && listener.message(text), owner);
          };
          far = this.state.isUp ? this.#far.socket(url, push, drop) : null;
          if (far === null) drop();
          else listener.open();
        },
        owner,
      );
      return { close: drop };
    };
  }

  #send(request: SentRequest, owner: Process, heard: (reply: Reply) => void): void {
    const { loseRequest, duplicate } = this.state;
    if (this.#random.chance(loseRequest)) return;
    this.#deliver(request, owner, heard);
    if (this.#random.chance(duplicate)) this.#deliver(request, owner, () => {});
  }

  #deliver(request: SentRequest, owner: Process, heard: (reply: Reply) => void): void {
    const instance = this.#far.instance();
    if (instance === null) return;
    const isBatch = request.path.endsWith('/sync');
    if (isBatch && this.#random.chance(this.state.refuse)) {
      this.#loop.post(2 * this.#way(), () => heard(refusal), owner);
      return;
    }
    this.#loop.post(
      this.#way(),
      () => {
        void this.#far.answer(request).then((given) => {
          const reply = this.#carried(request, given);
          const isLost = this.#random.chance(this.state.loseAnswer);
          if (reply === null || isLost || this.state.isDeaf || !this.state.isUp) return;
          this.#loop.post(this.#way(), () => heard(reply), owner);
        });
      },
      instance,
    );
  }

  /** What becomes of an answer on its way. */
  #carried({ path, method }: SentRequest, reply: Reply): Reply | null {
    const isBatch = path.endsWith('/sync') && reply.status === 200;
    const isManifest =
      isBatch || (method === 'GET' && /\/(root|pages|segments)/.test(path) && reply.status === 200);
    if (!isManifest) return this.#cut(reply);
    const name = path.replace(/\/segments\/.*/, '/segments');
    const old = this.#old.get(name);
    const isStale = old !== undefined && this.#random.chance(isBatch ? this.state.replay : this.state.stale);
    if (old === undefined || this.#random.chance(0.3)) this.#old.set(name, reply);
    return this.#cut(isStale ? old : reply);
  }

  #cut(reply: Reply): Reply {
    if (reply.body.length === 0 || !this.#random.chance(this.state.truncate)) return reply;
    return { ...reply, body: reply.body.slice(0, this.#random.int(0, reply.body.length - 1)) };
  }

  #way(): number {
    return this.#random.int(1, this.state.slowMs);
  }
}

function requestOf(address: string, init: RequestInit): SentRequest {
  const { pathname, searchParams } = new URL(address);
  const { body } = init;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body as Uint8Array | null);
  return {
    method: init.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(
      Object.entries(init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    // A copy, as a line makes one.
    body: bytes === null || bytes === undefined ? new Uint8Array() : bytes.slice(),
  };
}

const refusal: Reply = {
  status: 422,
  type: 'application/problem+json',
  body: new TextEncoder().encode(JSON.stringify({ code: 'checkin.batch_unreadable' })),
};

/** As much of a response as the phone looks at. */
function responseOf({ status, type, body, retryAfter }: Reply): Response {
  const headers: Record<string, string> = { 'content-type': type };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
    arrayBuffer: async () => body.slice().buffer,
  } as unknown as Response;
}
