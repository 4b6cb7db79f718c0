/**
 * What a column of a list can be. `status` can only cancel: a word that means "no longer coming" cancels the ticket,
 * any other leaves it as it is.
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
  'barcode',
  'status',
] as const;

export type GuestField = (typeof guestFields)[number];

/** Where a list comes from, told by its headings. */
export type ListSource = 'pretix' | 'eventbrite' | 'hi_events' | 'other';

/** The field of each column; null: not taken over. */
export type ColumnFields = readonly (GuestField | null)[];
