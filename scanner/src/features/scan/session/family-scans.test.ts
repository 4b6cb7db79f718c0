import { expect, test } from 'vitest';
import { door, settled, textsOf } from './test/door.js';

const facesOf = (gate: ReturnType<typeof door>) =>
  gate.session.state.get().family?.members.map(({ text, face }) => [text, face]) ?? null;

test('several codes are each a scan of their own, and one that is not green makes all of them not green', async () => {
  const gate = door({ a: 'admit', b: 'refuse', c: 'admit' });
  await gate.look('a', 'b', 'c');
  expect(gate.scans).toEqual([]);
  await gate.look('b', 'a', 'c');
  expect(facesOf(gate)).toEqual([
    ['b', 'refuse'],
    ['a', 'admit'],
    ['c', 'admit'],
  ]);
  expect([textsOf(gate.scans), gate.face(), gate.faces]).toEqual([['b', 'a', 'c'], null, ['refuse']]);
  for (let count = 0; count < 50; count += 1) await gate.look('a', 'b', 'c');
  gate.ring();
  expect([gate.scans.length, facesOf(gate)?.length]).toEqual([3, 3]);
  gate.session.endFamily();
  await gate.look('a', 'b', 'c');
  await gate.look('a', 'b', 'c');
  expect([gate.scans.length, facesOf(gate)]).toEqual([3, null]);
});

test('several that are all green go by themselves', async () => {
  const gate = door({ a: 'admit', b: 'admit' });
  await gate.look('a', 'b');
  await gate.look('a', 'b');
  expect(gate.faces).toEqual(['admit']);
  gate.ring();
  expect(facesOf(gate)).toBeNull();
});

test('several that are all green stay as long as is wished, and not shorter than they take to be read', async () => {
  for (const [wished, staying] of [
    [0, []],
    [1_200, [3_000]],
    [5_000, [5_000]],
  ] as const) {
    const gate = door({ a: 'admit', b: 'admit' }, [], wished);
    await gate.look('a', 'b');
    await gate.look('a', 'b');
    const alive = gate.timers.filter(({ dead }) => !dead).map(({ afterMs }) => afterMs);
    expect([wished, alive]).toEqual([wished, staying]);
  }
});

test('one code and then another, each alone, are two answers that fill the screen', async () => {
  const gate = door({ a: 'admit', b: 'admit' });
  await gate.look('a');
  await gate.look('b');
  expect([facesOf(gate), gate.face(), textsOf(gate.scans)]).toEqual([null, 'admit', ['a', 'b']]);
});

test('a code that was beside another for one picture alone is scanned by itself', async () => {
  const gate = door({ a: 'admit', b: 'admit' });
  await gate.look('a', 'b');
  await gate.look('a');
  expect(gate.scans).toEqual([]);
  gate.pass(1000);
  await gate.look('a');
  expect([textsOf(gate.scans), facesOf(gate), gate.face()]).toEqual([['a'], null, 'admit']);
});

test('who was read a moment before the others belongs to them, and is not scanned twice', async () => {
  const gate = door({ a: 'refuse', b: 'admit', c: 'admit' });
  await gate.look('a');
  await gate.look('a', 'b');
  await gate.look('a', 'b');
  expect([gate.face(), facesOf(gate)]).toEqual([
    null,
    [
      ['a', 'refuse'],
      ['b', 'admit'],
    ],
  ]);
  await gate.look('c');
  await gate.look('c');
  expect(facesOf(gate)?.at(-1)).toEqual(['c', 'admit']);
  expect(textsOf(gate.scans)).toEqual(['a', 'b', 'c']);
});

test('a code that lies about with its answer long given makes no family of anybody', async () => {
  const gate = door({ poster: 'refuse', a: 'admit' });
  await gate.look('poster');
  gate.session.dismiss();
  await gate.look('poster', 'a');
  await gate.look('poster', 'a');
  expect([facesOf(gate), gate.face(), textsOf(gate.scans)]).toEqual([null, 'admit', ['poster', 'a']]);
});

test('when they were out of view the next code is somebody else’s', async () => {
  const gate = door({ a: 'refuse', b: 'admit', c: 'admit' });
  await gate.look('a', 'b');
  await gate.look('a', 'b');
  gate.pass(2000);
  await gate.look('c');
  expect([facesOf(gate), gate.face()]).toEqual([null, 'admit']);
});

test('a question of one of several is answered for that one, and the others stay', async () => {
  const gate = door({ a: 'confirm', b: 'admit' });
  await gate.look('a', 'b');
  await gate.look('a', 'b');
  const question = gate.session.state.get().family?.members[0];
  if (question === undefined) throw new Error('There is nobody.');
  gate.session.openMember(question);
  expect(gate.face()).toBe('confirm');
  gate.session.answer(true);
  await settled();
  expect(gate.scans.at(-1)).toMatchObject({ text: 'a', confirms: 'scan1' });
  expect(facesOf(gate)).toEqual([
    ['a', 'admit'],
    ['b', 'admit'],
  ]);
});

test('one of several that is taken back is not green any more', async () => {
  const gate = door({ a: 'admit', b: 'admit' });
  await gate.look('a', 'b');
  await gate.look('a', 'b');
  await gate.session.undo('scan2');
  expect(facesOf(gate)).toEqual([
    ['a', 'admit'],
    ['b', 'undone'],
  ]);
  gate.ring();
  expect(facesOf(gate)).not.toBeNull();
});

test('an answer of one of several that was lost is never green', async () => {
  const gate = door({ a: 'admit', b: 'lost' });
  await gate.look('a', 'b');
  await gate.look('a', 'b');
  expect([facesOf(gate), gate.faces]).toEqual([
    [
      ['a', 'admit'],
      ['b', 'unrecorded'],
    ],
    ['unrecorded'],
  ]);
});

test('codes of a picture are scanned together, and their answers are told to be seen', async () => {
  const gate = door({ a: 'admit', b: 'refuse' });
  gate.session.enterTogether(['a', 'b']);
  await settled();
  const { family } = gate.session.state.get();
  if (family === null) throw new Error('There are none.');
  gate.session.paintedFamily(family);
  expect([facesOf(gate)?.length, gate.shownIds]).toEqual([2, ['scan1', 'scan2']]);
});
