import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/questions';
const itemPath = '/api/v1/events/{eventId}/questions/{questionId}';

type ApiQuestion = Answer<typeof listPath, 'get'>[number];
/** Lists of things go by a name; a question's is what is asked. */
export type Question = ApiQuestion & { readonly name: string };
export type QuestionFields = BodyOf<typeof listPath, 'post'>;
/** Its kind stays: answers were given to it. */
type QuestionChanges = BodyOf<typeof itemPath, 'patch'>;

export function questionsKey(eventId: string) {
  return ['event', eventId, 'questions'] as const;
}

/** In the order in which phones ask them. */
export function questionsQuery(eventId: string) {
  return queryOptions({
    queryKey: questionsKey(eventId),
    queryFn: async (): Promise<Question[]> => {
      const questions = await readAll((query) =>
        bodyOf(api.GET(listPath, { params: { path: { eventId }, query } })),
      );
      return questions.map((question) => ({ ...question, name: question.label }));
    },
  });
}

/** A repeated `key` creates nothing twice: the server answers what it answered the first time. */
export async function createQuestion(eventId: string, body: QuestionFields, key: string): Promise<void> {
  const headers = { 'idempotency-key': key };
  await bodyOf(api.POST(listPath, { params: { path: { eventId } }, body, headers }));
}

export async function changeQuestion(
  eventId: string,
  questionId: string,
  body: QuestionChanges,
): Promise<void> {
  await bodyOf(api.PATCH(itemPath, { params: { path: { eventId, questionId } }, body }));
}

export async function deleteQuestion(eventId: string, questionId: string): Promise<void> {
  await done(api.DELETE(itemPath, { params: { path: { eventId, questionId } } }));
}

/** @param ids of all questions of the event */
export async function orderQuestions(eventId: string, ids: readonly string[]): Promise<void> {
  const call = { params: { path: { eventId } }, body: { ids: [...ids] } };
  await done(api.PUT('/api/v1/events/{eventId}/questions/order', call));
}
