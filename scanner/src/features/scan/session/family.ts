import type { Shown } from '../../../store/log/index.js';
import type { Face } from './face.js';

/** `waiting`: it is not decided yet. `undone`: it was taken back. */
export type MemberFace = Face | 'waiting' | 'undone';

/** One of several codes that were held up together. */
export interface Member {
  readonly text: string;
  /** Null: not decided yet, or the answer was lost. */
  readonly shown: Shown | null;
  readonly face: MemberFace;
}

/** Several codes that were held up together, each with its own answer. */
export interface Family {
  /** In the order in which they came. */
  readonly members: readonly Member[];
  /** When they came, by the session's clock. */
  readonly since: number;
}

export function waitingMember(text: string): Member {
  return { text, shown: null, face: 'waiting' };
}

/** The family with one member changed; a text that is no member changes nothing. */
export function withMember(family: Family, member: Member): Family {
  const members = family.members.map((each) => (each.text === member.text ? member : each));
  return { ...family, members };
}

/** The most troublesome first. */
const order: readonly MemberFace[] = [
  'waiting',
  'unrecorded',
  'refuse',
  'already',
  'confirm',
  'undone',
  'check',
  'exit',
  'admit',
];

/** The face of all of them: that of the most troublesome one, so it is green only when every one of them is. */
export function familyFace({ members }: Family): MemberFace {
  return order.find((face) => members.some((member) => member.face === face)) ?? 'unrecorded';
}
