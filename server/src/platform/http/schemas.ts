import Type, { type TSchema } from 'typebox';
import './text-formats.js';

/** The one success shape: `{ "data": … }`. */
export function dataOf<T extends TSchema>(schema: T) {
  return Type.Object({ data: schema });
}

/** The one list shape: a page and where the next one starts. */
export function listOf<T extends TSchema>(schema: T) {
  return Type.Object({ data: Type.Array(schema), page: pageSchema });
}

const pageSchema = Type.Object({
  limit: Type.Integer(),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'Opaque; send it as `after` to read on. Null on the last page.',
  }),
  total: Type.Optional(Type.Integer({ description: 'Only with `?total=true`.' })),
});

/** Query parameters of every list. */
export const pageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    after: Type.Optional(Type.String({ maxLength: 200, description: '`page.next` of the page before' })),
    total: Type.Optional(Type.Boolean({ default: false })),
  },
  { additionalProperties: false },
);

/** RFC 9457 with a stable `code` and the wrong fields. */
export const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.String({ description: 'The id of this request, as in the log.' }),
    code: Type.String(),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() })),
    ),
  },
  { $id: 'Problem' },
);

const always = [400, 413, 415, 429, 500, 503];

/**
 * The `response` schemas of a route: its successes, the statuses that any route may answer with, and the
 * further error statuses that it names.
 */
export function answers<T extends Record<number, TSchema>>(successes: T, ...errorStatuses: number[]): T {
  const problem = {
    description: 'Error',
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  };
  const problems = Object.fromEntries([...always, ...errorStatuses].map((status) => [status, problem]));
  // Handlers return successes; errors are thrown and shaped in one place, so their types would only be in the way.
  return { ...problems, ...successes } as T;
}

/** The answer of a route that has nothing to say (204). */
export const nothing = Type.Null({ description: 'Done.' });

/** A point in time with an offset, e.g. 2026-07-01T18:00:00Z. */
export const instant = Type.String({ format: 'date-time', description: 'RFC 3339 with offset' });
export const id = Type.String({ format: 'uuid' });

/** A short line of text that is not blank. */
export function line(maxLength: number) {
  return Type.String({ minLength: 1, maxLength, pattern: '\\S' });
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}
