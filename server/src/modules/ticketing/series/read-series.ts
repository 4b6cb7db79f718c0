import Type, { type Static } from 'typebox';
import { id, instant, line, nullable } from '../../../platform/http/schemas.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { type Events, eventSchema } from '../../events/index.js';
import { listAllTicketTypes } from '../queries.js';
import { ticketTypeSchema } from '../schemas.js';

const { name, status } = eventSchema.properties;

export const seriesSchema = Type.Object({
  seriesId: nullable(Type.String({ format: 'uuid', description: 'Null: this event stands alone.' })),
  dates: Type.Array(Type.Object({ id, name, startsAt: instant, endsAt: nullable(instant), status }), {
    description: 'By their start.',
  }),
  passes: Type.Array(
    Type.Object({
      id,
      name,
      status,
      dateIds: Type.Array(id, { description: 'The dates that it is good for.' }),
      ticketTypes: Type.Array(
        Type.Object({
          ...Type.Pick(ticketTypeSchema, ['id', 'class', 'name', 'label', 'colour']).properties,
          listed: Type.Boolean({
            description: 'Whether an access list of the pass or of one of its dates names it.',
          }),
        }),
        { description: 'What access lists of its dates may name, by `class`.' },
      ),
    }),
  ),
});

const dateIds = Type.Array(id, { minItems: 1, maxItems: 400, uniqueItems: true });
export const newPass = Type.Object({ name: line(200), dateIds }, { additionalProperties: false });
export const passDates = Type.Object({ dateIds }, { additionalProperties: false });

export type SeriesAnswer = Static<typeof seriesSchema>;

/** @throws AppError platform.not_found */
export async function describeSeries(
  trx: ClosedTransaction,
  events: Events,
  eventId: string,
): Promise<SeriesAnswer> {
  const { seriesId, dates, passes } = await events.readSeries(trx, eventId);
  const types = await listAllTicketTypes(
    trx,
    passes.map((pass) => pass.id),
  );
  const listed = await events.readListedClasses(
    trx,
    passes.flatMap(({ id, dateIds }) => [id, ...dateIds]),
  );
  return {
    seriesId,
    dates: dates.map((date) => ({
      id: date.id,
      name: date.name,
      startsAt: date.startsAt.toISOString(),
      endsAt: date.endsAt?.toISOString() ?? null,
      status: date.status,
    })),
    passes: passes.map((pass) => ({
      id: pass.id,
      name: pass.name,
      status: pass.status,
      dateIds: [...pass.dateIds],
      ticketTypes: types
        .filter(({ eventId: of }) => of === pass.id)
        .map(({ eventId: _, ...type }) => ({
          ...type,
          listed: [pass.id, ...pass.dateIds].some((id) => listed.get(id)?.has(type.class)),
        })),
    })),
  };
}
