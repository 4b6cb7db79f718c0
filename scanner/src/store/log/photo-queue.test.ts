import { toHex } from '@gatehouse/shared/bytes';
import { sha256 } from '@gatehouse/shared/signing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Photo } from './gateway.js';
import { createPhone } from './test/storage.js';
import { codeOf, everything, manifestOf, questionOf, type TestPhone } from './test/world.js';

const question = questionOf({ kind: 'photo' });
const nothing: ReadonlySet<string> = new Set();
let phone: TestPhone;

beforeEach(async () => {
  phone = createPhone(manifestOf(['one', 'two'], [question]));
  await phone.start();
});

afterEach(() => phone.kill());

function photoOf(content: number): Photo {
  const bytes = new Uint8Array(1_000).fill(content);
  return { sha256: toHex(sha256(bytes)), bytes };
}

/** What a scan brings whose photo question was answered. */
function given(photo: Photo) {
  const answer = { photo: photo.sha256, bytes: photo.bytes.length };
  return { answers: { [question.id]: answer }, photos: [photo] };
}

const unsent = () => expect.poll(() => phone.gateway.unsentPhotos.get());

it('is on the disk with its row, and still there after the app was killed', async () => {
  const photo = photoOf(1);
  const shown = await phone.see(await codeOf('one'), given(photo));
  expect(shown.recorded).toBe(true);
  await unsent().toBe(1);
  await phone.kill();
  await phone.start();
  expect(phone.gateway.unsentPhotos.get()).toBe(1);
  await phone.gateway.takeReceipt(await phone.receiptOf(1), null, everything);
  expect(await phone.gateway.photoToSend(nothing)).toMatchObject(photo);
});

it('waits for the receipt of its row, and goes when the server has it', async () => {
  const [first, second] = [photoOf(1), photoOf(2)];
  await phone.see(await codeOf('one'), given(first));
  await phone.see(await codeOf('two'), given(second));
  expect(await phone.gateway.photoToSend(nothing)).toBeNull();
  await phone.gateway.takeReceipt(await phone.receiptOf(1), null, everything);
  expect(await phone.gateway.photoToSend(nothing)).toMatchObject(first);
  expect(await phone.gateway.photoToSend(new Set([first.sha256]))).toBeNull();
  await phone.gateway.photoDone(first.sha256);
  await unsent().toBe(1);
  phone.wait(1_000);
  await phone.gateway.takeReceipt(await phone.receiptOf(2), null, everything);
  expect(await phone.gateway.photoToSend(nothing)).toMatchObject(second);
});

it('is not kept where its row could not be', async () => {
  phone.disk.full = true;
  const shown = await phone.see(await codeOf('one'), given(photoOf(1)));
  expect(shown).toMatchObject({ recorded: false, problem: 'storage' });
  phone.disk.full = false;
  await phone.kill();
  await phone.start();
  expect(phone.gateway.unsentPhotos.get()).toBe(0);
});

it('goes with everything else', async () => {
  await phone.see(await codeOf('one'), given(photoOf(1)));
  await unsent().toBe(1);
  await phone.gateway.forgetAll();
  await unsent().toBe(0);
});

it('is not kept where no answer names it', async () => {
  const [named, other] = [photoOf(1), photoOf(2)];
  await phone.see(await codeOf('one'), { ...given(named), photos: [other, named] });
  await phone.gateway.takeReceipt(await phone.receiptOf(1), null, everything);
  await unsent().toBe(1);
  expect(await phone.gateway.photoToSend(nothing)).toMatchObject(named);
});
