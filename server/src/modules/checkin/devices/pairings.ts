import { encodePairingLink } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import { type Page, type PageRequest, pageById } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { requireDoor } from '../require-door.js';
import { type DeviceProfile, pairingMinutes } from '../rules.js';
import type { DeviceTables } from '../tables.js';
import { readDevice } from './device-queries.js';
import type { DoorKeys } from './door-keys.js';
import { keepPairingCode, type PairingCodes } from './pairing-codes.js';
import type { PairingName, PairingSecrets } from './pairing-secrets.js';
import type { NewPairing, Pairing } from './schemas.js';

export interface PairingDeps {
  readonly events: Events;
  readonly doorKeys: DoorKeys;
  readonly secrets: PairingSecrets;
  readonly codes: PairingCodes;
  publicUrl(): string;
}

/** Offers to pair one phone within ten minutes. @throws AppError events.unknown_gate, events.archived, checkin.no_door */
export async function offerPairing(
  trx: ClosedTransaction,
  deps: PairingDeps,
  call: { organisationId: string; eventId: string; input: NewPairing },
): Promise<{ id: string; expiresAt: string; doorKey: string }> {
  const { organisationId, eventId, input } = call;
  await deps.events.lockForEdit(trx, eventId);
  await requireDoor(trx, deps.events, eventId);
  const gateId = input.gateId ?? null;
  if (gateId !== null) await deps.events.requireGate(trx, eventId, gateId);
  const { publicKey } = await deps.doorKeys(trx, organisationId);
  const row = await trx
    .$extendTables<DeviceTables>()
    .insertInto('checkin.pairing')
    .values({
      organisationId,
      eventId,
      name: input.name.trim(),
      profile: input.profile,
      gateId,
      expiresAt: sql<Date>`now() + make_interval(mins => ${pairingMinutes})`,
    })
    .returning(['id', 'expiresAt'])
    .executeTakeFirstOrThrow();
  await keepPairingCode(trx, deps.codes, { organisationId, pairingId: row.id, expiresAt: row.expiresAt });
  return {
    id: row.id,
    expiresAt: row.expiresAt.toISOString(),
    doorKey: Buffer.from(publicKey).toString('base64url'),
  };
}

/** What the QR code says. It is put together for the answer alone, because answers to repeated requests are kept. */
export function pairingUrl(
  deps: Pick<PairingDeps, 'secrets' | 'publicUrl'>,
  pairing: PairingName,
  doorKey: string,
): string {
  return encodePairingLink(deps.publicUrl(), {
    organisation: pairing.organisationId,
    pairing: pairing.pairingId,
    secret: deps.secrets.secretOf(pairing),
    doorKey: Buffer.from(doorKey, 'base64url'),
  });
}

export async function listPairings(
  trx: ClosedTransaction,
  eventId: string,
  page: PageRequest,
): Promise<Page<Pairing>> {
  const rows = await pageById(selectPairings(trx, eventId), page, (row) => row);
  const data: Pairing[] = [];
  for (const row of rows.data) data.push(await toPairing(trx, eventId, row));
  return { data, page: rows.page };
}

/** @throws AppError platform.not_found */
export async function readPairing(
  trx: ClosedTransaction,
  eventId: string,
  pairingId: string,
): Promise<Pairing> {
  const row = await selectPairings(trx, eventId).where('id', '=', pairingId).executeTakeFirst();
  return toPairing(trx, eventId, found(row));
}

interface PairingRow {
  readonly id: string;
  readonly name: string;
  readonly profile: DeviceProfile;
  readonly gateId: string | null;
  readonly expiresAt: Date;
  readonly deviceId: string | null;
  readonly expired: boolean;
}

function selectPairings(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.pairing')
    .select(['id', 'name', 'profile', 'gateId', 'expiresAt', 'deviceId'])
    .select(sql<boolean>`expires_at <= now()`.as('expired'))
    .where('eventId', '=', eventId);
}

async function toPairing(trx: ClosedTransaction, eventId: string, row: PairingRow): Promise<Pairing> {
  const { id, name, profile, gateId, deviceId } = row;
  const unused = row.expired ? 'expired' : 'open';
  return {
    id,
    name,
    profile,
    gateId,
    status: deviceId === null ? unused : 'used',
    expiresAt: row.expiresAt.toISOString(),
    device: deviceId === null ? null : await readDevice(trx, eventId, deviceId),
  };
}
