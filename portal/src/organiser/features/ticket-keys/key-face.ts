import { formatDate, type Locale, type PlainKey, type Translate } from '@gatehouse/shared/i18n';
import type { Tone } from '@gatehouse/shared/ui';
import type { TicketKey } from './ticket-key-api.js';

/** Four bits in every code. */
export const keysPerEvent = 16;

export interface KeyFace {
  readonly tone: Tone;
  readonly label: string;
  /** What happens at the door with its codes. */
  readonly atDoor: PlainKey;
}

type Speaking = { readonly t: Translate; readonly locale: Locale; readonly timeZone: string };

export function faceOf(key: TicketKey, { t, locale, timeZone }: Speaking, now = new Date()): KeyFace {
  if (key.status === 'dead')
    return { tone: 'bad', label: t('portal.keys.dead'), atDoor: 'portal.keys.deadAtDoor' };
  if (key.status === 'list-only')
    return { tone: 'info', label: t('portal.keys.listOnly'), atDoor: 'portal.keys.listOnlyAtDoor' };
  if (!key.signs && Date.parse(key.usableFrom) > now.getTime()) {
    const at = formatDate(locale, key.usableFrom, { timeZone });
    return { tone: 'info', label: t('portal.keys.coming', { at }), atDoor: 'portal.keys.comingAtDoor' };
  }
  const label = t(key.signs ? 'portal.keys.signs' : 'portal.keys.active');
  return { tone: 'good', label, atDoor: 'portal.keys.activeAtDoor' };
}
