import { session } from './browser-session.js';
import { readProblem } from './problem.js';

/** One page of a list; `next` is sent as `after` to read on. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly page: { readonly limit: number; readonly next: string | null };
}

/** @throws Problem for every answer that is not a success */
async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await session.fetch(new Request(new URL(`/api/v1${path}`, location.origin), init));
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as T;
}

export async function readPage<T>(path: string, after: string | undefined): Promise<Page<T>> {
  const query = after === undefined ? '' : `?${new URLSearchParams({ after })}`;
  return await request<Page<T>>(`${path}${query}`);
}

export async function readOne<T>(path: string): Promise<T> {
  return (await request<{ data: T }>(path)).data;
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createOne<T>(path: string, body: unknown, key: string): Promise<T> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return (await request<{ data: T }>(path, { method: 'POST', headers, body: JSON.stringify(body) })).data;
}

export async function changeOne<T>(method: 'PATCH' | 'PUT', path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return (await request<{ data: T }>(path, { method, headers, body: JSON.stringify(body) })).data;
}
