import Type, { type Static } from 'typebox';
import { id, instant, line, nullable } from '../../platform/http/schemas.js';
import { longest } from './ticket-schemas.js';

const strict = { additionalProperties: false } as const;

const fields = {
  name: line(80),
  label: Type.String({ maxLength: 20, description: 'Short text that a gate shows; empty: the name.' }),
  colour: Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'Stripe on the verdict, e.g. #1f6feb' }),
  texts: Type.Array(line(longest.text), {
    maxItems: 3,
    description: 'Lines that a gate shows, behind those of the ticket; at most three together.',
  }),
  zoneIds: Type.Array(id, { maxItems: 100, uniqueItems: true, description: 'Zones it is meant for.' }),
  validFrom: nullable(instant),
  validUntil: nullable(instant),
};

export const ticketTypeSchema = Type.Object({
  id,
  class: Type.Integer({ description: 'Index into the manifest’s class table; never given to another type.' }),
  ...fields,
});

export const newTicketType = Type.Object(
  { ...Type.Partial(Type.Object(fields)).properties, name: fields.name },
  strict,
);

export const ticketTypeChanges = Type.Partial(Type.Object(fields), { ...strict, minProperties: 1 });
export const ticketTypeParams = Type.Object({ eventId: id, ticketTypeId: id });
export const eventParams = Type.Object({ eventId: id });

export const savedTicketType = Type.Object({
  ...ticketTypeSchema.properties,
  phoneEffects: Type.Array(
    Type.String({ description: 'A code for what this edit means for phones at the door.' }),
  ),
});

export type TicketType = Static<typeof ticketTypeSchema>;
export type NewTicketType = Static<typeof newTicketType>;
export type TicketTypeChanges = Static<typeof ticketTypeChanges>;
