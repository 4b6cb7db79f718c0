import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { type ApiDocument, type Operation, parametersIn } from './api-description.js';
import {
  hostileContent,
  hostileHeaders,
  hostileName,
  hostileQuery,
  hostileSegment,
  hostileValue,
  methods,
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
  return { method: operation.method, path, query: '', headers, body };
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
    outgoing.on('error', reject);
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

/** Says what is wrong with an answer, by the API's own description; nothing when all is well. */
export function createJudge(document: ApiDocument, operations: readonly Operation[]) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const validators = new Map<string, ValidateFunction>();
  const validatorFor = (pointer: string): ValidateFunction => {
    const reference = `api#${encodeURI(pointer)}`;
    const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
    validators.set(reference, validate);
    return validate;
  };
  const byPath = operations.map((operation) => ({
    operation,
    matches: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`),
  }));

  return (request: FuzzRequest, answer: FuzzAnswer): string[] => {
    const path = request.target.split('?')[0] ?? '';
    const operation = byPath.find(
      ({ operation: { method }, matches }) =>
        matches.test(path) && method === (request.method === 'HEAD' ? 'GET' : request.method),
    )?.operation;
    const known = byPath.some(({ matches }) => matches.test(path));
    return [
      ...leaks(answer),
      ...(operation
        ? againstDescription(operation, request, answer, validatorFor)
        : withoutDescription(request, answer, known)),
    ];
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const internals =
  /\bat \S+ \(|node_modules|node:internal|\.(?:ts|js):\d+|\b(?:select|insert into|update|delete from) "|relation "|constraint "|pg_|TypeError|RangeError/;

function leaks({ status, headers, body }: FuzzAnswer): string[] {
  return [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(uuid.test(String(headers['x-request-id'])) ? [] : ['no x-request-id']),
    ...(status >= 400 && internals.test(body) ? ['the answer tells of internals'] : []),
  ];
}

function againstDescription(
  operation: Operation,
  request: FuzzRequest,
  answer: FuzzAnswer,
  validatorFor: (pointer: string) => ValidateFunction,
): string[] {
  const schemas = operation.answers.get(answer.status);
  if (!schemas) return [`${answer.status} is not documented for ${operation.method} ${operation.path}`];
  const [[expected, pointer] = []] = [...schemas];
  if (request.method === 'HEAD' || answer.status === 204) return answer.body === '' ? [] : ['a body'];
  const type = String(answer.headers['content-type']).split(';')[0];
  if (expected === undefined || pointer === undefined || type !== expected)
    return [`content type ${type} instead of ${expected}`];
  const validate = validatorFor(pointer);
  if (validate(parse(answer.body))) return [];
  return (validate.errors ?? []).map((error) => `answer${error.instancePath} ${error.message}`);
}

/** Requests that no operation stands for: unknown paths, and methods that a path does not have. */
function withoutDescription(request: FuzzRequest, answer: FuzzAnswer, known: boolean): string[] {
  if (request.method === 'OPTIONS') return answer.status === 204 ? [] : [`OPTIONS: ${answer.status}`];
  if (![400, 404, 405, 413, 415, 429].includes(answer.status)) return [`${answer.status} for no operation`];
  if (known && answer.status === 405 && !answer.headers['allow']) return ['405 without Allow'];
  const type = String(answer.headers['content-type']).split(';')[0];
  if (type !== 'application/problem+json') return [`content type ${type}`];
  return [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
