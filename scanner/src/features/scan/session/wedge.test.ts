import { expect, test } from 'vitest';
import { createWedge } from './wedge.js';

function type(wedge: ReturnType<typeof createWedge>, keys: readonly string[], pauseMs: number, from = 0) {
  const found = keys.map((key, index) => wedge.press({ key, at: from + index * pauseMs }));
  return found.flatMap((answer) => (answer !== null && answer !== 'part' ? [answer.text] : []));
}

test('a quick burst that ends with Enter or Tab is a scan', () => {
  const wedge = createWedge();
  expect(type(wedge, [...'4006381333931', 'Enter'], 5)).toEqual(['4006381333931']);
  expect(type(wedge, [...'G:6BFOXN*', 'Tab'], 30, 10_000)).toEqual(['G:6BFOXN*']);
});

test('a prefix of the reader stays with the text', () => {
  expect(type(createWedge(), [...']Q1G:6BF $%', 'Enter'], 5)).toEqual([']Q1G:6BF $%']);
});

test('keys that write nothing do not break a burst', () => {
  expect(type(createWedge(), ['Shift', 'G', 'Shift', ':', 'A', 'b', 'Enter'], 10)).toEqual(['G:Ab']);
});

test('one late key does not lose a scan', () => {
  const wedge = createWedge();
  for (const [index, key] of [...'40063813'].entries())
    wedge.press({ key, at: index * 10 + (index > 4 ? 300 : 0) });
  expect(wedge.press({ key: 'Enter', at: 400 })).toEqual({ text: '40063813' });
});

test('a person’s keys are no scan', () => {
  expect(type(createWedge(), [...'hello', 'Enter'], 150)).toEqual([]);
  expect(type(createWedge(), ['Enter', 'Tab', 'Enter'], 5)).toEqual([]);
  expect(type(createWedge(), ['a', 'b', 'Enter'], 5)).toEqual([]);
});

test('a pause begins anew, so half a burst is never joined to the next one', () => {
  const wedge = createWedge();
  type(wedge, [...'4006381'], 5);
  expect(type(wedge, [...'12345678', 'Enter'], 5, 5000)).toEqual(['12345678']);
  expect(type(wedge, ['Enter'], 5, 5045)).toEqual([]);
});
