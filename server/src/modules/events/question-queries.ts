import { sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import { cursorPatterns, decodeCursor } from '../../platform/http/cursor.js';
import { limitOf, type Page, type PageRequest, toPage } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Question } from './question-schemas.js';
import type { EventsTables } from './tables.js';

/** In the order in which they are asked. */
export async function readQuestions(trx: ClosedTransaction, eventId: string): Promise<Question[]> {
  return inOrder(selectQuestions(trx, eventId).where('deletedAt', 'is', null)).execute();
}

/** Also those that nobody asks any more: old answers belong to them. */
export function readAllQuestions(trx: ClosedTransaction, eventId: string): Promise<Question[]> {
  return inOrder(selectQuestions(trx, eventId)).execute();
}

/** @throws AppError platform.not_found */
export async function readQuestion(
  trx: ClosedTransaction,
  eventId: string,
  questionId: string,
): Promise<Question> {
  const query = selectQuestions(trx, eventId).where('deletedAt', 'is', null).where('id', '=', questionId);
  return found(await query.executeTakeFirst());
}

/** A page in the order in which they are asked. There are so few that all of them are read. */
export async function listQuestions(
  trx: ClosedTransaction,
  eventId: string,
  request: PageRequest,
): Promise<Page<Question>> {
  const all = await readQuestions(trx, eventId);
  const [after] = request.after === undefined ? [] : decodeCursor(request.after, [cursorPatterns.uuid]);
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  return toPage(all.slice(start, start + limitOf(request) + 1), request, {
    cursor: ({ id }) => [id],
    map: (question) => question,
    total: request.total ? all.length : undefined,
  });
}

/** Whether a question names this ticket type or this access list. */
export async function findQuestionNaming(
  trx: ClosedTransaction,
  eventId: string,
  id: string,
): Promise<string | undefined> {
  const row = await selectQuestions(trx, eventId)
    .where('deletedAt', 'is', null)
    .where(sql<boolean>`${id}::uuid = any(ticket_type_ids || access_list_ids)`)
    .executeTakeFirst();
  return row?.label;
}

function selectQuestions(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<EventsTables>()
    .selectFrom('events.question')
    .select(['id', 'kind', 'label', 'hint', 'required', 'mode', 'ticketTypeIds', 'accessListIds'])
    .select(['options', 'min', 'max', 'position'])
    .where('eventId', '=', eventId);
}

function inOrder(query: ReturnType<typeof selectQuestions>) {
  return query.orderBy('position').orderBy('id');
}
