import type { Decision, Reason } from '@gatehouse/shared/checkin';
import { type SqlBool, sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DeskTables } from './desk-tables.js';

/** What was asked and answered before, under an id that the caller made. */
export interface DeskAnswer {
  readonly scanId: string;
  readonly eventId: string;
  readonly contentHash: Buffer;
  readonly textHash: Buffer;
  readonly direction: 'in' | 'out' | 'check';
  readonly confirmed: readonly Reason[];
  readonly overridden: readonly Reason[];
  readonly decision: Decision;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface NewDeskAnswer extends DeskAnswer {
  /** A generation from which on older codes of the ticket are dead here. */
  readonly accepted: { readonly ticket: Buffer; readonly generation: number } | null;
}

const noCandidates = { candidates: [] };

/** @returns those of these ids that were answered, in any event of the organisation */
export async function readAnswers(
  trx: ClosedTransaction,
  scanIds: readonly string[],
): Promise<Map<string, DeskAnswer>> {
  const rows = await trx
    .$extendTables<DeskTables>()
    .selectFrom('checkin.deskAnswer')
    .select(['scanId', 'eventId', 'contentHash', 'textHash', 'direction', 'confirmed', 'overridden'])
    .select(['decision', 'at'])
    .where(sql<SqlBool>`scan_id = any(${[...scanIds]}::uuid[])`)
    .execute();
  // An answer that an older program kept names no candidates.
  return new Map(rows.map((row) => [row.scanId, { ...row, decision: { ...noCandidates, ...row.decision } }]));
}

export async function insertAnswers(
  trx: ClosedTransaction,
  organisationId: string,
  answers: readonly NewDeskAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  await trx
    .$extendTables<DeskTables>()
    .insertInto('checkin.deskAnswer')
    .values(
      answers.map(({ accepted, confirmed, overridden, decision, ...answer }) => ({
        ...answer,
        organisationId,
        confirmed: [...confirmed],
        overridden: [...overridden],
        decision: JSON.stringify(decision),
        acceptedTicket: accepted?.ticket ?? null,
        acceptedGeneration: accepted?.generation ?? null,
      })),
    )
    .execute();
}

/** Ticket → the highest generation that was let in here and is newer than the list's. */
export async function readAcceptedGenerations(
  trx: ClosedTransaction,
  eventId: string,
  tickets: readonly string[],
): Promise<Map<string, number>> {
  if (tickets.length === 0) return new Map();
  const hashes = tickets.map((ticket) => Buffer.from(ticket, 'hex'));
  const { rows } = await sql<{ ticket: string; generation: number }>`
    select encode(accepted_ticket, 'hex') as ticket, max(accepted_generation)::int as generation
    from checkin.desk_answer where event_id = ${eventId}::uuid and accepted_ticket = any(${hashes}::bytea[])
    group by accepted_ticket`.execute(trx);
  return new Map(rows.map(({ ticket, generation }) => [ticket, generation]));
}
