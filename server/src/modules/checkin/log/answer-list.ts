import { type Answer, answerOfText, type QuestionKind } from '@gatehouse/shared/checkin';
import { decodeDetails, type RowDetails } from '@gatehouse/shared/log';
import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Question } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { type AnswerDeps, faultKey, sheetContext } from './keep-answers.js';

export interface AnswerListDeps extends AnswerDeps {
  readonly ticketing: Ticketing;
}

export interface TicketKey {
  readonly organisationId: string;
  readonly eventId: string;
  readonly ticketId: string;
}

/** One answer, with the words of its question as they are now. */
export interface GivenAnswer {
  readonly questionId: string;
  readonly label: string | null;
  readonly kind: QuestionKind | null;
  readonly options: Question['options'];
  readonly value: Answer | null;
  /** Why it does not fit its question; null: it does. */
  readonly fault: string | null;
  readonly at: string;
  readonly deviceName: string;
  readonly scanId: string;
  readonly accessListId: string | null;
}

interface StoredSheet {
  readonly deviceId: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly scanId: string;
  readonly listId: string | null;
  readonly at: number;
  readonly sealed: Buffer;
  readonly faults: Readonly<Record<string, string>>;
  readonly deviceName: string;
}

/**
 * What was answered for a ticket, the earliest first; without what phones wrote that nobody trusts.
 * @throws AppError platform.not_found
 */
export async function listAnswers(
  trx: ClosedTransaction,
  deps: AnswerListDeps,
  key: TicketKey,
): Promise<GivenAnswer[]> {
  const hash = await hashOfTicket(trx, deps, key);
  const { rows } = await sql<StoredSheet>`
    select answer.device_id, answer.seq, answer.hash, answer.scan_id, answer.list_id, answer.at, answer.sealed,
      answer.faults, device.name as device_name
    from checkin.answer
      join checkin.log_row using (organisation_id, device_id, seq, hash)
      join checkin.scan using (organisation_id, device_id, seq)
      join checkin.device on device.organisation_id = answer.organisation_id and device.id = answer.device_id
    where answer.event_id = ${key.eventId}::uuid and answer.ticket_hash = ${hash} and answer.sealed is not null
      and not fork and scan.standing <> 'quarantined'
    order by answer.at, answer.device_id, answer.seq`.execute(trx);
  const questions = await deps.events.readAllQuestions(trx, key.eventId);
  const known = new Map(questions.map((question) => [question.id, question]));
  return rows.flatMap((sheet) =>
    open(sheet, deps, key).answers.map((given) => answerOf(given, sheet, known.get(given.question))),
  );
}

function open(sheet: StoredSheet, { sealer }: AnswerDeps, { organisationId }: TicketKey): RowDetails {
  const details = decodeDetails(sealer.open(sheet.sealed, sheetContext({ organisationId, ...sheet })));
  if (!details.ok) throw new Error(`What was kept of an answer is ${details.reason}.`);
  return details.value;
}

function answerOf(
  given: RowDetails['answers'][number],
  { scanId, listId, at, faults, deviceName }: StoredSheet,
  question: Question | undefined,
): GivenAnswer {
  return {
    questionId: given.question,
    label: question?.label ?? null,
    kind: question?.kind ?? null,
    options: question?.options ?? [],
    value: answerOfText(given.answer) ?? null,
    fault: faults[faultKey(given.question)] ?? null,
    at: new Date(at).toISOString(),
    deviceName,
    scanId,
    accessListId: listId,
  };
}

/**
 * Forgets what was answered for a ticket, with its pictures, also those that are still to come. The rows stay as
 * their phones wrote them: they hold no more of it than a salted hash.
 * @throws AppError platform.not_found
 */
export async function eraseAnswers(
  trx: ClosedTransaction,
  deps: AnswerListDeps,
  key: TicketKey,
): Promise<void> {
  const hash = await hashOfTicket(trx, deps, key);
  await sql`with erased as (
      update checkin.answer set sealed = null, faults = '{}', erased_at = now()
      where event_id = ${key.eventId}::uuid and ticket_hash = ${hash} and sealed is not null
      returning device_id, seq, hash, photos
    )
    delete from checkin.photo where sha256 in (select unnest(photos) from erased)
      and not exists (
        select from checkin.answer as other where other.photos @> array[photo.sha256] and other.sealed is not null
          and (other.device_id, other.seq, other.hash) not in (select device_id, seq, hash from erased)
      )`.execute(trx);
  // A steward may have written down what was said.
  await sql`delete from checkin.help_call
    where event_id = ${key.eventId}::uuid and ticket_hash = ${hash}`.execute(trx);
}

/** @throws AppError platform.not_found */
export async function hashOfTicket(
  trx: ClosedTransaction,
  { ticketing, events }: AnswerListDeps,
  { eventId, ticketId }: TicketKey,
): Promise<Buffer> {
  await events.read(trx, eventId);
  const wanted = { shortBits: [], barcodes: [], ticketIds: [ticketId] };
  const { named } = await ticketing.findDoorTickets(trx, eventId, wanted);
  return found(named.find(({ id }) => id === ticketId.toLowerCase())).hash;
}
