import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import type { Actor } from './test-app.js';

type Answer = Awaited<ReturnType<Actor['request']>>;

/** The `data` of a success. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape the route's schema checks
export function dataOf(answer: Answer, status = 200): any {
  expect(answer.statusCode, answer.body).toBe(status);
  return answer.json().data;
}

/** Status and code of an answer, and the field it names, to compare at once. */
export function outcomeOf(answer: Answer): string {
  if (answer.statusCode < 300) return String(answer.statusCode);
  const problem = answer.json<{ code: string; errors?: { field: string }[] }>();
  const field = problem.errors?.[0]?.field;
  return `${answer.statusCode} ${problem.code}${field === undefined ? '' : ` ${field}`}`;
}

/** Makes something and gives its data back. */
export async function create(actor: Actor, url: string, payload: NonNullable<InjectOptions['payload']>) {
  return dataOf(await actor.request({ method: 'POST', url: `/api/v1${url}`, payload }), 201);
}

/** Sends any request and tells its outcome. */
export async function send(
  actor: Actor,
  request: string,
  payload?: InjectOptions['payload'],
): Promise<string> {
  const [method = 'GET', url = ''] = request.split(' ');
  const options = { method: method as 'GET', url: `/api/v1${url}` };
  return outcomeOf(await actor.request(payload === undefined ? options : { ...options, payload }));
}

/** Every item of a list, page by page. `between` runs after each page. */
export async function walk<T>(
  actor: Pick<Actor, 'request'>,
  url: string,
  between: (pages: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = '';
  for (let pages = 1; after !== null; pages++) {
    const query: string = after === '' ? '' : `&after=${after}`;
    const answer: Answer = await actor.request({ method: 'GET', url: `/api/v1${url}${query}` });
    items.push(...(dataOf(answer) as T[]));
    after = answer.json<{ page: { next: string | null } }>().page.next;
    if (after !== null) await between(pages);
  }
  return items;
}
