import { instantToZoned } from '@gatehouse/shared/i18n';
import { type SqlBool, sql } from 'kysely';
import Type from 'typebox';
import { defineEvent } from '../../../platform/outbox/event.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readCut } from './cut.js';
import { readTicketsPosition } from './feed-position.js';
import type { ManifestTables } from './tables.js';

/** It is night at an event, nobody scans there, and its ticket list has pages that a cut would take up. */
export const nightCame = defineEvent('checkin.night_came', Type.Object({ eventId: Type.String() }));

const HOUR_MS = 3_600_000;
/** By the event's own clocks, from the first hour up to and without the other: doors are shut, nobody loads a phone. */
const nightHours = { from: 4, until: 7 };
/** Where somebody was scanned so short a time ago it is no night yet. */
const quietForMs = HOUR_MS;
/** Phones are loaded days before; who loads one earlier than that gets a cut of its own size anyway. */
const soonMs = 14 * 24 * HOUR_MS;
const overForMs = 24 * HOUR_MS;

export interface NightDeps {
  readonly tenancy: Tenancy;
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/**
 * Asks once a night, for each event of the organisation that is on or comes soon, that its list be cut anew. Any
 * number of processes may ask at once, however often: the night is written down with what it asks for.
 * @param at milliseconds since 1970
 */
export function noticeNight(
  { tenancy, ...deps }: NightDeps,
  organisationId: string,
  at: number,
): Promise<void> {
  return tenancy.run({ organisationId }, async (trx) => {
    const range = { from: new Date(at - overForMs), until: new Date(at + soonMs) };
    for (const { id, timeZone } of await deps.events.listBetween(trx, range)) {
      const night = nightAt(at, timeZone);
      if (night === undefined || !(await isWorthCutting(trx, deps, { eventId: id, at }))) continue;
      if (await noteNight(trx, id, night))
        await publish(trx, nightCame, { organisationId, payload: { eventId: id } });
    }
  });
}

/** @returns the day whose early morning it is by the clocks of the zone; undefined: it is no night there */
function nightAt(at: number, timeZone: string): string | undefined {
  const [day = '', time = ''] = instantToZoned(new Date(at), timeZone).split('T');
  const hour = Number(time.slice(0, 2));
  return hour >= nightHours.from && hour < nightHours.until ? day : undefined;
}

async function isWorthCutting(
  trx: ClosedTransaction,
  { ticketing }: Pick<NightDeps, 'ticketing'>,
  { eventId, at }: { readonly eventId: string; readonly at: number },
): Promise<boolean> {
  const cut = await readCut(trx, eventId);
  if (!cut) return false;
  const now = await readTicketsPosition(trx, ticketing, eventId);
  const hasGrown = cut.start !== now.start || now.count > cut.count;
  return hasGrown && (await isQuiet(trx, eventId, at));
}

/** Whoever keeps scans moves the event's feed of scans. */
async function isQuiet(trx: ClosedTransaction, eventId: string, at: number): Promise<boolean> {
  const { rows } = await sql<{ quiet: boolean }>`
    select updated_at < ${new Date(at - quietForMs)}::timestamptz as quiet
    from checkin.feed where event_id = ${eventId}::uuid`.execute(trx);
  return rows[0]?.quiet ?? true;
}

/** @returns whether this call is the first of the night: who comes at once waits for the row, and finds it written */
async function noteNight(trx: ClosedTransaction, eventId: string, night: string): Promise<boolean> {
  const noted = await trx
    .$extendTables<ManifestTables>()
    .updateTable('checkin.cut')
    .set({ night })
    .where('eventId', '=', eventId)
    .where(sql<SqlBool>`night is distinct from ${night}::date`)
    .executeTakeFirst();
  return noted.numUpdatedRows === 1n;
}
