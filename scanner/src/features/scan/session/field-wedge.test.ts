import { expect, test } from 'vitest';
import { createFieldWedge } from './field-wedge.js';

/** Types into one field. @returns what was in it before the burst that ended; null: somebody typed */
function type(
  text: string,
  pauseMs: number,
  { wedge = createFieldWedge<string>(), from = 0, held = '' } = {},
) {
  for (let index = 0; index < text.length; index++) {
    const value = held + text.slice(0, index);
    wedge.character({ field: 'answer', value, at: from + index * pauseMs });
  }
  return wedge.end(from + text.length * pauseMs);
}

test('a burst is a code, and what was in the field before it is known', () => {
  expect(type('G:6BFOXN*', 5, { held: 'Anna' })).toMatchObject({ value: 'Anna' });
  expect(type('4006381333931', 35)).toMatchObject({ value: '' });
});

test('what people type is an answer', () => {
  expect(type('Anna', 20)).toBeNull();
  expect(type('Bartholomew', 60)).toBeNull();
  expect(type('ann@example.org', 120)).toBeNull();
});

test('what somebody typed just before the code came stays', () => {
  const wedge = createFieldWedge<string>();
  for (const [index, value] of ['', 'A', 'An'].entries())
    wedge.character({ field: 'answer', value, at: index * 150 });
  expect(type('G:6BFOXN*', 5, { wedge, from: 500, held: 'Ann' })).toMatchObject({ value: 'Ann' });
});

test('a burst that changes fields is no code of either', () => {
  const wedge = createFieldWedge<string>();
  for (let index = 0; index < 4; index++)
    wedge.character({ field: 'first', value: 'x'.repeat(index), at: index });
  for (let index = 0; index < 4; index++)
    wedge.character({ field: 'second', value: 'x'.repeat(index), at: 4 + index });
  expect(wedge.end(8)).toBeNull();
});
