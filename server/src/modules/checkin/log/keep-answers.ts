import { answerOfText, checkAnswer, type QuestionForm } from '@gatehouse/shared/checkin';
import {
  countAnswers,
  decodeDetails,
  isAnsweredRow,
  type LogRow,
  type RowDetails,
} from '@gatehouse/shared/log';
import { sql } from 'kysely';
import { bigints, byteas, texts, uuids } from '../../../platform/database/binary-arrays.js';
import { toStorableText } from '../../../platform/http/storable-text.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { NewRow } from './sort-batch.js';

export interface AnswerDeps {
  readonly events: Events;
  readonly sealer: Sealer;
}

/** Rows that have just come, and the ids of the events that they name. */
export interface ArrivedRows {
  readonly organisationId: string;
  readonly eventIds: ReadonlyMap<number, string>;
  readonly rows: readonly NewRow[];
}

interface AnsweredRow extends NewRow {
  readonly row: LogRow;
  readonly details: Uint8Array;
}

/** What a question answered badly is marked with, beside the faults of the shared table. */
type Faults = Readonly<Record<string, string>>;

/**
 * Puts what lies beside rows with answers where it is sealed and can be erased, exactly once because each row is new
 * here exactly once. What does not fit its question is a fact all the same: it is kept with a mark.
 * @returns the rows without what was put there
 */
export async function keepAnswers(
  trx: ClosedTransaction,
  deps: AnswerDeps,
  arrived: ArrivedRows,
): Promise<NewRow[]> {
  const answered = arrived.rows.filter(hasAnswers);
  if (answered.length === 0) return [...arrived.rows];
  const questions = await questionsOf(trx, deps.events, { ...arrived, rows: answered });
  await insertSheets(
    trx,
    arrived,
    answered.map((one) => sheetOf(one, questions, { ...arrived, sealer: deps.sealer })),
  );
  return arrived.rows.map((one) =>
    hasAnswers(one) ? { ...one, details: null, answered: isAnsweredRow(one.row, one.details) } : one,
  );
}

/** What a sealed sheet belongs to. */
export function sheetContext(sheet: {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly hash: Buffer;
}): string[] {
  const { organisationId, deviceId, seq, hash } = sheet;
  return ['checkin.answer', organisationId, deviceId, String(seq), hash.toString('hex')];
}

/** SHA-256 in hexadecimal of the pictures among these answers. */
function photosIn(details: RowDetails): string[] {
  return details.answers.flatMap(({ answer }) => {
    const read = answerOfText(answer);
    const photo = typeof read === 'object' && read !== null && 'photo' in read ? read.photo : '';
    return /^[0-9a-f]{64}$/.test(photo) ? [photo] : [];
  });
}

function hasAnswers(one: NewRow): one is AnsweredRow {
  if (one.row === null || one.details === null || countAnswers(one.details) === 0) return false;
  return decodeDetails(one.details).ok;
}

type Questions = ReadonlyMap<number, ReadonlyMap<string, QuestionForm>>;

/** By the public number of the event. */
async function questionsOf(
  trx: ClosedTransaction,
  events: Events,
  { eventIds, rows }: { eventIds: ArrivedRows['eventIds']; rows: readonly AnsweredRow[] },
): Promise<Questions> {
  const found = new Map<number, Map<string, QuestionForm>>();
  for (const number of new Set(rows.map(({ row }) => row.event))) {
    const eventId = eventIds.get(number);
    const asked = new Map<string, QuestionForm>();
    // A pass asks its own questions at the doors of its dates.
    for (const id of eventId === undefined ? [] : await events.readAccepted(trx, eventId))
      for (const question of await events.readAllQuestions(trx, id)) asked.set(question.id, question);
    found.set(number, asked);
  }
  return found;
}

interface Sheet {
  readonly deviceId: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly eventId: string | null;
  readonly row: LogRow;
  readonly sealed: Buffer;
  readonly faults: Faults;
  readonly photos: readonly string[];
}

function sheetOf(
  { device: deviceId, row, seq, hash, details }: AnsweredRow,
  questions: Questions,
  { organisationId, eventIds, sealer }: ArrivedRows & { readonly sealer: Sealer },
): Sheet {
  const decoded = decodeDetails(details);
  const said = decoded.ok ? decoded.value : { seen: null, answers: [], note: '' };
  return {
    deviceId,
    seq,
    hash,
    eventId: eventIds.get(row.event) ?? null,
    row,
    sealed: sealer.seal(details, sheetContext({ organisationId, deviceId, seq, hash })),
    faults: faultsIn(said, questions.get(row.event) ?? new Map()),
    photos: photosIn(said),
  };
}

function faultsIn({ answers }: RowDetails, questions: ReadonlyMap<string, QuestionForm>): Faults {
  return Object.fromEntries(
    answers.flatMap(({ question, answer }) => {
      const fault = faultOf(questions.get(question), answer);
      return fault === null ? [] : [[faultKey(question), fault]];
    }),
  );
}

/** A question as its mark is kept: phones that went wrong sign ids that no table of text could hold. */
export function faultKey(question: string): string {
  return toStorableText(question.slice(0, 64));
}

function faultOf(question: QuestionForm | undefined, text: string): string | null {
  if (question === undefined) return 'unknown_question';
  const answer = answerOfText(text);
  if (answer === undefined) return 'unreadable';
  const checked = checkAnswer(question, answer);
  return checked.ok ? null : checked.code;
}

async function insertSheets(
  trx: ClosedTransaction,
  { organisationId }: ArrivedRows,
  sheets: readonly Sheet[],
): Promise<void> {
  const all = <T>(pick: (sheet: Sheet) => T): T[] => sheets.map(pick);
  await sql`insert into checkin.answer (organisation_id, device_id, seq, hash, event_id, scan_id, ticket_hash,
      list_id, at, sealed, faults, photos)
    select ${organisationId}::uuid, row.device_id, row.seq, row.hash, row.event_id, row.scan_id,
      row.ticket_hash, row.list_id, row.at, row.sealed, row.faults::jsonb,
      array(select decode(photo, 'hex') from jsonb_array_elements_text(row.photos::jsonb) as photo)
    from unnest(${uuids(all(({ deviceId }) => deviceId))}::uuid[], ${bigints(all(({ seq }) => seq))}::bigint[],
      ${byteas(all(({ hash }) => hash))}::bytea[], ${uuids(all(({ eventId }) => eventId))}::uuid[],
      ${uuids(all(({ row }) => row.id))}::uuid[], ${byteas(all(({ row }) => row.ticketHash))}::bytea[],
      ${uuids(all(({ row }) => row.list))}::uuid[], ${bigints(all(({ row }) => row.time.estimate))}::bigint[],
      ${byteas(all(({ sealed }) => sealed))}::bytea[], ${texts(all(({ faults }) => JSON.stringify(faults)))}::text[],
      ${texts(all(({ photos }) => JSON.stringify(photos)))}::text[])
      as row(device_id, seq, hash, event_id, scan_id, ticket_hash, list_id, at, sealed, faults, photos)`.execute(
    trx,
  );
}
