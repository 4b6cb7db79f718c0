import { randomUUID } from 'node:crypto';
import { type QuestionOption, questionLimits, questionProblems } from '@gatehouse/shared/checkin';
import { sql } from 'kysely';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { eventErrors } from '../errors.js';
import type { TypesOf } from '../index.js';
import { readQuestion, readQuestions } from '../question-queries.js';
import type { NewQuestion, Question, QuestionChanges } from '../question-schemas.js';
import type { EventsTables } from '../tables.js';
import { lockDoor } from './change-event.js';
import type { EventKey } from './edit-zone.js';

/** A question as it was sent, and who knows the ticket types. */
export interface SentQuestion<Input> {
  readonly input: Input;
  readonly typesOf: TypesOf;
}

type QuestionKey = EventKey & { questionId: string };
type Content = Omit<Question, 'id' | 'position'>;

/**
 * Adds a question behind all others.
 * @throws AppError events.wrong_question, events.unknown_list, events.unknown_ticket_type, events.too_many_questions
 */
export async function createQuestion(
  trx: ClosedTransaction,
  key: EventKey,
  { input, typesOf }: SentQuestion<NewQuestion>,
): Promise<Question> {
  await lockDoor(trx, key);
  const others = await readQuestions(trx, key.eventId);
  if (others.length >= questionLimits.perEvent) throw new AppError(eventErrors.tooManyQuestions);
  const content: Content = {
    hint: null,
    required: false,
    mode: 'asked',
    ticketTypeIds: [],
    accessListIds: [],
    min: null,
    max: null,
    ...input,
    ...wordsOf(input),
    options: withIds(input.options ?? []),
  };
  await requireSound(trx, key.eventId, { content, typesOf });
  const { id } = await trx
    .$extendTables<EventsTables>()
    .insertInto('events.question')
    .values({ ...key, ...columnsOf(content), position: (others.at(-1)?.position ?? 0) + 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return readQuestion(trx, key.eventId, id);
}

/** Its kind stays: answers were given to it. @throws AppError as `createQuestion` does */
export async function changeQuestion(
  trx: ClosedTransaction,
  key: QuestionKey,
  { input, typesOf }: SentQuestion<QuestionChanges>,
): Promise<Question> {
  await lockDoor(trx, key);
  const { id, position: _, ...before } = await readQuestion(trx, key.eventId, key.questionId);
  const options = input.options === undefined ? before.options : withIds(input.options);
  const content: Content = { ...before, ...input, ...wordsOf(input), options };
  await requireSound(trx, key.eventId, { content, typesOf });
  await trx
    .$extendTables<EventsTables>()
    .updateTable('events.question')
    .set(columnsOf(content))
    .where('id', '=', id)
    .execute();
  return readQuestion(trx, key.eventId, id);
}

/** Nobody is asked any more; what was answered stays, with its words. */
export async function deleteQuestion(trx: ClosedTransaction, key: QuestionKey): Promise<void> {
  await lockDoor(trx, key);
  const removed = await trx
    .$extendTables<EventsTables>()
    .updateTable('events.question')
    .set({ deletedAt: sql<Date>`now()` })
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.questionId)
    .where('deletedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  found(removed);
}

/** @throws AppError events.wrong_order */
export async function orderQuestions(
  trx: ClosedTransaction,
  key: EventKey,
  ids: readonly string[],
): Promise<Question[]> {
  await lockDoor(trx, key);
  const known = (await readQuestions(trx, key.eventId)).map(({ id }) => id);
  const named = ids.map((id) => id.toLowerCase());
  if (named.length !== known.length || known.some((id) => !named.includes(id)))
    throw fieldError(eventErrors.wrongOrder, 'ids');
  await sql`update events.question set position = placed.position
    from unnest(${named}::uuid[]) with ordinality as placed(id, position)
    where question.id = placed.id and question.event_id = ${key.eventId}::uuid`.execute(trx);
  return readQuestions(trx, key.eventId);
}

function wordsOf({ label, hint }: { readonly label?: string; readonly hint?: string | null }) {
  return {
    ...(label === undefined ? {} : { label: label.trim() }),
    ...(hint === undefined ? {} : { hint: hint?.trim() || null }),
  };
}

function withIds(options: readonly { readonly id?: string; readonly label: string }[]): QuestionOption[] {
  return options.map(({ id, label }) => ({ id: id ?? randomUUID(), label: label.trim() }));
}

function columnsOf({ options, ...content }: Content) {
  return { ...content, options: JSON.stringify(options) };
}

async function requireSound(
  trx: ClosedTransaction,
  eventId: string,
  { content, typesOf }: { readonly content: Content; readonly typesOf: TypesOf },
): Promise<void> {
  const [problem] = questionProblems(content);
  if (problem) throw fieldError(eventErrors.wrongQuestion, problem.field, problem.code);
  const { ticketTypeIds, accessListIds } = content;
  const types = ticketTypeIds.length > 0 ? await typesOf(trx, eventId, ticketTypeIds) : [];
  if (types.length < ticketTypeIds.length) throw fieldError(eventErrors.unknownTicketType, 'ticketTypeIds');
  if (accessListIds.length === 0) return;
  const lists = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.accessList')
    .select('id')
    .where('eventId', '=', eventId)
    .where('id', 'in', accessListIds)
    .execute();
  if (lists.length < accessListIds.length) throw fieldError(eventErrors.unknownList, 'accessListIds');
}
