/**
 * What a column of a list can be. `status` can only cancel: a word that means "no longer coming" cancels the ticket,
 * any other leaves it as it is. `addOnTo` is the external id of the ticket that this one was added to.
 */
export const guestFields = [
  'name',
  'firstName',
  'lastName',
  'email',
  'language',
  'ticketType',
  'orderReference',
  'seat',
  'note',
  'text1',
  'text2',
  'text3',
  'validFrom',
  'validUntil',
  'externalId',
  'addOnTo',
  'barcode',
  'status',
] as const;

export type GuestField = (typeof guestFields)[number];

/** Where a list comes from, told by its headings. */
export type ListSource = 'pretix' | 'eventbrite' | 'hi_events' | 'other';

/** The field of each column; null: not taken over. */
export type ColumnFields = readonly (GuestField | null)[];
