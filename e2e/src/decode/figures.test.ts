import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { qrPng } from '@gatehouse/server/modules/notifications/ticket-mail/bitmap-png.js';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { makeFolder } from '../folders.js';
import { clone } from '../gatehouse.js';
import { complaints, readFolder, summarise } from './figures.js';
import { BadFolder } from './pictures-with-texts.js';

test('counts what the readers find, what they misread and what they see where nothing is', async () => {
  await using folder = await makeFolder();
  const at = (name: string) => join(folder.path, name);
  const picture = (text: string) => qrPng(encode(text, { ecc: 'M', border: 0 }).data, 6);
  await mkdir(at('codes'));
  await writeFile(at('codes/right.png'), picture('Two lines\r\nof text'));
  await writeFile(at('codes/right.txt'), 'Two lines\nof text\n');
  await writeFile(at('codes/wrong.png'), picture('something'));
  await writeFile(at('codes/wrong.txt'), 'something else');
  await copyFile(join(clone, 'scanner/public/icon-192.png'), at('nothing.png'));
  // The beginning of a picture, and nothing that is one: neither ends the run.
  await writeFile(at('broken.png'), picture('cut').subarray(0, 60));
  await writeFile(at('broken.txt'), 'cut');
  await writeFile(at('0-empty.jpg'), '');
  const readings = await readFolder(folder.path);
  expect(summarise(readings)).toEqual([
    expect.stringMatching(/^gatehouse {5}found 1 of 3, wrong 1, false 0 of 2, ms a picture: median \d/),
    expect.stringMatching(/^html5-qrcode {2}found 1 of 3, wrong 1, false 0 of 2, ms a picture: median \d/),
  ]);
  expect(complaints(readings)).toEqual([
    '  cannot be opened: 0-empty.jpg',
    '  cannot be opened: broken.png',
    `  wrong: ${join('codes', 'wrong.png')}`,
  ]);
});

test('a folder without pictures, and one that is not there, are told in a line', async () => {
  await using folder = await makeFolder();
  await expect(readFolder(folder.path)).rejects.toThrow(BadFolder);
  await expect(readFolder(join(folder.path, 'none'))).rejects.toThrow(BadFolder);
});
