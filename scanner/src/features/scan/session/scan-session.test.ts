import { nobody as noPerson } from '@gatehouse/shared/people';
import { expect, test } from 'vitest';
import type { Shown } from '../../../store/log/index.js';
import { candidatesOf } from './scan-session.js';
import { decisionOf, door, settled, textsOf, two } from './test/door.js';

test('a code in view is scanned once, and green goes by itself', async () => {
  const gate = door({ a: 'admit' });
  await gate.look('a');
  await gate.look('a');
  expect(gate.face()).toBe('admit');
  expect(gate.faces).toEqual(['admit']);
  expect(new Set(gate.shownIds)).toEqual(new Set(['scan1']));
  expect(gate.timers.map(({ afterMs }) => afterMs)).toEqual([1200]);
  gate.ring();
  await gate.look('a');
  expect(gate.face()).toBeNull();
  expect(textsOf(gate.scans)).toEqual(['a']);
});

test('a refusal stays until the next other code', async () => {
  const gate = door({ a: 'refuse', b: 'admit' });
  await gate.look('a');
  gate.ring();
  gate.pass(60_000);
  await gate.look('a');
  expect([gate.face(), textsOf(gate.scans)]).toEqual(['refuse', ['a']]);
  await gate.look('b');
  expect([gate.face(), textsOf(gate.scans)]).toEqual(['admit', ['a', 'b']]);
});

test('what is not recorded is never green', async () => {
  const gate = door({ a: 'unrecorded', b: 'lost' });
  await gate.look('a');
  expect(gate.face()).toBe('unrecorded');
  await gate.look('b');
  expect(gate.face()).toBe('unrecorded');
  expect(gate.timers).toEqual([]);
  expect(gate.faces).toEqual(['unrecorded', 'unrecorded']);
});

test('a question waits for its answer, whatever the camera sees, and the yes names it', async () => {
  const gate = door({ a: 'confirm', b: 'admit' });
  await gate.look('a');
  await gate.look('b', 'a');
  expect([gate.face(), textsOf(gate.scans)]).toEqual(['confirm', ['a']]);
  gate.session.answer(true);
  await settled();
  expect(gate.scans[1]).toMatchObject({ text: 'a', confirms: 'scan1' });
  expect(gate.face()).toBe('admit');
});

test('a no is the end of it, though the code is still in view', async () => {
  const gate = door({ a: 'confirm' });
  await gate.look('a');
  for (let count = 0; count < 50; count++) await gate.look('a');
  gate.session.answer(false);
  await gate.look('a');
  expect([gate.face(), textsOf(gate.scans)]).toEqual([null, ['a']]);
  gate.session.answer(true);
  await settled();
  expect(textsOf(gate.scans)).toEqual(['a']);
});

test('what is entered on purpose replaces a question, and is scanned one after another', async () => {
  const gate = door({ a: 'confirm', b: 'refuse', c: 'admit' });
  await gate.look('a');
  gate.session.enter('b', 'camera');
  gate.session.enter('c', 'typed');
  await settled();
  expect(gate.scans.map(({ text, how }) => [text, how])).toEqual([
    ['a', 'camera'],
    ['b', 'camera'],
    ['c', 'typed'],
  ]);
  expect(gate.face()).toBe('admit');
});

test('a new direction scans what is in view again', async () => {
  const gate = door({ a: 'admit' });
  await gate.look('a');
  gate.ring();
  gate.turn('out');
  await gate.look('a');
  expect(textsOf(gate.scans)).toEqual(['a', 'a']);
});

test('rows that nobody saw are shown one after another, each once, with its sound, and stay', async () => {
  const unseen = (id: string) => ({ id, recorded: true, decision: decisionOf('admit'), at: 5 }) as Shown;
  const gate = door({ a: 'admit' }, [unseen('old'), unseen('newer')]);
  await gate.session.begin();
  gate.paint();
  expect(gate.session.state.get().verdict).toMatchObject({ kind: 'late', face: 'admit' });
  expect([gate.shownIds, gate.timers]).toEqual([['old'], []]);
  gate.session.dismiss();
  await settled();
  gate.paint();
  expect([gate.shownIds, gate.timers]).toEqual([['old', 'newer'], []]);
  await gate.look('a');
  expect(textsOf(gate.scans)).toEqual([]);
  gate.session.dismiss();
  await settled();
  await gate.look('a');
  expect(textsOf(gate.scans)).toEqual(['a']);
});

test('an answer from the strip opens without a sound', async () => {
  const gate = door({ a: 'admit' });
  await gate.look('a');
  gate.ring();
  const [last] = gate.session.state.get().recent;
  if (last !== undefined) gate.session.open(last);
  expect([gate.face(), gate.faces]).toEqual(['admit', ['admit']]);
});

