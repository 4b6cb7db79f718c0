import { expect, test } from 'vitest';
import { understand } from './kept-wedge.js';
import { readBurst } from './read-burst.js';
import { azerty, burstOf, qwertz, ticketText } from './test/keyboards.js';
import { usCharacter } from './us-keys.js';
import { calibrationText, learnWedge } from './wedge-setup.js';

const layouts = [
  ['QWERTZ', qwertz],
  ['AZERTY', azerty],
] as const;

test('every character of the calibration code is on one American key', () => {
  const plain = burstOf(calibrationText);
  expect(plain.strokes.map(({ code = '', shift = false }) => usCharacter(code, shift)).join('')).toBe(
    calibrationText,
  );
});

test.each(layouts)('a scanner on a %s phone is understood after the calibration code', (_, layout) => {
  const setup = learnWedge(burstOf(calibrationText, { layout, before: ']Q1', after: '##' }));
  if (setup === null) throw new Error('Nothing was learnt.');
  expect([setup.prefix.length, setup.suffix.length, setup.end]).toEqual([3, 2, 'Enter']);
  for (const text of ['Ab-12/x_+:zQ', ticketText, 'https://a.example/?q=Z&w=M'])
    expect(readBurst(burstOf(text, { layout, before: ']Q1', after: '##' }), setup)).toBe(text);
});

test.each(layouts)('our own codes are found on a %s phone by themselves', (_, layout) => {
  expect(readBurst(burstOf(ticketText, { layout, before: '~a', after: 'X7' }), null)).toBe(ticketText);
  expect(readBurst(burstOf(ticketText), null)).toBe(ticketText);
});

test('where the browser names no keys, what arrives is translated', () => {
  const bare = (text: string) => burstOf(text, { layout: qwertz, named: false });
  // A sign that waits for its letter is lost without the name of its key.
  expect(learnWedge(bare(calibrationText))).toBeNull();
  const swapped = burstOf(calibrationText, { layout: { KeyY: 'zZ', KeyZ: 'yY' }, named: false });
  const setup = learnWedge(swapped);
  expect(setup?.characters).toEqual({ '=z': 'y', '=Z': 'Y', '=y': 'z', '=Y': 'Z' });
  expect(readBurst(burstOf('xYz', { layout: { KeyY: 'zZ', KeyZ: 'yY' }, named: false }), setup)).toBe('xYz');
});

test('capitals that are locked spoil no code of ours', () => {
  const { strokes, end } = burstOf(ticketText, { named: false });
  const locked = strokes.map((stroke) => ({ ...stroke, key: stroke.key.toLowerCase() }));
  expect(readBurst({ strokes: locked, end }, null)).toBe(ticketText);
});

test('another code teaches nothing, and neither does half of the right one', () => {
  expect(learnWedge(burstOf('4006381333931'))).toBeNull();
  expect(learnWedge(burstOf(calibrationText.slice(3)))).toBeNull();
  expect(learnWedge(burstOf(ticketText.repeat(3)))).toBeNull();
});

test('what is kept is taken only where it is understood', () => {
  const setup = learnWedge(burstOf(calibrationText, { layout: azerty }));
  expect(understand(JSON.stringify(setup))).toEqual(setup);
  for (const text of [null, '', 'x', '{}', '[]', '{"characters":{"a":1}}'])
    expect(understand(text)).toBeNull();
});
