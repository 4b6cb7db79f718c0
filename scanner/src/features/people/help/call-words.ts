import { reasonWords } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import type { PhoneHelpCall } from '../../../store/help/help.js';
import { type Door, gateName } from '../../scan/door-context.js';

/** What the answer at the gate was. A newer phone may have a reason that this one has no word for. */
export function reasonWordOf({ reason, result }: Pick<PhoneHelpCall, 'reason' | 'result'>): PlainKey {
  const words: Readonly<Partial<Record<string, PlainKey>>> = reasonWords;
  return words[reason] ?? (result === 'confirm' ? 'common.verdict.confirm' : 'common.verdict.refuse');
}

/** When, where and on which phone. */
export function whereOf({ at, gateId, device }: PhoneHelpCall, { event, speaker }: Door): string {
  const gate = gateName(event.root, gateId, speaker.t);
  return speaker.t('people.help.where', {
    at: speaker.time(at),
    gate,
    device: speaker.name('device', device),
  });
}

/** Who does something about it; null: nobody yet. */
export function sayTaken({ state, stateBy }: PhoneHelpCall, { speaker }: Door): string | null {
  if (state === 'settled') return speaker.t('people.help.settled');
  if (state === 'open' || stateBy === null) return null;
  return speaker.t('people.help.takenBy', { device: speaker.name('device', stateBy) });
}
