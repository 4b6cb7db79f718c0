import type { Translate } from '@gatehouse/shared/i18n';
import type { Shift } from '../../../store/phone.js';
import { wordsOf } from '../../verdict/verdict-words.js';
import type { Door } from '../door-context.js';
import type { Family, Member, MemberFace } from '../session/family.js';

/** Which answers are good news for somebody who wants to go that way. */
const good = { in: 'admit', out: 'exit', check: 'check' } as const satisfies Readonly<
  Record<Shift['direction'], MemberFace>
>;

const summaries = {
  in: 'scanner.many.in',
  out: 'scanner.many.out',
  check: 'scanner.many.check',
} as const satisfies Readonly<Record<Shift['direction'], string>>;

/** How many of them are good, or as long as any is open, how many are decided. */
export function summaryOf({ members }: Family, direction: Shift['direction'], t: Translate): string {
  const count = members.length;
  const done = members.filter(({ face }) => face !== 'waiting').length;
  if (done < count) return t('scanner.many.checking', { done, count });
  const fine = members.filter((member) => member.face === good[direction] && !isRefused(member)).length;
  return t(summaries[direction], { good: fine, count });
}

/** Somebody who only asks is answered grey, also where the answer is a no. */
function isRefused({ shown }: Member): boolean {
  return shown?.decision.result === 'refuse';
}

/** The word of one of them, as the verdict of one code alone says it. */
export function memberWord({ shown, face }: Member, door: Door): string {
  const { t } = door.speaker;
  if (face === 'waiting') return t('scanner.many.waiting');
  if (face === 'undone') return t('common.verdict.undone');
  return wordsOf({ shown, face }, door).word;
}

/** All of it in words, for those who do not look. Nothing while any is open. */
export function sentencesOf(family: Family, direction: Shift['direction'], door: Door): string {
  if (family.members.some(({ face }) => face === 'waiting')) return '';
  const words = family.members.map((member) => memberWord(member, door));
  return `${summaryOf(family, direction, door.speaker.t)}. ${words.join('. ')}.`;
}
