import type { Translate } from '@gatehouse/shared/i18n';
import type { EventDigest } from '../../store/phone.js';

/** What a phone holds, in eight digits and two positions that somebody reads to somebody else. */
export function sayDigest(t: Translate, { digest, tickets, scans, agreement }: EventDigest): string {
  const words = { digest: fromLeft(digest), position: fromLeft(`${tickets}/${scans}`) };
  if (agreement === 'same') return t('scanner.truth.sameState', words);
  return t(agreement === 'differs' ? 'scanner.truth.otherState' : 'scanner.truth.someState', words);
}

/** Digits read from the left in every script. */
function fromLeft(text: string): string {
  return `\u2066${text}\u2069`;
}
