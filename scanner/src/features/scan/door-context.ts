import type { Profile, Speaker } from '@gatehouse/shared/checkin';
import type { Translate } from '@gatehouse/shared/i18n';
import type { Root } from '@gatehouse/shared/manifest';
import type { PhoneEvent } from '../../store/phone.js';

/** What answers are said with of an event. How far its list is changes all the time, and is not among it. */
export type DoorEvent = Pick<PhoneEvent, 'id' | 'number' | 'name' | 'root' | 'settings'>;

/** What an answer needs in order to be said. */
export interface Door {
  readonly event: DoorEvent;
  /** What the person at this phone may do. */
  readonly profile: Profile;
  readonly speaker: Speaker;
}

/** A name of the list, or nothing while it is not here. */
export function listName({ root }: Pick<PhoneEvent, 'root'>, listId: string | null): string {
  return root?.lists.find(({ id }) => id === listId)?.name ?? '';
}

export function gateName(root: Root | null, gateId: string | null, t: Translate): string {
  const gate = gateId === null ? undefined : root?.gates.find(({ id }) => id === gateId);
  return gate?.name ?? t('scanner.shift.anyGate');
}
