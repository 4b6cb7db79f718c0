import Type, { type Static } from 'typebox';
import { id, instant, line, nullable, pageQuery } from '../../platform/http/schemas.js';
import { localeSchema } from '../../platform/http/text-formats.js';
import { noEntryLimit, payments, ticketStates } from './rules.js';

const strict = { additionalProperties: false } as const;

/** The most that each text of a ticket holds, in UTF-16 units; imports obey the same. */
export const longest = {
  name: 200,
  firstName: 100,
  lastName: 100,
  email: 254,
  orderReference: 100,
  seat: 80,
  note: 1000,
  text: 200,
  externalId: 100,
  barcode: 500,
} as const;

const state = Type.Enum([...ticketStates], {
  description:
    'Only a `good` ticket is let in. `held`: its payment is disputed. `unapproved`: it waits for the organiser’s yes.',
});
const payment = Type.Enum([...payments], {
  description:
    'An `unpaid` ticket is refused, or let in after a yes where the access list includes unpaid ones; one that is `good-though-unpaid` is let in as if it was paid.',
});

/** What the door knows of a ticket beside its state. */
const marks = {
  payment,
  entries: Type.Integer({
    minimum: 0,
    maximum: noEntryLimit,
    description: 'Entries allowed on each access list. 0: as the list says; 255: no limit.',
  }),
  attention: Type.Boolean({ description: 'The gate is told to look twice.' }),
  answersMissing: Type.Boolean({
    description: 'The door asks the questions of its lists; false: they were answered elsewhere.',
  }),
};

const text = (maxLength: number) => nullable(Type.String({ maxLength }));

const details = {
  firstName: text(longest.firstName),
  lastName: text(longest.lastName),
  email: nullable(Type.String({ format: 'email', maxLength: longest.email })),
  language: nullable(localeSchema),
  orderReference: text(longest.orderReference),
  seat: text(longest.seat),
  note: text(longest.note),
  texts: Type.Array(Type.String({ maxLength: longest.text }), {
    maxItems: 3,
    description: 'Shown at the gate.',
  }),
  validFrom: nullable(instant),
  validUntil: nullable(instant),
  externalId: nullable(line(longest.externalId)),
  parentId: nullable(Type.String({ ...id, description: 'The ticket that it was added to, and dies with.' })),
  ...marks,
  barcodes: Type.Array(Type.String({ minLength: 1, maxLength: longest.barcode }), {
    maxItems: 10,
    description: 'Codes printed by somebody else that let this ticket in as well.',
  }),
};

const shareBarcodes = Type.Optional(
  Type.Boolean({
    description: 'The barcodes may belong to other tickets too; at the gate the one that is usable counts.',
  }),
);

const input = {
  ...details,
  ticketTypeId: id,
  name: Type.String({
    maxLength: longest.name,
    description: 'As it is to be shown; without one it is made of first and last name.',
  }),
};

export const ticketSchema = Type.Object({
  id,
  ticketTypeId: id,
  state,
  test: Type.Boolean({ description: 'For trying out: signed with a key of its own.' }),
  name: Type.String(),
  ...details,
  // Another program may have named a language that Gatehouse does not speak any more.
  language: nullable(Type.String()),
  email: nullable(Type.String()),
  externalId: nullable(Type.String()),
  generation: Type.Integer({ description: 'How often it was re-issued; only the last code is alive.' }),
  createdAt: instant,
  updatedAt: instant,
});

export const newTicket = Type.Object(
  {
    ...Type.Partial(Type.Object(input)).properties,
    ticketTypeId: id,
    test: Type.Optional(Type.Boolean({ default: false })),
    shareBarcodes,
  },
  strict,
);

export const ticketChanges = Type.Object(
  { ...Type.Partial(Type.Object(input)).properties, shareBarcodes },
  { ...strict, minProperties: 1 },
);
export const ticketParams = Type.Object({ eventId: id, ticketId: id });

export const ticketQuery = Type.Object(
  {
    ...pageQuery.properties,
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Words that are all in name, e-mail, order reference or external id.',
      }),
    ),
    ticketTypeId: Type.Optional(id),
    state: Type.Optional(state),
    payment: Type.Optional(payment),
    parentId: Type.Optional(Type.String({ ...id, description: 'Only what was added to this ticket.' })),
  },
  strict,
);

export const stateChange = Type.Object({ state }, strict);

/** The most tickets that one request changes. */
const mostAtOnce = 1000;

export const doorStateChange = Type.Object(
  {
    ticketIds: Type.Array(id, { minItems: 1, maxItems: mostAtOnce, uniqueItems: true }),
    ...Type.Partial(Type.Object({ state, ...marks })).properties,
  },
  strict,
);

export const changedTickets = Type.Object({
  changed: Type.Integer({ description: 'How many of them were not so before.' }),
});

export const ticketCodeSchema = Type.Object({
  code: Type.String({ description: '122 characters for a QR code: version 5, level M.' }),
  shortCode: Type.String({ description: '12 characters for typing.' }),
  generation: Type.Integer(),
  pagePath: Type.String({
    description: 'Path of the page that the attendee opens. Whoever knows it has the ticket.',
  }),
});

const keyStatus = Type.Enum(['active', 'list-only', 'dead'], {
  description:
    '`active`: its codes are good. `list-only`: only those that the list names, in exactly their generation. `dead`: none.',
});

export const keySchema = Type.Object({
  id,
  kid: Type.Integer({ description: 'Stands in every code; never used again within the event.' }),
  test: Type.Boolean(),
  status: keyStatus,
  /** Phones know it before; from here on it signs tickets, until a newer key does. */
  usableFrom: instant,
  signs: Type.Boolean({ description: 'Whether the next ticket is signed by it.' }),
  publicKey: Type.String({ description: 'Ed25519, 32 bytes as base64url' }),
  tickets: Type.Integer({ description: 'Tickets whose present code it signed.' }),
  createdAt: instant,
});

export const keyParams = Type.Object({ eventId: id, keyId: id });
export const keyRotation = Type.Object(
  {
    test: Type.Optional(Type.Boolean({ default: false })),
    leaked: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'The key that signs now is known to others: the new one signs at once, and the old one is good only for codes on the list. A phone that has been offline since before takes new codes for strangers, as its access list treats them.',
      }),
    ),
  },
  strict,
);
export const keyStatusChange = Type.Object({ status: Type.Enum(['list-only', 'dead']) }, strict);

export type Ticket = Static<typeof ticketSchema>;
export type NewTicket = Static<typeof newTicket>;
export type TicketChanges = Static<typeof ticketChanges>;
export type TicketQuery = Static<typeof ticketQuery>;
export type TicketKey = Static<typeof keySchema>;
