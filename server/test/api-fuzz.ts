import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { knownQuery, type Operation, parametersIn } from './api-description.js';
import {
  headerSets,
  hostileContent,
  hostileHeaders,
  hostileName,
  hostileQuery,
  hostileSegment,
  hostileValue,
  knownTroubles,
  methods,
  queries,
} from './fuzz-values.js';
import { validValue } from './valid-values.js';

/** A request as it goes over the wire. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query, not encoded any further. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface FuzzAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Path parameter → ids that exist, do not exist, or belong to somebody else. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

/** Requests for one operation: some valid, most with one thing wrong. */
export function requestsFor(operation: Operation, ids: KnownIds): fc.Arbitrary<FuzzRequest> {
  const twists: fc.Arbitrary<Twist>[] = [
    fc.constant((request: Draft) => request),
    hostileQuery.map((query) => (request: Draft) => ({ ...request, query })),
    hostileHeaders.map((headers) => (request: Draft) => ({
      ...request,
      headers: { ...request.headers, ...headers },
    })),
    fc.constantFrom(...methods).map((method) => (request: Draft) => ({ ...request, method })),
    hostileContent.map(withContent),
  ];
  if (parametersIn(operation, 'path').length > 0) {
    const twist = (segment: string) => (request: Draft) => ({
      ...request,
      path: operation.path.replace(/\{\w+\}$|\{\w+\}/, segment).replace(/\{\w+\}/g, 'x'),
    });
    twists.push(hostileSegment.map(twist));
  }
  if (operation.body) {
    twists.push(
      ...Array.from({ length: 4 }, () =>
        fc.tuple(fc.nat(), hostileValue).map(([at, value]) => onBody((body) => replaceAt(body, at, value))),
      ),
      fc.nat().map((at) => onBody((body) => removeAt(body, at))),
      fc
        .tuple(hostileName, hostileValue)
        .map(([name, value]) =>
          onBody((body) => Object.fromEntries([...Object.entries(body), [name, value]])),
        ),
    );
  }
  return fc
    .record({ seed: fc.nat({ max: 1_000_000 }), twist: fc.oneof(...twists) })
    .map(({ seed, twist }) => wire(twist(draft(operation, ids, seed))));
}

/**
 * What a random choice would meet too rarely: every field of the body with every value that is known to make
 * trouble, every header where something is created, every query where a query is read.
 */
export function* everyKnownTrouble(operation: Operation, ids: KnownIds): Generator<FuzzRequest> {
  const valid = draft(operation, ids, 0);
  const { properties = {} } = typeof operation.body === 'object' ? operation.body : {};
  for (const [name, schema] of Object.entries(properties)) {
    const isList = typeof schema === 'object' && schema.type === 'array';
    for (const trouble of knownTroubles)
      for (const value of isList ? [trouble, [trouble]] : [trouble])
        yield wire({ ...valid, body: { ...Object(valid.body), [name]: value } });
  }
  if (operation.answers.has(201))
    for (const headers of headerSets) yield wire({ ...valid, headers: { ...valid.headers, ...headers } });
  if (parametersIn(operation, 'query').length > 0)
    for (const query of queries) yield wire({ ...valid, query });
}

interface Draft {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Sent instead of `body`. */
  readonly raw?: string;
}

type Twist = (request: Draft) => Draft;

function draft(operation: Operation, ids: KnownIds, seed: number): Draft {
  const path = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const known = ids.get(name) ?? [];
    return known[seed % known.length] ?? 'x';
  });
  const body = operation.body && withKnownIds(validValue(operation.body, seed), ids, seed);
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const query = knownQuery(
    operation,
    new Map([...ids].map(([name, known]) => [name, known[seed % known.length] ?? ''])),
  );
  return { method: operation.method, path, query, headers, body };
}

/** Made-up ids are replaced by real ones now and then, so that requests get past the first look-up. */
function withKnownIds(body: unknown, ids: KnownIds, seed: number): unknown {
  const known = [...ids.values()].flat();
  let next = seed;
  const text = JSON.stringify(body).replace(/"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g, (made) => {
    next += 1;
    return next % 4 === 0 ? made : JSON.stringify(known[next % known.length]);
  });
  return JSON.parse(text);
}

function withContent(content: { type: string | undefined; body: string }): Twist {
  return ({ headers: { 'content-type': _dropped, ...headers }, ...request }) => ({
    ...request,
    headers: content.type === undefined ? headers : { ...headers, 'content-type': content.type },
    raw: content.body,
  });
}

function onBody(change: (body: object) => unknown): Twist {
  return (request) =>
    typeof request.body === 'object' && request.body !== null
      ? { ...request, body: change(request.body) }
      : request;
}

function replaceAt(body: object, at: number, value: unknown): unknown {
  const entries = Object.entries(body);
  if (entries.length === 0 || at % 11 === 0) return value;
  const [name] = entries[at % entries.length] ?? [];
  return Object.fromEntries(
    entries.map(([key, old]) => {
      if (key !== name) return [key, old];
      return [key, Array.isArray(old) && at % 2 === 0 ? [...old, value, value] : value];
    }),
  );
}

function removeAt(body: object, at: number): object {
  const entries = Object.entries(body);
  return Object.fromEntries(entries.filter((_entry, index) => index !== at % entries.length));
}

function wire({ method, path, query, headers, body, raw }: Draft): FuzzRequest {
  return {
    method,
    target: query === '' ? path : `${path}?${query}`,
    headers,
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const timeoutMs = 10_000;

/** Sends the request without making it any more correct than it is. */
export function send(url: string, request: FuzzRequest): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      agent,
      hostname,
      port,
      method: request.method,
      path: request.target,
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
      },
      timeout: timeoutMs,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer in ${timeoutMs} ms.`)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The server may have let go of a connection that was quiet, in the moment in which it was taken again.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(send(url, request));
      else reject(error);
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.end(request.body);
  });
}
