import { formSchemas } from '@gatehouse/shared/api';
import { isLocale } from '@gatehouse/shared/i18n';
import type { FormSchema } from '../../../forms/check-entries.js';
import { linesOf } from '../../../forms/lines-of.js';
import { instantOf, localOf } from '../../../forms/local-time.js';
import { entriesOfTexts, schemaOfTexts, type TextEntries, textsOf } from '../../../forms/three-texts.js';
import type { Ticket } from './ticket-api.js';

/** What the form of a ticket holds. A type, because it has the index signature that entries need. */
export type TicketEntries = TextEntries & {
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly ticketTypeId: string;
  readonly orderReference: string;
  readonly seat: string;
  readonly note: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly externalId: string;
  /** One on each line. */
  readonly barcodes: string;
  /** The barcodes may belong to other tickets too; asked each time, because it is said of those that are new. */
  readonly shareBarcodes: boolean;
  /** Empty: it was added to none. */
  readonly parentId: string;
  readonly attention: boolean;
};

/** @param onlyType the ticket type of a new ticket where there is nothing to choose; else empty */
export function entriesOf(ticket: Ticket | undefined, timeZone: string, onlyType: string): TicketEntries {
  return {
    name: ticket?.name ?? '',
    email: ticket?.email ?? '',
    language: ticket?.language ?? '',
    ticketTypeId: ticket?.ticketTypeId ?? onlyType,
    orderReference: ticket?.orderReference ?? '',
    seat: ticket?.seat ?? '',
    note: ticket?.note ?? '',
    ...entriesOfTexts(ticket?.texts),
    validFrom: localOf(ticket?.validFrom, timeZone),
    validUntil: localOf(ticket?.validUntil, timeZone),
    externalId: ticket?.externalId ?? '',
    barcodes: ticket?.barcodes.join('\n') ?? '',
    shareBarcodes: false,
    parentId: ticket?.parentId ?? '',
    attention: ticket?.attention ?? false,
  };
}

/** What is sent: times are those of the event's clock, and an empty entry is none. */
export function fieldsOf(entries: TicketEntries, timeZone: string) {
  const { language } = entries;
  return {
    name: entries.name.trim(),
    email: textOf(entries.email),
    language: isLocale(language) ? language : null,
    ticketTypeId: entries.ticketTypeId,
    orderReference: textOf(entries.orderReference),
    seat: textOf(entries.seat),
    note: textOf(entries.note),
    texts: textsOf(entries),
    validFrom: instantOf(entries.validFrom, timeZone),
    validUntil: instantOf(entries.validUntil, timeZone),
    externalId: textOf(entries.externalId),
    barcodes: linesOf(entries.barcodes.split('\n')),
    ...(entries.shareBarcodes ? { shareBarcodes: true } : {}),
    parentId: textOf(entries.parentId),
    attention: entries.attention,
  };
}

function textOf(entry: string): string | null {
  return entry.trim() === '' ? null : entry.trim();
}

/** The limits of the request, for a form that has three texts where the request has a list. */
export function ticketSchema(isNew: boolean): FormSchema {
  const { properties } = isNew ? formSchemas.newTicket : formSchemas.ticketChanges;
  const { texts, barcodes: _checkedByTheServer, ...rest } = properties;
  return {
    properties: { ...rest, ...schemaOfTexts(texts) },
    // The API makes a name of first and last name, which this form does not ask for.
    required: ['name', 'ticketTypeId'],
  };
}
