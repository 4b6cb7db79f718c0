import { expect, test } from 'vitest';
import { keepAwake, type SeenPage } from './keep-awake.js';

function pageOf() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const turn = (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { page: page as unknown as SeenPage, turn };
}

const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function lampOf(refuses = false) {
  const count = { asked: 0, released: 0 };
  const request = async () => {
    count.asked += 1;
    if (refuses) throw new Error('The battery is low.');
    return {
      release: async () => {
        count.released += 1;
      },
    };
  };
  return { count, lamp: { request } };
}

test('the screen is kept lit again after the page was hidden', async () => {
  const { page, turn } = pageOf();
  const { lamp, count } = lampOf();
  const end = keepAwake(page, lamp);
  await settled();
  turn('hidden');
  await settled();
  expect(count.asked).toBe(1);
  turn('visible');
  await settled();
  expect(count.asked).toBe(2);
  end();
  turn('visible');
  await settled();
  expect(count).toEqual({ asked: 2, released: 1 });
});

test('what comes after the end is let go at once', async () => {
  const { lamp, count } = lampOf();
  keepAwake(pageOf().page, lamp)();
  await settled();
  expect(count).toEqual({ asked: 1, released: 1 });
});

test('a phone that refuses, or cannot, scans all the same', async () => {
  keepAwake(pageOf().page, undefined)();
  const { page, turn } = pageOf();
  const { lamp, count } = lampOf(true);
  keepAwake(page, lamp);
  await settled();
  turn('visible');
  await settled();
  expect(count.asked).toBe(2);
});
