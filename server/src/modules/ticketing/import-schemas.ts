import {
  type AttendeeField,
  attendeeFields,
  type ListEncoding,
  type ListSource,
} from '@gatehouse/shared/attendee-list';
import Type, { type Static } from 'typebox';
import { id, instant, nullable } from '../../platform/http/schemas.js';

const strict = { additionalProperties: false } as const;

/** The most columns that a list may have. */
export const mostColumns = 200;
export const mostRows = 100_000;
export const mostTypeNames = 200;

const field = Type.Unsafe<AttendeeField>(Type.Enum([...attendeeFields]));

const mapping = Type.Object(
  {
    headingLine: Type.Boolean({ description: 'Whether the first line names the columns.' }),
    columns: Type.Array(nullable(field), {
      minItems: 1,
      maxItems: mostColumns,
      description: 'What each column is, in order; null: left out. A field at most once.',
    }),
    defaultTicketTypeId: nullable(id),
    ticketTypes: Type.Array(
      Type.Object({ name: Type.String({ maxLength: 200 }), ticketTypeId: id }, strict),
      {
        maxItems: mostTypeNames,
        description: 'Ticket types for names that are not those of types of the event.',
      },
    ),
    createTicketTypes: Type.Boolean({
      description: 'Make a ticket type for every name that is still unknown.',
    }),
  },
  strict,
);

const column = Type.Object({
  heading: Type.String(),
  field: nullable(field),
  samples: Type.Array(Type.String(), { description: 'What the first rows say.' }),
  values: nullable(
    Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }), {
      description: 'All that it says, where that is little: to choose ticket types. Else null.',
    }),
  ),
});

const preview = Type.Object({
  encoding: Type.Unsafe<ListEncoding>(Type.String()),
  separator: Type.String(),
  source: Type.Unsafe<ListSource>(Type.Enum(['pretix', 'eventbrite', 'hi_events', 'other'])),
  headingLine: Type.Boolean(),
  rows: Type.Integer({ description: 'Rows below the headings.' }),
  columns: Type.Array(column),
});

const status = Type.Enum(['uploaded', 'queued', 'running', 'finished', 'cancelled', 'failed', 'expired']);

const counts = {
  processed: Type.Integer({ description: 'Rows that have been dealt with.' }),
  imported: Type.Integer({ description: 'New tickets.' }),
  changed: Type.Integer({ description: 'Tickets known before whose cells have changed.' }),
  unchanged: Type.Integer(),
  failed: Type.Integer({ description: 'Rows that were refused; `errors.csv` says why.' }),
};

export const importSchema = Type.Object({
  id,
  fileName: Type.String(),
  status,
  failure: nullable(Type.String({ description: 'The code of the error that ended it.' })),
  preview,
  mapping: nullable(mapping),
  ...counts,
  createdAt: instant,
  finishedAt: nullable(instant),
});

export const importParams = Type.Object({ eventId: id, importId: id });

export const newImportQuery = Type.Object(
  { fileName: Type.Optional(Type.String({ maxLength: 200, default: 'list.csv' })) },
  strict,
);

export const importStart = Type.Object({ mapping }, strict);

export type Import = Static<typeof importSchema>;
export type ImportStatus = Static<typeof status>;
export type ImportPreview = Static<typeof preview>;
export type ImportMapping = Static<typeof mapping>;
export type ImportCounts = Static<Type.TObject<typeof counts>>;
