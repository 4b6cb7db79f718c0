import { createHash, randomBytes } from 'node:crypto';
import { bytesToUuid, uuidToBytes } from '@gatehouse/shared/bytes';
import { sql } from 'kysely';
import type { ClosedTransaction, Tenancy } from '../tenancy/tenancy.js';

export const liveTicketSeconds = 60;

/** Who has a socket, and what it hears of. */
export interface LiveSubject {
  readonly organisationId: string;
  /** A phone's id or a person's. */
  readonly id: string;
  readonly device: boolean;
  readonly events: readonly { readonly id: string; readonly number: number }[];
}

type LiveTables = {
  'platform.liveTicket': {
    organisationId: string;
    hash: Buffer;
    subject: string;
    device: boolean;
    events: unknown;
    expiresAt: Date;
  };
};

const organisationBytes = 16;
const secretBytes = 32;

/** A ticket that opens one socket within a minute: base64url of the organisation's id and 32 random bytes. */
export async function issueLiveTicket(
  trx: ClosedTransaction,
  subject: LiveSubject,
): Promise<{ ticket: string; expiresInSeconds: number }> {
  const { organisationId, id, device, events } = subject;
  const db = trx.$extendTables<LiveTables>();
  await db.deleteFrom('platform.liveTicket').where('expiresAt', '<', sql<Date>`now()`).execute();
  const secret = randomBytes(secretBytes);
  await db
    .insertInto('platform.liveTicket')
    .values({
      organisationId,
      hash: hashOf(secret),
      subject: id,
      device,
      events: JSON.stringify(events),
      expiresAt: sql<Date>`now() + make_interval(secs => ${liveTicketSeconds})`,
    })
    .execute();
  const ticket = Buffer.concat([uuidToBytes(organisationId), secret]).toString('base64url');
  return { ticket, expiresInSeconds: liveTicketSeconds };
}

/** Uses the ticket up. Of two who come with the same one, at whatever process, one gets undefined. */
export async function takeLiveTicket(tenancy: Tenancy, ticket: string): Promise<LiveSubject | undefined> {
  const bytes = Buffer.from(ticket, 'base64url');
  if (bytes.length !== organisationBytes + secretBytes) return undefined;
  const organisationId = bytesToUuid(bytes.subarray(0, organisationBytes));
  const row = await tenancy.run({ organisationId }, (trx) =>
    trx
      .$extendTables<LiveTables>()
      .deleteFrom('platform.liveTicket')
      .where('hash', '=', hashOf(bytes.subarray(organisationBytes)))
      .returning(['subject', 'device', 'events', sql<boolean>`expires_at >= now()`.as('valid')])
      .executeTakeFirst(),
  );
  if (!row?.valid) return undefined;
  return {
    organisationId,
    id: row.subject,
    device: row.device,
    events: row.events as LiveSubject['events'],
  };
}

/** Takes back what was given to a phone or a person. */
export async function voidLiveTickets(trx: ClosedTransaction, subjectId: string): Promise<void> {
  await trx
    .$extendTables<LiveTables>()
    .deleteFrom('platform.liveTicket')
    .where('subject', '=', subjectId)
    .execute();
}

/** The secret is random and long, so a plain hash is enough. */
function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}
