export type EventStatus = 'draft' | 'published' | 'archived';

/** What a list does with something that it could also turn away. */
export type Policy = 'admit' | 'confirm' | 'refuse';

/** How an access list treats those who may pass (door protocol, access lists). */
export interface AccessOptions {
  /** One entry a ticket, any number of entries, or again only after an exit. */
  readonly entry: 'single' | 'multiple' | 're-entry';
  readonly maxEntries: number | null;
  readonly persons: 'one' | 'group';
  /** Time of day, HH:MM in the event's zone, at which everybody counts as having left. */
  readonly checkOutAt: string | null;
  /** When this list's day begins, HH:MM in the event's zone: a night that ends at 06:00 is one day. */
  readonly dayStartsAt: string;
  readonly includeUnpaid: boolean;
  readonly addOnMatch: boolean;
  readonly notOnList: Policy;
  readonly byHand: Policy;
  readonly rotation: 'off' | 'preferred' | 'required';
}

/** The options of a list when the organiser says nothing: one entry, look twice at what is typed by hand. */
export const defaultAccessOptions: AccessOptions = {
  entry: 'single',
  maxEntries: null,
  persons: 'one',
  checkOutAt: null,
  dayStartsAt: '00:00',
  includeUnpaid: false,
  addOnMatch: false,
  notOnList: 'refuse',
  byHand: 'confirm',
  rotation: 'off',
};

/** From which status an event may become another; a draft is never archived but a mistake can be taken back. */
const transitions: Readonly<Record<EventStatus, readonly EventStatus[]>> = {
  draft: ['published', 'archived'],
  published: ['draft', 'archived'],
  archived: ['draft'],
};

export function mayBecome(from: EventStatus, to: EventStatus): boolean {
  return transitions[from].includes(to);
}

/** A short name for addresses, made from the event's name; empty when nothing of it is Latin. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
