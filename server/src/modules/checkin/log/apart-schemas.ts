import Type, { type Static } from 'typebox';
import { id, instant, nullable, pageQuery } from '../../../platform/http/schemas.js';
import { scanSchema } from './door-schemas.js';

const strict = { additionalProperties: false } as const;
const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the row, in hexadecimal.' });

/** Why a row does not count by itself; `Quarantine` says what each means. */
const apartReasons = [
  'fork',
  'unreadable',
  'misplaced',
  'unknown_event',
  'id_taken',
  'revoked',
  'unconfirmed',
] as const;

export const apartSchema = Type.Object({
  deviceId: id,
  deviceName: Type.String(),
  seq: Type.Integer(),
  rowHash: hash,
  reason: Type.Enum([...apartReasons]),
  receivedAt: instant,
  mayCount: Type.Boolean({ description: 'The organiser may let it count.' }),
  scan: nullable(scanSchema),
  decision: nullable(
    Type.Object({
      counts: Type.Boolean(),
      note: Type.String(),
      at: instant,
      by: nullable(Type.String({ description: 'Name of who decided.' })),
    }),
  ),
});

export const apartQuery = Type.Object(
  {
    limit: pageQuery.properties.limit,
    after: pageQuery.properties.after,
    state: Type.Optional(
      Type.Enum(['waiting', 'decided', 'all'], {
        default: 'all',
        description: '`waiting`: nobody has decided yet.',
      }),
    ),
  },
  strict,
);

export const apartDecision = Type.Object(
  {
    counts: Type.Boolean({ description: 'True: it counts from now on, for good. False: it never happened.' }),
    note: Type.Optional(Type.String({ maxLength: 2_000, description: 'Why; kept with the decision.' })),
  },
  strict,
);

export const apartParams = Type.Object({ eventId: id, deviceId: id, rowHash: hash });

export type ApartRow = Static<typeof apartSchema>;
export type ApartQuery = Static<typeof apartQuery>;
export type ApartReason = (typeof apartReasons)[number];
