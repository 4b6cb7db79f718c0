import { fromHex, fromUtf8, toUtf8 } from '@gatehouse/shared/bytes';
import { decodeHelp, type HelpCall, isHelpOf } from '@gatehouse/shared/protocol';
import { verifyP256 } from '@gatehouse/shared/signing';
import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { Device as AskingDevice } from '../../../platform/http/contexts.js';
import type { Live } from '../../../platform/live/live.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import type { HelpState, HelpTables } from './help-tables.js';

export interface HelpDeps {
  readonly events: Events;
  readonly live: Live;
  readonly sealer: Sealer;
}

/** A call as phones see it. */
export interface KeptCall {
  readonly id: string;
  readonly code: string;
  readonly state: HelpState;
  readonly stateAt: string;
  readonly stateBy: string | null;
}

const verify = verifyP256(crypto.subtle);

/** More than a supervisor could ever read; the newest ones count. */
const MOST_CALLS = 100;

/**
 * Keeps a call for help, once, whichever phone of its event brings it. What was said of it since stays.
 * @param code as the phone that calls has signed it
 * @throws AppError checkin.help_refused
 */
export async function keepCall(
  trx: ClosedTransaction,
  { events, live, sealer }: HelpDeps,
  { device, code }: { device: AskingDevice; code: string },
): Promise<void> {
  const { organisationId } = device;
  const call = await readCall(trx, code);
  const eventId = (await events.findIds(trx, [call.event])).get(call.event);
  if (eventId === undefined || !(await serve(trx, eventId, [call.device, device.deviceId])))
    throw new AppError(checkinErrors.helpRefused);
  const kept = await trx
    .$extendTables<HelpTables>()
    .insertInto('checkin.helpCall')
    .values({
      organisationId,
      id: call.id,
      eventId,
      deviceId: call.device,
      ticketHash: call.ticket === null ? null : Buffer.from(fromHex(call.ticket) ?? []),
      calledAt: new Date(Math.min(call.at, Date.now())),
      sealed: sealer.seal(toUtf8(code), contextOf(organisationId, call.id)),
      state: 'open',
      stateAt: sql<Date>`now()`,
      stateBy: null,
      sealedNote: null,
      closedBy: null,
    })
    .onConflict((conflict) => conflict.columns(['organisationId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept) await live.publish(trx, { organisationId, eventId, what: ['help'] });
}

/** @throws AppError checkin.help_refused: it makes no sense, or no phone in service has signed it */
async function readCall(trx: ClosedTransaction, code: string): Promise<HelpCall> {
  const said = decodeHelp(code);
  const author = said.ok ? await readDevice(trx, said.value.device) : undefined;
  if (!said.ok || author?.status !== 'active' || !(await isHelpOf(code, author.signKey, verify)))
    throw new AppError(checkinErrors.helpRefused);
  return said.value;
}

/**
 * The calls of the last day at the events of a phone, the newest first: all of them for a supervisor, anybody else
 * sees what became of their own. One that is settled stays for an hour.
 */
export async function listCalls(
  trx: ClosedTransaction,
  sealer: Sealer,
  { organisationId, deviceId }: AskingDevice,
): Promise<KeptCall[]> {
  const isSupervisor = (await readDevice(trx, deviceId))?.profile === 'supervisor';
  let query = trx
    .$extendTables<HelpTables & DeviceTables>()
    .selectFrom('checkin.helpCall as call')
    .select(['call.id', 'call.sealed', 'call.state', 'call.stateAt', 'call.stateBy'])
    .where('call.eventId', 'in', (events) =>
      events.selectFrom('checkin.deviceEvent').select('eventId').where('deviceId', '=', deviceId),
    )
    .where(sql<boolean>`call.created_at > now() - interval '1 day'`)
    .where(sql<boolean>`(call.state <> 'settled' or call.state_at > now() - interval '1 hour')`);
  if (!isSupervisor) query = query.where('call.deviceId', '=', deviceId);
  const rows = await query.orderBy('call.calledAt', 'desc').orderBy('call.id').limit(MOST_CALLS).execute();
  return rows.map(({ id, sealed, state, stateAt, stateBy }) => ({
    id,
    code: fromUtf8(sealer.open(sealed, contextOf(organisationId, id))) ?? '',
    state,
    stateAt: stateAt.toISOString(),
    stateBy,
  }));
}

/**
 * A supervisor takes a call, from another one too, or settles it; whoever called may settle it as well. What is settled
 * stays so: the same word again changes nothing.
 * @throws AppError platform.not_found, checkin.supervisors_only
 */
export async function noteState(
  trx: ClosedTransaction,
  live: Live,
  { device, callId, state }: { device: AskingDevice; callId: string; state: 'taken' | 'settled' },
): Promise<void> {
  const { organisationId, deviceId } = device;
  const db = trx.$extendTables<HelpTables>();
  const call = await db
    .selectFrom('checkin.helpCall')
    .select(['eventId', 'deviceId'])
    .where('id', '=', callId)
    .executeTakeFirst();
  const { eventId, deviceId: author } = found(call);
  if (!(await serve(trx, eventId, [deviceId]))) found(undefined);
  const isSupervisor = (await readDevice(trx, deviceId))?.profile === 'supervisor';
  if (!isSupervisor && !(author === deviceId && state === 'settled'))
    throw new AppError(checkinErrors.supervisorsOnly);
  await db
    .updateTable('checkin.helpCall')
    .set({ state, stateAt: sql<Date>`now()`, stateBy: deviceId })
    .where('id', '=', callId)
    .where('state', '!=', 'settled')
    .execute();
  await live.publish(trx, { organisationId, eventId, what: ['help'] });
}

function readDevice(trx: ClosedTransaction, deviceId: string) {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select(['status', 'profile', 'signKey'])
    .where('id', '=', deviceId)
    .executeTakeFirst();
}

async function serve(trx: ClosedTransaction, eventId: string, devices: readonly string[]): Promise<boolean> {
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent')
    .select('deviceId')
    .where('eventId', '=', eventId)
    .where('deviceId', 'in', [...devices])
    .execute();
  return rows.length === new Set(devices).size;
}

/** What the seal of a call is bound to. */
export function contextOf(organisationId: string, callId: string): string[] {
  return ['checkin.help_call', organisationId, callId];
}

/** The same of what was written when it was closed. */
export function noteContextOf(organisationId: string, callId: string): string[] {
  return [...contextOf(organisationId, callId), 'note'];
}
