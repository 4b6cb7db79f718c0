import Type, { type Static } from 'typebox';
import { id, instant, nullable, pageQuery } from '../../../platform/http/schemas.js';
import { scanSchema } from './door-schemas.js';

const strict = { additionalProperties: false } as const;
const count = Type.Integer();

const narrowing = {
  gateId: Type.Optional(id),
  from: Type.Optional(instant),
  until: Type.Optional(instant),
};

const suspicionKinds = ['double', 'forged', 'copied'] as const;

export const suspicionQuery = Type.Object(
  {
    kind: Type.Optional(
      Type.Enum([...suspicionKinds], {
        description:
          '`double`: used already, or let in twice; `forged`: not signed by a key of the event; `copied`: a picture of a changing code, or a code that was issued again.',
      }),
    ),
    ...narrowing,
  },
  strict,
);

export const suspicionSchema = Type.Object({
  total: count,
  kinds: Type.Object({ double: count, forged: count, copied: count }),
  gates: Type.Array(Type.Object({ gateId: nullable(id), count })),
  hours: Type.Array(
    Type.Object({ from: Type.String({ format: 'date-time', description: 'Start of the hour.' }), count }),
    { description: 'At most 500, the latest.' },
  ),
  sources: Type.Array(
    Type.Object({
      orderReference: nullable(Type.String()),
      count,
      tickets: Type.Array(Type.Object({ id, name: Type.String() }), { description: 'At most 10.' }),
    }),
    {
      description:
        'Whose codes they were, order by order: of the 200 tickets that were seen most, the 50 orders with the most. A ticket without an order stands alone.',
    },
  ),
});

export const pairQuery = Type.Object(
  { limit: pageQuery.properties.limit, after: pageQuery.properties.after, ...narrowing },
  strict,
);

export const pairSchema = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Of the second scan.' }),
  minutesBetween: Type.Number(),
  minutesNeeded: Type.Integer({ description: 'From gate to gate, as the organiser says.' }),
  sure: Type.Boolean({ description: 'Also when both clocks were as wrong as they can have been.' }),
  first: scanSchema,
  second: scanSchema,
});

export const walkSchema = Type.Object(
  { gateA: id, gateB: id, minutes: Type.Integer({ minimum: 1, maximum: 1_440 }) },
  strict,
);

export const walksBody = Type.Object({ walks: Type.Array(walkSchema, { maxItems: 500 }) }, strict);

export type SuspicionQuery = Static<typeof suspicionQuery>;
export type Suspicion = Static<typeof suspicionSchema>;
export type PairQuery = Static<typeof pairQuery>;
export type Pair = Static<typeof pairSchema>;
export type Walk = Static<typeof walkSchema>;
