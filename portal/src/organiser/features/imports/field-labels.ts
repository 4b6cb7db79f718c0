import type { PlainKey } from '@gatehouse/shared/i18n';
import type { AttendeeField, ImportPreview } from './import-api.js';

export const fieldLabels: Readonly<Record<AttendeeField, PlainKey>> = {
  name: 'portal.edit.name',
  firstName: 'portal.import.firstName',
  lastName: 'portal.import.lastName',
  email: 'portal.signIn.email',
  language: 'portal.ticket.language',
  ticketType: 'portal.ticket.type',
  orderReference: 'portal.ticket.order',
  seat: 'portal.ticket.seat',
  note: 'portal.ticket.note',
  text1: 'portal.ticket.text1',
  text2: 'portal.ticket.text2',
  text3: 'portal.ticket.text3',
  validFrom: 'portal.type.validFrom',
  validUntil: 'portal.type.validUntil',
  externalId: 'portal.ticket.externalId',
  addOnTo: 'portal.ticket.addOnTo',
  barcode: 'portal.import.barcode',
  status: 'portal.import.status',
  paid: 'portal.import.paid',
  approved: 'portal.import.approved',
  entries: 'portal.import.entries',
  attention: 'portal.import.attention',
};

/** Names of programs, which are the same in every language; a list of no known program has none. */
export const sourceNames: Readonly<Record<ImportPreview['source'], string | undefined>> = {
  pretix: 'pretix',
  eventbrite: 'Eventbrite',
  hi_events: 'Hi.Events',
  other: undefined,
};

export const separatorLabels: Readonly<Record<string, PlainKey>> = {
  ',': 'portal.import.separator.comma',
  ';': 'portal.import.separator.semicolon',
  '\t': 'portal.import.separator.tab',
  '|': 'portal.import.separator.bar',
};
