import { expect, it } from 'vitest';
import { request } from './http.js';

const problem = { 'content-type': 'application/problem+json; charset=utf-8' };

function ask(status: number, headers: Record<string, string>) {
  const answer = async () => new Response('{"code":"checkin.list_being_cut"}', { status, headers });
  return request({ fetch: answer, origin: 'https://gatehouse.example' }, { path: '/', expects: 'bytes' });
}

it.each([
  ['a server that is busy', 503, { ...problem, 'retry-after': '2' }, { reason: 'busy', retryMs: 2000 }],
  ['too many requests', 429, { ...problem, 'retry-after': '7' }, { reason: 'busy', retryMs: 7000 }],
  ['a server that names no time', 503, problem, { reason: 'unreachable' }],
  [
    'a proxy without a server',
    503,
    { 'content-type': 'text/html', 'retry-after': '2' },
    { reason: 'unreachable' },
  ],
  ['a refusal', 409, problem, { reason: 'refused', code: 'checkin.list_being_cut' }],
])('tells %s from the others', async (_name, status, headers, expected) => {
  expect(await ask(status, headers)).toMatchObject({ ok: false, ...expected });
});
