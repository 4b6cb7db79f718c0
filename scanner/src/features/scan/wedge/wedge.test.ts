import { expect, test } from 'vitest';
import { createWedge } from './wedge.js';
import { plainText } from './wedge-setup.js';

function type(
  wedge: ReturnType<typeof createWedge>,
  keys: readonly string[],
  { pauseMs = 5, from = 0 } = {},
) {
  const found = keys.map((key, index) => wedge.press({ key, at: from + index * pauseMs }));
  return found.flatMap((answer) => (answer !== null && answer !== 'part' ? [plainText(answer.strokes)] : []));
}

test('a quick burst that ends with Enter or Tab is a scan', () => {
  const wedge = createWedge();
  expect(type(wedge, [...'4006381333931', 'Enter'])).toEqual(['4006381333931']);
  expect(type(wedge, [...'G:6BFOXN*', 'Tab'], { pauseMs: 30, from: 10_000 })).toEqual(['G:6BFOXN*']);
});

test('a prefix of the reader stays with the text', () => {
  expect(type(createWedge(), [...']Q1G:6BF $%', 'Enter'])).toEqual([']Q1G:6BF $%']);
});

test('keys that write nothing do not break a burst', () => {
  expect(type(createWedge(), ['Shift', 'G', 'Shift', ':', 'A', 'b', 'Enter'], { pauseMs: 10 })).toEqual([
    'G:Ab',
  ]);
});

test('one late key does not lose a scan', () => {
  const wedge = createWedge();
  for (const [index, key] of [...'40063813'].entries())
    wedge.press({ key, at: index * 10 + (index > 4 ? 300 : 0) });
  expect(wedge.press({ key: 'Enter', at: 400 })).toMatchObject({ end: 'Enter', strokes: { length: 8 } });
});

test('a person’s keys are no scan', () => {
  expect(type(createWedge(), [...'hello', 'Enter'], { pauseMs: 150 })).toEqual([]);
  expect(type(createWedge(), ['Enter', 'Tab', 'Enter'])).toEqual([]);
  expect(type(createWedge(), ['a', 'b', 'Enter'])).toEqual([]);
});

test('a pause begins anew, so half a burst is never joined to the next one', () => {
  const wedge = createWedge();
  type(wedge, [...'4006381']);
  expect(type(wedge, [...'12345678', 'Enter'], { from: 5000 })).toEqual(['12345678']);
  expect(type(wedge, ['Enter'], { from: 5045 })).toEqual([]);
});

test('a scanner that ends with nothing is heard when it rests, a hand that tries keys is not', () => {
  const wedge = createWedge();
  type(wedge, [...'4006381333931'], { pauseMs: 10 });
  expect(plainText(wedge.rest()?.strokes ?? [])).toBe('4006381333931');
  expect(wedge.rest()).toBeNull();
  type(wedge, [...'hello world'], { pauseMs: 90, from: 5000 });
  expect(wedge.rest()).toBeNull();
  type(wedge, [...'jjjj'], { pauseMs: 5, from: 20_000 });
  expect(wedge.rest()).toBeNull();
});
