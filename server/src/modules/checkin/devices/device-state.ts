import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { Device as AskingDevice } from '../../../platform/http/contexts.js';
import type { Live } from '../../../platform/live/live.js';
import { issueLiveTicket } from '../../../platform/live/live-tickets.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Event, Events } from '../../events/index.js';
import type { Organisations } from '../../organisations/index.js';
import { checkinErrors } from '../errors.js';
import type { DeviceProfile } from '../rules.js';
import type { DeviceTables } from '../tables.js';
import { eventsOfDevice } from './device-queries.js';
import { settingsForPhone } from './door-settings.js';
import type { DeviceState } from './schemas.js';

export interface StateDeps {
  readonly events: Events;
  readonly organisations: Organisations;
  readonly live: Live;
}

/** What a phone must know of itself. Events are told to confirmed phones only. */
export async function readDeviceState(
  trx: ClosedTransaction,
  deps: StateDeps,
  deviceId: string,
): Promise<DeviceState> {
  const device = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select(['name', 'status', 'profile'])
    .where('id', '=', deviceId)
    .executeTakeFirst();
  const { name, status, profile } = found(device);
  const organisation = found(await deps.organisations.current(trx));
  const events = status === 'active' ? await eventsInService(trx, deps.events, { deviceId, profile }) : [];
  return {
    deviceId,
    name,
    status,
    profile,
    gateId: events[0]?.gateId ?? null,
    organisationName: organisation.name,
    serverTime: new Date().toISOString(),
    events: events.map(({ event, gateId, settings }) => ({
      id: event.id,
      number: event.publicNumber,
      name: event.name,
      place: event.place,
      timeZone: event.timeZone,
      startsAt: event.startsAt,
      endsAt: event.endsAt,
      status: event.status,
      gateId,
      settings,
    })),
  };
}

/** The phone says that it has handed over what it recorded, and forgotten all else. */
export async function noteWiped(trx: ClosedTransaction, live: Live, device: AskingDevice): Promise<void> {
  const { organisationId, deviceId } = device;
  await trx
    .$extendTables<DeviceTables>()
    .updateTable('checkin.device')
    .set({ wipedAt: sql<Date>`coalesce(wiped_at, now())` })
    .where('id', '=', deviceId)
    .execute();
  for (const { eventId } of await eventsOfDevice(trx, deviceId))
    await live.publish(trx, { organisationId, eventId, what: ['synced'] });
}

/** A waiting phone hears of itself alone. @throws AppError checkin.device_revoked */
export async function issueDeviceTicket(
  trx: ClosedTransaction,
  events: Events,
  device: AskingDevice,
): Promise<{ ticket: string; expiresInSeconds: number }> {
  const { organisationId, deviceId, status } = device;
  if (status === 'revoked') throw new AppError(checkinErrors.deviceRevoked);
  const placed = status === 'active' ? await placedEvents(trx, events, deviceId) : [];
  return issueLiveTicket(trx, {
    organisationId,
    id: deviceId,
    device: true,
    events: placed.map(({ event }) => ({ id: event.id, number: event.publicNumber })),
  });
}

async function eventsInService(
  trx: ClosedTransaction,
  events: Events,
  { deviceId, profile }: { deviceId: string; profile: DeviceProfile },
) {
  const told = [];
  for (const { event, gateId } of await placedEvents(trx, events, deviceId))
    told.push({ event, gateId, settings: await settingsForPhone(trx, event.id, profile === 'kiosk') });
  return told;
}

/** By their start. */
async function placedEvents(
  trx: ClosedTransaction,
  events: Events,
  deviceId: string,
): Promise<{ event: Event; gateId: string | null }[]> {
  const placed: { event: Event; gateId: string | null }[] = [];
  for (const { eventId, gateId } of await eventsOfDevice(trx, deviceId))
    placed.push({ event: await events.read(trx, eventId), gateId });
  return placed.sort((a, b) => Date.parse(a.event.startsAt) - Date.parse(b.event.startsAt));
}
