import { expect, test } from 'vitest';
import { type Family, familyFace, type MemberFace, waitingMember, withMember } from './family.js';

const familyOf = (...faces: MemberFace[]): Family => ({
  since: 0,
  members: faces.map((face, index) => ({ text: String(index), shown: null, face })),
});

const others: readonly MemberFace[] = [
  'waiting',
  'unrecorded',
  'refuse',
  'already',
  'confirm',
  'undone',
  'check',
  'exit',
];

test('it is green only when every one of them is', () => {
  expect(familyFace(familyOf('admit', 'admit', 'admit'))).toBe('admit');
  for (const face of others) expect(familyFace(familyOf('admit', face, 'admit'))).toBe(face);
  expect(familyFace(familyOf())).not.toBe('admit');
});

test('the most troublesome one gives its face to all', () => {
  expect(familyFace(familyOf('already', 'refuse', 'confirm'))).toBe('refuse');
  expect(familyFace(familyOf('refuse', 'unrecorded'))).toBe('unrecorded');
  expect(familyFace(familyOf('refuse', 'waiting'))).toBe('waiting');
});

test('an answer goes to its own code', () => {
  const family = { since: 0, members: [waitingMember('a'), waitingMember('b')] };
  const decided = withMember(family, { text: 'b', shown: null, face: 'admit' });
  expect(decided.members.map(({ face }) => face)).toEqual(['waiting', 'admit']);
  expect(withMember(family, { text: 'c', shown: null, face: 'admit' })).toEqual(family);
});
