import Type, { type Static } from 'typebox';
import { id, instant, nullable, pageQuery } from '../../../platform/http/schemas.js';

const strict = { additionalProperties: false } as const;
const count = Type.Integer();
const standings = ['stands', 'extra', 'stale', 'quarantined', 'undone'] as const;

const figures = {
  inside: Type.Integer({ description: 'People, those who were let in twice included.' }),
  expected: Type.Integer({ description: 'Tickets that are good here.' }),
  entries: Type.Integer({ description: 'People who went in, in all.' }),
  exits: count,
  lastTenMinutes: Type.Integer({ description: 'People who went in during the last ten minutes.' }),
};

export const doorSchema = Type.Object({
  at: instant,
  timeZone: Type.String(),
  total: Type.Object(figures),
  lists: Type.Array(Type.Object({ listId: id, ...figures })),
  quarters: Type.Array(
    Type.Object({
      gateId: nullable(id),
      from: Type.String({ format: 'date-time', description: 'Start of the quarter hour.' }),
      entries: count,
      exits: count,
    }),
  ),
  openConflicts: count,
});

export const doorQuery = Type.Object(
  {
    from: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Start of the quarter hours; 12 hours before `until`.',
      }),
    ),
    until: Type.Optional(
      Type.String({ format: 'date-time', description: 'Their end; now. At most 7 days.' }),
    ),
  },
  strict,
);

export const scanSchema = Type.Object({
  id,
  at: Type.String({ format: 'date-time', description: 'When it was, as far as the phone’s clocks tell.' }),
  earliest: instant,
  latest: nullable(instant),
  unsure: Type.Boolean({ description: 'The phone was not sure of its clock.' }),
  receivedAt: instant,
  deviceId: id,
  deviceName: Type.String(),
  seq: count,
  kind: Type.Enum(['scan', 'undo', 'bind', 'count']),
  listId: nullable(id),
  gateId: nullable(id),
  direction: nullable(Type.Enum(['in', 'out', 'check'])),
  how: nullable(Type.Enum(['camera', 'typed', 'medium', 'search'])),
  persons: count,
  result: nullable(Type.Enum(['admit', 'exit', 'confirm', 'refuse'])),
  reason: Type.String(),
  effect: Type.Enum(['none', 'entry', 'person', 'exit', 'check']),
  relation: nullable(Type.Enum(['answers', 'overrides', 'undoes'])),
  namedId: nullable(id),
  standing: Type.Enum([...standings]),
  sure: Type.Boolean({ description: 'No order within the bounds of the clocks says otherwise.' }),
  firstId: nullable(id),
  what: Type.String({ description: 'Of a stale scan: what was dead at its time.' }),
  ticket: nullable(
    Type.Object({
      id,
      name: Type.String(),
      ticketType: Type.String(),
      orderReference: nullable(Type.String()),
    }),
  ),
});

export const scanQuery = Type.Object(
  {
    limit: pageQuery.properties.limit,
    after: pageQuery.properties.after,
    gateId: Type.Optional(id),
    listId: Type.Optional(id),
    deviceId: Type.Optional(id),
    result: Type.Optional(Type.Enum(['admit', 'exit', 'confirm', 'refuse'])),
    reason: Type.Optional(Type.String({ maxLength: 100 })),
    direction: Type.Optional(Type.Enum(['in', 'out', 'check'])),
    standing: Type.Optional(Type.Enum([...standings])),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Words that are all in the ticket’s name, e-mail, order reference or external id.',
      }),
    ),
    from: Type.Optional(instant),
    until: Type.Optional(instant),
  },
  strict,
);

export const conflictSchema = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Of the scan that was one too many.' }),
  scanId: id,
  open: Type.Boolean({ description: 'False: later facts let the scan stand.' }),
  sure: Type.Boolean(),
  openedAt: instant,
  clearedAt: nullable(instant),
  timesOpened: count,
  note: nullable(Type.String()),
  notedAt: nullable(instant),
  notedBy: nullable(Type.String({ description: 'Name of who wrote the note.' })),
  resolvedAt: nullable(
    Type.String({
      format: 'date-time',
      description: 'When the note was written; null when nobody has looked since it turned.',
    }),
  ),
  extra: scanSchema,
  first: nullable(scanSchema),
});

const conflictStates = ['open', 'noted', 'cleared', 'all'] as const;

export const conflictQuery = Type.Object(
  {
    limit: pageQuery.properties.limit,
    after: pageQuery.properties.after,
    state: Type.Optional(
      Type.Enum([...conflictStates], {
        default: 'all',
        description:
          '`open`: nobody has looked at it as it is now; `noted`: somebody has; `cleared`: it is none any more.',
      }),
    ),
  },
  strict,
);

export const conflictNote = Type.Object(
  { note: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }) },
  strict,
);

export const doorParams = Type.Object({ eventId: id });
export const conflictParams = Type.Object({ eventId: id, scanId: id });

export type Door = Static<typeof doorSchema>;
export type DoorQuery = Static<typeof doorQuery>;
export type Scan = Static<typeof scanSchema>;
export type ScanQuery = Static<typeof scanQuery>;
export type Conflict = Static<typeof conflictSchema>;
export type ConflictQuery = Static<typeof conflictQuery>;
