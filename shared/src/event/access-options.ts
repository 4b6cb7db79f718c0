/** What a list does with something that it could also turn away. */
type Policy = 'admit' | 'confirm' | 'refuse';

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
  readonly byMedium: Policy;
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
  byMedium: 'admit',
  rotation: 'off',
};
