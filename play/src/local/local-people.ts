import { toHex } from '@gatehouse/shared/bytes';
import { nobody, type Person } from '@gatehouse/shared/people';
import type { LocalEvent } from './local-event.js';

/** Whom a phone may look for, as its own search takes them. */
export type LocalPeople = { readonly ticket: string; readonly person: Person; text: string | null }[];

/** Holders are called as the file says, or else as their tickets; null: the organiser allows no names on phones. */
export function peopleOf(event: LocalEvent): LocalPeople | null {
  if (event.given.namesOnPhones !== true) return null;
  return [event, ...event.series.passes].flatMap((each) =>
    each.listed().map(({ given, hash }) => {
      const order = each.given.orders?.find(({ tickets }) => tickets.includes(given.id))?.id ?? '';
      return { ticket: toHex(hash), person: { ...nobody, name: given.name ?? given.id, order }, text: null };
    }),
  );
}
