import { equalBytes } from '@gatehouse/shared/bytes';
import { noMedium } from '@gatehouse/shared/door';
import { decodeRow } from '@gatehouse/shared/log';
import { sql } from 'kysely';
import Type, { type Static } from 'typebox';
import { instant } from '../../../platform/http/schemas.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { type AnswerListDeps, hashOfTicket, type TicketKey } from './answer-list.js';

/** A wristband or card that a desk has given out for a ticket. */
export const givenWristband = Type.Object({
  mark: Type.String({
    description: 'Six digits of its hash, to tell it apart; what stands on it is kept nowhere.',
  }),
  at: instant,
  deviceName: Type.String(),
  counts: Type.Boolean({ description: 'False: it was replaced, or given to somebody else since.' }),
});

export type GivenWristband = Static<typeof givenWristband>;

const MARK_DIGITS = 6;

/**
 * Wristbands of a ticket, the newest first; without what phones wrote that nobody trusts.
 * @throws AppError platform.not_found
 */
export async function listWristbands(
  trx: ClosedTransaction,
  deps: AnswerListDeps,
  key: TicketKey,
): Promise<GivenWristband[]> {
  const hash = await hashOfTicket(trx, deps, key);
  const { rows } = await sql<{ bytes: Buffer; at: number; deviceName: string }>`
    select log_row.bytes, scan.estimate as at, device.name as device_name
    from checkin.scan
      join checkin.log_row using (organisation_id, device_id, seq)
      join checkin.device on device.organisation_id = scan.organisation_id and device.id = scan.device_id
    where not fork and scan.event_id = ${key.eventId}::uuid and scan.kind = 'bind'
      and scan.ticket_hash = ${hash} and scan.standing <> 'quarantined'
    order by scan.estimate desc, scan.device_id, scan.seq desc`.execute(trx);
  const given = rows.flatMap(({ bytes, ...row }) => {
    const read = decodeRow(bytes);
    if (!read.ok || read.value.kind !== 'bind' || equalBytes(read.value.medium, noMedium)) return [];
    return [{ ...row, medium: Buffer.from(read.value.medium) }];
  });
  const media = given.map(({ medium }) => medium);
  const bound = await deps.ticketing.readBoundTickets(trx, key.eventId, media);
  // One that was given again after it was taken away stands where it was given last.
  const newest = given.filter(
    ({ medium }, index) => given.findIndex((other) => other.medium.equals(medium)) === index,
  );
  return newest.map(({ medium, at, deviceName }) => ({
    mark: medium.toString('hex').slice(0, MARK_DIGITS).toUpperCase(),
    at: new Date(at).toISOString(),
    deviceName,
    counts: (bound.get(medium.toString('hex')) ?? []).some((ticket) => ticket.equals(hash)),
  }));
}
