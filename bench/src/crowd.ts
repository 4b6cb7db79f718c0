import { sql } from 'kysely';
import type { BenchGatehouse } from './start.js';

/** An event with eight ticket types. */
export interface Crowd {
  readonly eventId: string;
  readonly publicNumber: number;
  readonly typeIds: readonly string[];
}

const rowsAtOnce = 50_000;

export async function newCrowd({ send }: BenchGatehouse): Promise<Crowd> {
  const event = { name: 'Bench', place: 'Here', timeZone: 'UTC', startsAt: '2027-07-01T18:00:00Z' };
  const { id, publicNumber } = (await send('POST', '/api/v1/events', event)) as {
    id: string;
    publicNumber: number;
  };
  const typeIds: string[] = [];
  for (let type = 0; type < 8; type++) {
    const made = await send('POST', `/api/v1/events/${id}/ticket-types`, { name: `Type ${type}` });
    typeIds.push((made as { id: string }).id);
  }
  const ticket = { ticketTypeId: typeIds[0], name: 'First' };
  await send('POST', `/api/v1/events/${id}/tickets`, ticket);
  return { eventId: id, publicNumber, typeIds };
}

/**
 * Adds tickets as they are after some weeks of selling, past the signing of their codes, which takes long and which
 * no manifest reads: types of very different sizes, one in 33 cancelled, one in 50 re-issued.
 */
export async function fillTickets(
  { app, organisationId }: BenchGatehouse,
  { eventId, typeIds }: Crowd,
  count: number,
): Promise<void> {
  for (let done = 1; done < count; done += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, count - done);
    await app.platform.tenancy.run({ organisationId }, (trx) =>
      sql`with moved as (update ticketing.feed set count = count + ${rows} where event_id = ${eventId}
          returning count - ${rows} as before, start)
        insert into ticketing.ticket (organisation_id, event_id, ticket_type_id, test, number, hash, short_bits,
          generation, kid, code_class, code_hash, state, attention, name, texts, search_text, feed_start, feed_count)
        select ${organisationId}, ${eventId}, (${[...typeIds]}::uuid[])[(1 + floor(8 * random() ^ 2))::int], false,
          number, number, ('x' || encode(number, 'hex'))::bit(45)::bigint,
          (random() < 0.02)::int, 0, 0, sha256(number), case when random() < 0.03 then 'cancelled' else 'good' end,
          false, '', '{}', '', moved.start, moved.before + index
        from moved, (select index,
            substring(sha256(convert_to(${eventId} || ' ' || (index + ${done}), 'utf8')) for 8) as number
          from generate_series(1, ${rows}) as index) as drawn`.execute(trx),
    );
  }
}

/** Marks some tickets, as a day of corrections does. */
export async function changeTickets(
  { app, organisationId }: BenchGatehouse,
  { eventId }: Crowd,
  count: number,
): Promise<void> {
  await app.platform.tenancy.run({ organisationId }, (trx) =>
    sql`with moved as (update ticketing.feed set count = count + ${count} where event_id = ${eventId}
        returning count - ${count} as before, start),
      chosen as (select id, row_number() over (order by hash) as index from ticketing.ticket
        where event_id = ${eventId} order by hash limit ${count})
      update ticketing.ticket as ticket set attention = true, feed_start = moved.start,
        feed_count = moved.before + chosen.index
      from moved, chosen where ticket.id = chosen.id`.execute(trx),
  );
}
