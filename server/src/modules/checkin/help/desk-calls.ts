import { fromUtf8, toUtf8 } from '@gatehouse/shared/bytes';
import { decodeHelp } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Identity } from '../../identity/index.js';
import type { DoorTicket, Ticketing } from '../../ticketing/index.js';
import type { DeviceTables } from '../tables.js';
import type { DeskCall } from './desk-help-schemas.js';
import { contextOf, type HelpDeps, noteContextOf } from './help-calls.js';
import type { HelpTables } from './help-tables.js';

export interface DeskHelpDeps extends HelpDeps {
  readonly ticketing: Ticketing;
  readonly identity: Identity;
}

interface Desk {
  readonly organisationId: string;
  readonly eventId: string;
}

/** More than anybody reads; the newest ones count. */
const MOST_CALLS = 100;

/** The calls of an event as the portal shows them, newest first: those that wait, or those that are closed. */
export async function listDeskCalls(
  trx: ClosedTransaction,
  deps: DeskHelpDeps,
  { state, ...desk }: Desk & { readonly state: 'waiting' | 'closed' },
): Promise<DeskCall[]> {
  const rows = await selectCalls(trx, desk.eventId)
    .where('call.state', state === 'closed' ? '=' : '!=', 'settled')
    .orderBy(state === 'closed' ? 'call.stateAt' : 'call.calledAt', 'desc')
    .orderBy('call.id')
    .limit(MOST_CALLS)
    .execute();
  return describe(trx, deps, { ...desk, rows });
}

/**
 * Closes a call at a desk; one that is closed already gets the words, and stays closed since when it was.
 * @throws AppError platform.not_found
 */
export async function closeCall(
  trx: ClosedTransaction,
  deps: DeskHelpDeps,
  { callId, note, personId, ...desk }: Desk & { callId: string; note: string; personId: string },
): Promise<DeskCall> {
  const { organisationId, eventId } = desk;
  const words = note.trim();
  const sealedNote =
    words === '' ? null : deps.sealer.seal(toUtf8(words), noteContextOf(organisationId, callId));
  const closed = await trx
    .$extendTables<HelpTables>()
    .updateTable('checkin.helpCall')
    .set({
      stateAt: sql<Date>`case when state = 'settled' then state_at else now() end`,
      state: 'settled',
      sealedNote,
      closedBy: personId,
    })
    .where('eventId', '=', eventId)
    .where('id', '=', callId)
    .returning('id')
    .executeTakeFirst();
  found(closed);
  await deps.live.publish(trx, { organisationId, eventId, what: ['help'] });
  const rows = await selectCalls(trx, eventId).where('call.id', '=', callId).execute();
  return found((await describe(trx, deps, { ...desk, rows }))[0]);
}

function selectCalls(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<HelpTables & DeviceTables>()
    .selectFrom('checkin.helpCall as call')
    .innerJoin('checkin.device as device', (join) =>
      join
        .onRef('device.organisationId', '=', 'call.organisationId')
        .onRef('device.id', '=', 'call.deviceId'),
    )
    .leftJoin('checkin.device as helper', (join) =>
      join.onRef('helper.organisationId', '=', 'call.organisationId').onRef('helper.id', '=', 'call.stateBy'),
    )
    .select(['call.id', 'call.calledAt', 'call.ticketHash', 'call.sealed', 'call.state', 'call.stateAt'])
    .select(['call.sealedNote', 'call.closedBy', 'device.name as deviceName', 'helper.name as helperName'])
    .where('call.eventId', '=', eventId);
}

type CallRow = Awaited<ReturnType<ReturnType<typeof selectCalls>['execute']>>[number];

async function describe(
  trx: ClosedTransaction,
  { ticketing, identity, sealer }: DeskHelpDeps,
  { organisationId, eventId, rows }: Desk & { readonly rows: readonly CallRow[] },
): Promise<DeskCall[]> {
  const hashes = rows.flatMap(({ ticketHash }) => ticketHash ?? []);
  const tickets = await ticketing.readDoorTickets(trx, eventId, hashes);
  const byHash = new Map(tickets.map((ticket) => [ticket.hash.toString('hex'), ticket]));
  const names = await identity.namesOf(trx, [...new Set(rows.flatMap(({ closedBy }) => closedBy ?? []))]);
  return rows.flatMap((row) => {
    const said = decodeHelp(open(sealer, row.sealed, contextOf(organisationId, row.id)));
    if (!said.ok) return [];
    const { listId, gateId, direction, result, reason, note } = said.value;
    const ticket = row.ticketHash === null ? undefined : byHash.get(row.ticketHash.toString('hex'));
    return [
      {
        ...{ id: row.id, deviceName: row.deviceName, calledAt: row.calledAt.toISOString() },
        ...{ listId, gateId, direction, result, reason, note, ticket: ticketOf(ticket) },
        ...{ state: row.state, stateAt: row.stateAt.toISOString(), helperName: row.helperName },
        closedBy: names.get(row.closedBy ?? '') ?? null,
        closingNote:
          row.sealedNote === null
            ? null
            : open(sealer, row.sealedNote, noteContextOf(organisationId, row.id)),
      },
    ];
  });
}

function open(sealer: Sealer, sealed: Buffer, context: string[]): string {
  return fromUtf8(sealer.open(sealed, context)) ?? '';
}

function ticketOf(ticket: DoorTicket | undefined): DeskCall['ticket'] {
  if (ticket === undefined) return null;
  const { id, name, ticketType, orderReference } = ticket;
  return { id, name, ticketType, orderReference };
}
