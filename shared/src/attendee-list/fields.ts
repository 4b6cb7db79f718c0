/**
 * What a column of a list can be. `status` is another program's: words that are known to cancel, to wait for a yes or
 * for money, do so; any other says nothing. `paid` and `approved` are yes or no, `entries` is a number, and anything else
 * in them is an error of the row; empty, they say nothing. `addOnTo` is the external id of the ticket that this one was added to.
 */
export const attendeeFields = [
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
  'paid',
  'approved',
  'entries',
  'attention',
] as const;

export type AttendeeField = (typeof attendeeFields)[number];

/** Where a list comes from, told by its headings. */
export type ListSource = 'pretix' | 'eventbrite' | 'hi_events' | 'other';

/** The field of each column; null: not taken over. */
export type ColumnFields = readonly (AttendeeField | null)[];
