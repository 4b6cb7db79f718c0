import { expect, test } from 'vitest';
import { createTurns } from './turns.js';

const one = { now: 0, showing: null };

test('two codes held up together have their answers one after the other', () => {
  const turns = createTurns();
  expect(turns.look(['a', 'b'], one)).toEqual(['a']);
  expect(turns.look(['a', 'b'], { now: 100, showing: 'a' })).toEqual(['a']);
  // The reader misses a code now and then; its answer is being read all the same.
  expect(turns.look(['b'], { now: 500, showing: 'a' })).toEqual([]);
  expect(turns.look(['b', 'a'], { now: 600, showing: 'a' })).toEqual(['a']);
  expect(turns.look(['b', 'a'], { now: 1500, showing: null })).toEqual(['b']);
  expect(turns.look(['b', 'a'], { now: 1600, showing: 'b' })).toEqual(['b']);
  // Both are done with, and neither is scanned again while it is held up.
  expect(turns.look(['b', 'a'], { now: 3000, showing: null })).toEqual([]);
});

test('the next person need not wait until the answer of the one before is gone', () => {
  const turns = createTurns();
  expect(turns.look(['a'], one)).toEqual(['a']);
  expect(turns.look([], { now: 300, showing: 'a' })).toEqual([]);
  expect(turns.look(['b'], { now: 1400, showing: 'a' })).toEqual(['b']);
});

test('a code that was away comes again', () => {
  const turns = createTurns();
  expect(turns.look(['a'], one)).toEqual(['a']);
  expect(turns.look(['a'], { now: 100, showing: 'a' })).toEqual(['a']);
  expect(turns.look(['a'], { now: 1000, showing: null })).toEqual([]);
  expect(turns.look(['a'], { now: 3100, showing: null })).toEqual(['a']);
});
