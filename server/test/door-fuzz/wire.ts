import type { App } from '../../src/platform/http/create-server.js';
import type { LogPhone } from '../log-phone.js';

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface WireAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

/** How a request gets to the server: into the process, or over the network. */
export type Send = (request: WireRequest) => Promise<WireAnswer>;

export const jsonContent = { 'content-type': 'application/json' };

export function intoProcess(app: App): Send {
  return async ({ body, ...request }) => {
    const payload = body instanceof Uint8Array ? Buffer.from(body) : body;
    const answer = await app.inject({ ...request, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: new Uint8Array(answer.rawPayload) };
  };
}

export function overNetwork(origin: string): Send {
  return async ({ url, method, headers, body }) => {
    const init = body === undefined ? { method, headers } : { method, headers, body: body as BodyInit };
    const answer = await fetch(origin + url, init);
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  };
}

/** @param packed whether the bytes are said to be gzip */
export function postBatch(
  send: Send,
  phone: LogPhone,
  [body, packed]: [Uint8Array, boolean],
): Promise<WireAnswer> {
  const encoding = packed ? { 'content-encoding': 'gzip' } : {};
  const headers = { ...phone.headers, 'content-type': 'application/octet-stream', ...encoding };
  return send({ method: 'POST', url: '/api/v1/device/sync', headers, body });
}
