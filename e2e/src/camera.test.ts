import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './browser.js';
import { type FakeCamera, makeCamera } from './camera.js';
import { readQrTexts } from './read-qr.js';
import { soakTest } from './soak.js';

let camera: FakeCamera;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  camera = await makeCamera();
  browser = await launchBrowser(camera.args);
  ({ page } = await openPage(browser));
  // Browsers hand a camera to https and to this machine only.
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<video autoplay muted playsinline></video>' }),
  );
  await page.goto('http://localhost/');
  await page.evaluate(async () => {
    const video = document.querySelector('video');
    if (video) video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  });
});

afterAll(async () => {
  await browser?.close();
  await camera?.[Symbol.asyncDispose]();
});

/** What a reader makes of the picture that the page shows now. */
async function seen(): Promise<string[]> {
  return (await readQrTexts(await page.locator('video').screenshot())).sort();
}

const ticket = `G:${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.repeat(4)}`.slice(0, 122);
const texts = [ticket, 'https://example.org/poster', '4006381333931', 'WIFI:S:Backstage;T:WPA;P:x;;'];

test('a page that goes on looking sees one code after another, and nothing when nothing is shown', async () => {
  expect(await seen()).toEqual([]);
  for (const text of texts) {
    await camera.show(text);
    await expect.poll(seen).toEqual([text]);
  }
  await camera.show();
  await expect.poll(seen).toEqual([]);
});

test('a family holds its codes before the camera together', async () => {
  const family = ['ONE', 'THREE', 'TWO'];
  await camera.show(...family);
  await expect.poll(seen).toEqual(family);
});

soakTest('a series plays by itself, with nothing between its codes', async () => {
  await camera.play(texts, { frames: 12, blank: 6 });
  const found = new Set<string>();
  const look = async () => {
    for (const text of await seen()) found.add(text);
    return [...found].sort();
  };
  await expect.poll(look, { interval: 20 }).toEqual([...texts].sort());
  await expect.poll(seen, { interval: 20 }).toEqual([]);
});
