import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@gatehouse/shared/bytes';
import { parseScan, ROTATION_SECRET_BYTES, rotationId, rotationKey } from '@gatehouse/shared/ticket-code';
import { found } from '../../platform/errors/found.js';
import type { Sealer } from '../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Events } from '../events/index.js';
import type { EventKey } from './feed.js';
import type { Ticketing } from './index.js';
import type { TicketingTables } from './tables.js';

/** What the door checks rotating codes with: the secret in use, and the one that was in use before. */
export interface RotationSecrets {
  /** 32 bytes. */
  readonly current: Buffer;
  readonly previous: Buffer | null;
}

/** All that a ticket's page needs for its own rotating codes and for no other ticket's; base64url. */
export interface LiveCode {
  /** The 80 bytes of the code. */
  readonly code: string;
  readonly key: string;
}

/** The secret of an event's rotating codes as the organiser may know of it. */
export interface RotationState {
  /** 8 hexadecimal digits, as roots name it. */
  readonly id: string;
  /** RFC 3339. */
  readonly since: string;
}

type RotationPart = Pick<Ticketing, 'readRotationId' | 'beginRotation' | 'openRotation' | 'readLiveCode'>;

export function createRotation(sealer: Sealer): RotationPart {
  const begin = async (trx: ClosedTransaction, key: EventKey): Promise<Buffer> => {
    const [row] = await selectSecrets(trx, key.eventId).execute();
    if (row) return row.publicId;
    // Of two that begin at once the second waits for the first, whose secret then is the one.
    await addSecret(trx, sealer, { ...key, number: 1 });
    return found((await selectSecrets(trx, key.eventId).execute())[0]).publicId;
  };
  const open = async (trx: ClosedTransaction, key: EventKey): Promise<RotationSecrets | undefined> => {
    const [current, previous] = (await selectSecrets(trx, key.eventId).execute()).map((row) =>
      sealer.open(row.sealedSecret, contextOf(key, row.number)),
    );
    return current && { current, previous: previous ?? null };
  };
  return {
    readRotationId: async (trx, eventId) => (await selectSecrets(trx, eventId).execute())[0]?.publicId,
    beginRotation: begin,
    openRotation: open,
    async readLiveCode(trx, key, text) {
      await begin(trx, key);
      const { current } = found(await open(trx, key));
      const parsed = parseScan(text, { typed: false });
      if (parsed.form !== 'native') throw new RangeError('A ticket code is expected.');
      return {
        code: toBase64Url(parsed.code),
        key: toBase64Url(rotationKey(current, parsed.code)),
      };
    },
  };
}

export async function readRotation(trx: ClosedTransaction, eventId: string): Promise<RotationState | null> {
  const [row] = await selectSecrets(trx, eventId).execute();
  return row ? { id: row.publicId.toString('hex'), since: row.createdAt.toISOString() } : null;
}

/**
 * Makes a new secret. The one before is still tried at the door, for pages that have not heard of it; the one before
 * that is gone.
 * @throws AppError platform.not_found, events.archived
 */
export async function renewRotation(
  trx: ClosedTransaction,
  { events, sealer }: { readonly events: Events; readonly sealer: Sealer },
  key: EventKey,
): Promise<RotationState> {
  await events.lockDoor(trx, key);
  const [row] = await selectSecrets(trx, key.eventId).execute();
  const number = (row?.number ?? 0) + 1;
  await addSecret(trx, sealer, { ...key, number });
  await trx
    .$extendTables<TicketingTables>()
    .deleteFrom('ticketing.rotationSecret')
    .where('eventId', '=', key.eventId)
    .where('number', '<', number - 1)
    .execute();
  return found((await readRotation(trx, key.eventId)) ?? undefined);
}

/** Newest first; the second is the one before. */
function selectSecrets(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.rotationSecret')
    .select(['number', 'publicId', 'sealedSecret', 'createdAt'])
    .where('eventId', '=', eventId)
    .orderBy('number', 'desc')
    .limit(2);
}

async function addSecret(
  trx: ClosedTransaction,
  sealer: Sealer,
  place: EventKey & { readonly number: number },
): Promise<void> {
  const { organisationId, eventId, number } = place;
  const secret = randomBytes(ROTATION_SECRET_BYTES);
  await trx
    .$extendTables<TicketingTables>()
    .insertInto('ticketing.rotationSecret')
    .values({
      organisationId,
      eventId,
      number,
      publicId: Buffer.from(rotationId(secret)),
      sealedSecret: sealer.seal(secret, contextOf(place, number)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function contextOf({ organisationId, eventId }: EventKey, number: number): string[] {
  return ['ticketing.rotation_secret', organisationId, eventId, String(number)];
}