test('an answer stays longer once there is something to read of who it is', async () => {
  const gate = door({ A: 'admit', B: 'admit' });
  const alive = () => gate.timers.filter(({ dead }) => !dead).map(({ afterMs }) => afterMs);
  await gate.look('A');
  expect(alive()).toEqual([1200]);
  const id = gate.session.state.get().verdict?.shown?.id ?? '';
  gate.people.set(new Map([[id, { ...noPerson, name: 'Zoë' }]]));
  expect(alive()).toEqual([1200]);
  gate.people.set(new Map([[id, { ...noPerson, name: 'Zoë', texts: ['Welcome gift'] }]]));
  expect(alive()).toEqual([3000]);
  gate.people.set(new Map([[id, { ...noPerson, name: 'Zoë', texts: ['Another gift'] }]]));
  expect(alive()).toEqual([3000]);
});

test('an override names the refusal and its reason, also when the answer was opened again', async () => {
  const gate = door({ a: 'overridable', b: 'refuse' });
  await gate.look('a');
  gate.session.dismiss();
  const [last] = gate.session.state.get().recent;
  if (last !== undefined) gate.session.open(last);
  gate.session.override({ note: 'The organiser said yes' });
  await settled();
  expect(gate.scans[1]).toMatchObject({ text: 'a', overrides: 'scan1', note: 'The organiser said yes' });
  expect(gate.face()).toBe('admit');
  await gate.look('b');
  gate.session.override({ note: 'Nobody may go against this one' });
  await settled();
  expect(textsOf(gate.scans)).toEqual(['a', 'a', 'b']);
});

test('a yes to what an override asks names the question alone, and keeps what was said', async () => {
  const gate = door({ a: 'confirm' });
  gate.session.enter('a', 'typed', { overrides: 'earlier', note: 'Solved at the desk' });
  await settled();
  gate.session.enter('a', 'typed', { note: 'Solved at the desk' });
  await settled();
  gate.session.answer(true, { answers: { q: 'yes' } });
  await settled();
  expect(gate.scans[2]).toEqual({
    text: 'a',
    how: 'typed',
    note: 'Solved at the desk',
    answers: { q: 'yes' },
    confirms: 'scan2',
    overrides: undefined,
  });
});

test('while a panel lies over an answer the camera waits, and what it saw first has its turn later', async () => {
  const gate = door({ a: 'refuse', b: 'admit' });
  await gate.look('a');
  const resume = gate.session.pause();
  await gate.look('b');
  expect([gate.face(), textsOf(gate.scans)]).toEqual(['refuse', ['a']]);
  resume();
  resume();
  await gate.look('b');
  expect(textsOf(gate.scans)).toEqual(['a', 'b']);
});

test('an undo says what came of it, and the strip is drawn anew', async () => {
  const gate = door({ a: 'admit' });
  await gate.look('a');
  const before = gate.session.state.get().recent;
  expect(await gate.session.undo('scan1')).toBe('done');
  expect(gate.undone).toEqual(['scan1']);
  expect(gate.session.state.get().recent).not.toBe(before);
});
test('of several tickets the one that is pointed at is scanned, and once', async () => {
  const gate = door({ a: 'several', b: 'admit' });
  await gate.look('a');
  expect(
    candidatesOf(
      gate.session.state.get().verdict ?? { shown: null, face: 'refuse', entry: null, since: 0, kind: 'new' },
    ),
  ).toEqual(two);
  gate.session.choose('t2');
  gate.session.choose('t1');
  await settled();
  expect(gate.scans).toMatchObject([{ text: 'a' }, { text: 'a', chosen: 't2' }]);
  expect(gate.scans).toHaveLength(2);
  expect(gate.face()).toBe('admit');
});

test('another code takes the place of the choice', async () => {
  const gate = door({ a: 'several', b: 'refuse' });
  await gate.look('a');
  await gate.look('b');
  gate.session.choose('t1');
  await settled();
  expect(textsOf(gate.scans)).toEqual(['a', 'b']);
});

test('questions are left alone until they are answered: another code is turned away, and heard', async () => {
  const gate = door({ a: 'asks', b: 'admit' });
  await gate.look('a');
  gate.session.enter('b', 'camera');
  await gate.look('b');
  await settled();
  expect([textsOf(gate.scans), gate.session.state.get().turnedAway]).toEqual([['a'], 1]);
  expect(gate.faces).toEqual(['confirm', 'unrecorded']);
  const photo = { sha256: 'f', bytes: new Uint8Array([1]) };
  gate.session.answer(true, { answers: { q: 'yes' }, photos: [photo] });
  await settled();
  expect(gate.scans[1]).toEqual({
    text: 'a',
    how: 'camera',
    confirms: 'scan1',
    answers: { q: 'yes' },
    photos: [photo],
  });
  expect(gate.session.state.get().turnedAway).toBe(0);
  // What the camera saw meanwhile has its turn now.
  gate.ring();
  await gate.look('b');
  expect(textsOf(gate.scans)).toEqual(['a', 'a', 'b']);
});

test('questions that were left take the next code', async () => {
  const gate = door({ a: 'asks', b: 'admit' });
  await gate.look('a');
  gate.session.answer(false);
  gate.session.enter('b', 'camera');
  await settled();
  expect([textsOf(gate.scans), gate.face()]).toEqual([['a', 'b'], 'admit']);
});
