import { expect, test } from 'vitest';
import type { Photo } from '../log/index.js';
import type { Answer, Request } from './http.js';
import { createPhotoUploader } from './photos.js';

const taken: Answer = { ok: true, status: 204, bytes: new Uint8Array() };

/** Three photos on a phone, and a server that answers each by its hash. */
function world(answers: Record<string, Answer> = {}) {
  const held = ['a', 'b', 'c'].map((sha256): Photo => ({ sha256, bytes: new Uint8Array([1]) }));
  const asked: Request[] = [];
  const refused: string[] = [];
  const work = createPhotoUploader({
    api: {
      async ask(wish) {
        asked.push(wish);
        return answers[wish.path.split('/').at(-1) ?? ''] ?? taken;
      },
    },
    shelf: {
      unsentPhotos: { get: () => held.length },
      photoToSend: async (except) => held.find(({ sha256 }) => !except.has(sha256)) ?? null,
      async photoDone(sha256) {
        held.splice(
          held.findIndex((each) => each.sha256 === sha256),
          1,
        );
      },
    },
    onRefused: ({ reason }) => void refused.push(reason),
  });
  const left = () => held.map(({ sha256 }) => sha256);
  return { asked, refused, work, left, answers };
}

test('photos go one a round, the oldest first, as pictures under their hash', async () => {
  const { asked, work, left } = world();
  expect([await work(), await work(), await work(), await work()]).toEqual([
    'again',
    'again',
    'again',
    'idle',
  ]);
  expect(left()).toEqual([]);
  expect(asked.map(({ path }) => path.at(-1))).toEqual(['a', 'b', 'c']);
  expect(asked[0]).toMatchObject({
    method: 'PUT',
    path: '/api/v1/device/photos/a',
    headers: { 'content-type': 'image/jpeg' },
  });
});

test('without an answer a photo stays and is tried again', async () => {
  const { work, left, answers } = world({ a: { ok: false, reason: 'unreachable' } });
  expect(await work()).toBe('failed');
  expect(left()).toEqual(['a', 'b', 'c']);
  delete answers['a'];
  await work();
  expect(left()).toEqual(['b', 'c']);
});

test('one that is refused stays, holds up no other and is tried again later', async () => {
  const { work, left, answers, refused } = world({
    a: { ok: false, reason: 'refused', status: 409, code: 'checkin.photo_unasked' },
  });
  expect([await work(), await work(), await work()]).toEqual(['again', 'again', 'again']);
  expect([left(), refused]).toEqual([['a'], ['refused']]);
  expect(await work()).toBe('failed');
  delete answers['a'];
  expect([await work(), left()]).toEqual(['again', []]);
});

test('one that the server will never take is let go of', async () => {
  const never = { ok: false, reason: 'refused', status: 422, code: 'checkin.photo_unreadable' } as const;
  const { work, left, refused } = world({ a: never });
  expect([await work(), left(), refused]).toEqual(['again', ['b', 'c'], []]);
});

test('a busy server names the time of the next try', async () => {
  const { work } = world({ a: { ok: false, reason: 'busy', retryMs: 7_000 } });
  expect(await work()).toEqual({ retryMs: 7_000 });
});
