import { type Answer, answerSchema, MAX_PHOTO_BYTES, questionKinds } from '@gatehouse/shared/checkin';
import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id, instant, nothing, nullable } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { type AnswerListDeps, eraseAnswers, listAnswers } from './answer-list.js';
import { keepPhoto, readKeptPhoto } from './photos.js';
import { givenWristband, listWristbands } from './wristbands.js';

export interface AnswerRouteDeps extends AnswerListDeps {
  readonly tenancy: Tenancy;
}

const tags = ['answers'];
const ticketParams = Type.Object({ eventId: id, ticketId: id });
const photoName = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the picture.' });

const givenAnswer = Type.Object({
  questionId: Type.String(),
  label: nullable(Type.String({ description: 'Null: this event has no such question.' })),
  kind: nullable(Type.Enum([...questionKinds])),
  options: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
  value: Type.Unsafe<Answer | null>(answerSchema),
  fault: nullable(Type.String({ description: 'Why it does not fit its question; it is kept all the same.' })),
  at: instant,
  deviceName: Type.String(),
  scanId: id,
  accessListId: nullable(id),
});

/** What was answered at the door, for the organiser. */
export function answerRoutes(app: App, deps: AnswerRouteDeps): void {
  app.get(
    '/events/:eventId/tickets/:ticketId/answers',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'What was answered for a ticket at the door, the earliest first',
        params: ticketParams,
        response: answers({ 200: dataOf(Type.Array(givenAnswer)) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => {
      const key = { ...params, organisationId: member.organisationId };
      const given = await deps.tenancy.run(member, (trx) => listAnswers(trx, deps, key));
      return { data: given.map((one) => ({ ...one, options: [...one.options] })) };
    },
  );
  app.delete(
    '/events/:eventId/tickets/:ticketId/answers',
    {
      config: { permission: 'door.write' },
      schema: {
        tags,
        summary: 'Erase what was answered for a ticket; its scans stay',
        params: ticketParams,
        response: answers({ 204: nothing }, 401, 403, 404),
      },
    },
    async ({ member, params }, reply) => {
      const key = { ...params, organisationId: member.organisationId };
      await deps.tenancy.run(member, (trx) => eraseAnswers(trx, deps, key));
      return reply.code(204).send(null);
    },
  );
  photoRoute(app, deps);
  wristbandRoute(app, deps);
}

function wristbandRoute(app: App, deps: AnswerRouteDeps): void {
  app.get(
    '/events/:eventId/tickets/:ticketId/wristbands',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'Wristbands and cards that desks gave out for a ticket, the newest first',
        params: ticketParams,
        response: answers({ 200: dataOf(Type.Array(givenWristband)) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => {
      const key = { ...params, organisationId: member.organisationId };
      return { data: await deps.tenancy.run(member, (trx) => listWristbands(trx, deps, key)) };
    },
  );
}

function photoRoute(app: App, deps: AnswerRouteDeps): void {
  app.get(
    '/events/:eventId/photos/:photoName',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'A picture that is an answer',
        params: Type.Object({ eventId: id, photoName }),
        response: answers(
          {
            200: {
              description: 'The picture.',
              content: {
                'image/jpeg': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
              },
            },
          } as never,
          401,
          403,
          404,
        ),
      },
    },
    async ({ member, params }, reply) => {
      const { organisationId } = member;
      const key = { organisationId, eventId: params.eventId, sha256: params.photoName };
      const photo = await deps.tenancy.run(member, (trx) => readKeptPhoto(trx, deps.sealer, key));
      reply.header('cache-control', 'private, no-store').header('content-type', 'image/jpeg');
      return (reply as { send(bytes: Buffer): unknown }).send(photo);
    },
  );
}

/** What phones hand in beside their rows. */
export function phonePhotoRoutes(app: App, deps: AnswerRouteDeps): void {
  // A folder of its own, so that no other route takes pictures.
  app.register(async (inner) => photoUpload(inner as App, deps));
}

function photoUpload(app: App, { tenancy, sealer }: AnswerRouteDeps): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'image/jpeg',
    { parseAs: 'buffer', bodyLimit: MAX_PHOTO_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.put(
    '/device/photos/:photoName',
    {
      bodyLimit: MAX_PHOTO_BYTES,
      config: { device: 'any' },
      schema: {
        tags: ['phones'],
        summary: 'Hand in a picture that an answer names, once the row of the answer is there',
        consumes: ['image/jpeg'],
        params: Type.Object({ photoName }),
        body: Type.Unsafe<Buffer>({ description: 'A JPEG of at most 512 KiB.' }),
        response: answers({ 204: nothing }, 401, 403, 404, 422),
      },
    },
    async ({ device, params, body }, reply) => {
      const photo = { organisationId: device.organisationId, sha256: params.photoName, body };
      await tenancy.run(device, (trx) => keepPhoto(trx, sealer, photo));
      return reply.code(204).send(null);
    },
  );
}
