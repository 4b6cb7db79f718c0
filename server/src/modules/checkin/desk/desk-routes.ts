import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { givenWristband, type IngestDeps } from '../log/index.js';
import { annulScan } from './annul-scan.js';
import type { AnswerCache } from './answer-cache.js';
import {
  annulBody,
  annulledScan,
  annulParams,
  answeredScan,
  decisionSchema,
  foundTicket,
  scansBody,
  searchQuery,
  validateBody,
} from './desk-schemas.js';
import { loseWristband } from './lose-wristband.js';
import { recordScans } from './record-scans.js';
import { languageOf } from './say.js';
import { searchTickets } from './search-tickets.js';
import { validateScan } from './validate-scan.js';

export interface DeskDeps extends IngestDeps {
  readonly tenancy: Tenancy;
  readonly answers: AnswerCache;
}

const tags = ['check-in'];
/** From one address: twenty turnstiles behind it that ask twice a second. */
const validationsPerMinute = 2_400;
const writing = { permission: 'door.write' };

/** The door for turnstiles and other people's scanners: the decision and the log of the phones, over the network. */
export function deskRoutes(app: App, deps: DeskDeps): void {
  validateRoute(app, deps);
  scansRoute(app, deps);
  annulRoute(app, deps);
  searchRoute(app, deps);
  wristbandRoute(app, deps);
}

function validateRoute(app: App, deps: DeskDeps): void {
  app.post(
    '/checkin/validate',
    {
      config: { ...writing, rateLimit: { max: validationsPerMinute, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: 'What the door would say now; nothing is kept',
        body: validateBody,
        response: answers({ 200: dataOf(decisionSchema) }, 401, 403, 404, 422),
      },
    },
    async (request) => {
      const { eventId, language, ...asked } = request.body;
      const key = { organisationId: request.member.organisationId, eventId };
      const locale = languageOf(request, language);
      return { data: await validateScan(deps.tenancy, deps, { key, asked, locale }) };
    },
  );
}

function scansRoute(app: App, deps: DeskDeps): void {
  app.post(
    '/checkin/scans',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Check in and out: one scan or many, each answered by itself; sent again, answered the same',
        body: scansBody,
        response: answers({ 200: dataOf(Type.Array(answeredScan)) }, 401, 403, 404),
      },
    },
    async (request) => {
      const { eventId, language, scans } = request.body;
      const key = { organisationId: request.member.organisationId, eventId };
      const locale = languageOf(request, language);
      return { data: await recordScans(deps.tenancy, deps, { key, scans, locale }) };
    },
  );
}

function annulRoute(app: App, deps: DeskDeps): void {
  app.post(
    '/checkin/scans/:scanId/annul',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Take a scan back, whoever made it; it stays in the log',
        params: annulParams,
        body: annulBody,
        response: answers({ 200: dataOf(annulledScan) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params, body }) => {
      const { organisationId } = member;
      const asked = { organisationId, scanId: params.scanId, id: body.id };
      return { data: await annulScan(deps.tenancy, deps, asked) };
    },
  );
}

function wristbandRoute(app: App, deps: DeskDeps): void {
  app.delete(
    '/events/:eventId/tickets/:ticketId/wristbands',
    {
      config: writing,
      schema: {
        tags: ['answers'],
        summary: 'Say that a ticket’s wristband is lost: it stands for nobody any more',
        params: Type.Object({ eventId: id, ticketId: id }),
        response: answers({ 200: dataOf(Type.Array(givenWristband)) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => {
      const key = { ...params, organisationId: member.organisationId };
      return { data: await deps.tenancy.run(member, (trx) => loseWristband(trx, deps, key)) };
    },
  );
}

function searchRoute(app: App, deps: DeskDeps): void {
  app.get(
    '/checkin/search',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Tickets by name, e-mail address, order reference, external id or short code',
        querystring: searchQuery,
        response: answers({ 200: dataOf(Type.Array(foundTicket)) }, 401, 403, 404),
      },
    },
    async ({ member, query }) => ({
      data: await deps.tenancy.run(member, (trx) => searchTickets(trx, deps, query)),
    }),
  );
}
