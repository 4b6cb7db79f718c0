import Type from 'typebox';
import { collectionRoutes } from '../../../platform/http/collection-routes.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { changeQuestion, createQuestion, deleteQuestion, orderQuestions } from '../commands/edit-question.js';
import { readEvent } from '../event-queries.js';
import type { TypesOf } from '../index.js';
import { listQuestions, readQuestion } from '../question-queries.js';
import {
  newQuestion,
  questionChanges,
  questionOrder,
  questionParams,
  questionSchema,
} from '../question-schemas.js';
import { eventParams } from '../schemas.js';

/** What the door asks of the people who come. @param typesOf who knows the ticket types of an event */
export function questionRoutes(app: App, tenancy: Tenancy, typesOf: TypesOf): void {
  collectionRoutes(app, tenancy, {
    path: '/events/:eventId/questions',
    itemParameter: 'questionId',
    names: ['question', 'questions'],
    tag: 'questions',
    permissions: { read: 'events.read', write: 'events.write' },
    parent: eventParams,
    item: questionParams,
    shape: questionSchema,
    saved: questionSchema,
    create: newQuestion,
    changes: questionChanges,
    actions: {
      list: async (trx, { eventId }, page) => {
        await readEvent(trx, eventId);
        return listQuestions(trx, eventId, page);
      },
      read: (trx, { eventId, questionId }) => readQuestion(trx, eventId, questionId),
      create: (trx, { member, params, body }) =>
        createQuestion(trx, { ...params, organisationId: member.organisationId }, { input: body, typesOf }),
      change: (trx, { member, params, body }) =>
        changeQuestion(trx, { ...params, organisationId: member.organisationId }, { input: body, typesOf }),
      remove: (trx, { member, params }) =>
        deleteQuestion(trx, { ...params, organisationId: member.organisationId }),
    },
  });
  orderRoute(app, tenancy);
}

function orderRoute(app: App, tenancy: Tenancy): void {
  app.put(
    '/events/:eventId/questions/order',
    {
      config: { permission: 'events.write' },
      schema: {
        tags: ['questions'],
        summary: 'Put the questions in another order',
        params: eventParams,
        body: questionOrder,
        response: answers({ 200: dataOf(Type.Array(questionSchema)) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body }) => {
      const key = { ...params, organisationId: member.organisationId };
      return { data: await tenancy.run(member, (trx) => orderQuestions(trx, key, body.ids)) };
    },
  );
}
