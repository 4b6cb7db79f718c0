import { formSchemas } from '@gatehouse/shared/api';
import type { FormSchema } from '../../../forms/check-entries.js';
import { instantOf, localOf } from '../../../forms/local-time.js';
import { entriesOfTexts, schemaOfTexts, type TextEntries, textsOf } from '../../../forms/three-texts.js';
import type { TicketType, TicketTypeFields } from './ticket-type-api.js';

/** Colours that are told apart at a glance, also by those who see no red or green beside each other. */
export const typeColours = [
  '#1f6feb',
  '#d9622b',
  '#1a7f37',
  '#8250df',
  '#d4a72c',
  '#0f8b8d',
  '#c2255c',
  '#57606a',
] as const;

/** What the form of a ticket type holds. A type, because it has the index signature that entries need. */
export type TicketTypeEntries = TextEntries & {
  readonly name: string;
  readonly label: string;
  readonly colour: string;
  readonly zoneIds: readonly string[];
  readonly validFrom: string;
  readonly validUntil: string;
};

/** @param others the types that there are: a new one gets a colour that none of them has */
export function entriesOf(
  type: TicketType | undefined,
  timeZone: string,
  others: readonly TicketType[],
): TicketTypeEntries {
  return {
    name: type?.name ?? '',
    label: type?.label ?? '',
    colour: type?.colour ?? freeColour(others),
    ...entriesOfTexts(type?.texts),
    zoneIds: type?.zoneIds ?? [],
    validFrom: localOf(type?.validFrom, timeZone),
    validUntil: localOf(type?.validUntil, timeZone),
  };
}

function freeColour(others: readonly TicketType[]): string {
  const taken = others.map(({ colour }) => colour);
  return typeColours.find((colour) => !taken.includes(colour)) ?? typeColours[0];
}

/** The limits of the request, for a form that has three texts where the request has a list. */
export function ticketTypeSchema(): FormSchema {
  const { texts, ...properties } = formSchemas.ticketType.properties;
  return {
    ...formSchemas.ticketType,
    properties: { ...properties, ...schemaOfTexts(texts) },
  };
}

/** What is sent: times are those of the event's clock. */
export function fieldsOf(entries: TicketTypeEntries, timeZone: string) {
  return {
    name: entries.name.trim(),
    label: entries.label.trim(),
    colour: entries.colour,
    texts: textsOf(entries),
    zoneIds: [...entries.zoneIds],
    validFrom: instantOf(entries.validFrom, timeZone),
    validUntil: instantOf(entries.validUntil, timeZone),
  } satisfies TicketTypeFields;
}
