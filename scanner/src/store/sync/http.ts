import { fromUtf8 } from '@gatehouse/shared/bytes';
import type { Ports } from '../ports.js';

const TIMEOUT_MS = 20_000;
const NO_CONTENT = 204;
const UNAUTHORISED = 401;

/** Answers that say nothing about the request: the same may work later. */
const PASSING = new Set([408, 425, 429]);
/** Too much is asked of the server, or what is asked for is still being made. */
const BUSY = new Set([429, 503]);

export interface Request {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a good answer consists of. A hotel's sign-in page answers everything with 200 and HTML. */
  readonly expects: 'json' | 'bytes';
  /** For what is large and goes up a thin line. */
  readonly timeoutMs?: number;
}

/**
 * `unreachable`: no answer, or none of our server's. `refused`: the server's word, `code` says which.
 * `unauthorised`: the token is no longer good. `busy`: our server says when to ask again.
 */
export type Failure =
  | { readonly ok: false; readonly reason: 'unreachable' | 'unauthorised' }
  | { readonly ok: false; readonly reason: 'busy'; readonly retryMs: number }
  | { readonly ok: false; readonly reason: 'refused'; readonly status: number; readonly code: string };

export type Answer = { readonly ok: true; readonly status: number; readonly bytes: Uint8Array } | Failure;

const unreachable: Failure = { ok: false, reason: 'unreachable' };

/** Never rejects. The whole body has arrived when this settles. */
export async function request(ports: Pick<Ports, 'fetch' | 'origin'>, wish: Request): Promise<Answer> {
  try {
    const response = await ports.fetch(`${ports.origin}${wish.path}`, {
      method: wish.method ?? 'GET',
      body: wish.body ?? null,
      headers: { accept: acceptOf(wish), ...contentType(wish), ...wish.headers },
      // What is worth keeping is kept in IndexedDB, where a revoked phone wipes it.
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(wish.timeoutMs ?? TIMEOUT_MS),
    });
    return read(response, wish.expects, new Uint8Array(await response.arrayBuffer()));
  } catch {
    return unreachable;
  }
}

function acceptOf({ expects }: Request): string {
  return `${typeOf(expects)}, application/problem+json`;
}

function typeOf(expects: Request['expects']): string {
  return expects === 'json' ? 'application/json' : 'application/octet-stream';
}

function contentType({ body }: Request): Record<string, string> {
  if (body === undefined) return {};
  return { 'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream' };
}

function read(response: Response, expects: Request['expects'], bytes: Uint8Array): Answer {
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  if (status === NO_CONTENT) return { ok: true, status, bytes };
  if (response.ok) return type.startsWith(typeOf(expects)) ? { ok: true, status, bytes } : unreachable;
  const isOurs = type.startsWith('application/problem+json');
  const retrySeconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  if (isOurs && BUSY.has(status) && retrySeconds > 0)
    return { ok: false, reason: 'busy', retryMs: retrySeconds * 1000 };
  if (status >= 500 || PASSING.has(status) || !isOurs) return unreachable;
  if (status === UNAUTHORISED) return { ok: false, reason: 'unauthorised' };
  const code = fieldOf(jsonOf(bytes), 'code');
  return { ok: false, reason: 'refused', status, code: typeof code === 'string' ? code : '' };
}

/** What a good answer of our API carries. */
export function dataOf(bytes: Uint8Array): unknown {
  return fieldOf(jsonOf(bytes), 'data');
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '');
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
