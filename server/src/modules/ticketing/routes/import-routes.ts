import { Readable } from 'node:stream';
import Type from 'typebox';
import { byteOrderMark, csvLine } from '../../../platform/csv/write-csv.js';
import type { Member } from '../../../platform/http/contexts.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, listOf, pageQuery } from '../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../platform/http/write-once.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { cancelImport, createImport, startImport } from '../commands/edit-import.js';
import { importParams, importSchema, importStart, newImportQuery } from '../import-schemas.js';
import { decodeList } from '../imports/decode-list.js';
import { listImports, readBadRows, readImport } from '../imports/import-queries.js';
import { previewList } from '../imports/preview-list.js';
import { eventParams } from '../schemas.js';
import { csvFile } from './export-routes.js';

interface Deps {
  readonly tenancy: Tenancy;
  readonly events: Events;
}

const tags = ['imports'];
const reading = { permission: 'tickets.read' };
const writing = { permission: 'tickets.write' };
/** 20,000 rows are 3 MiB; a list of 100,000 fits. */
const largestFile = 16 * 1024 * 1024;

export function importRoutes(app: App, deps: Deps): void {
  // A folder of its own, so that no other route takes files.
  app.register(async (inner) => uploadRoute(inner as App, deps));
  readRoutes(app, deps);
  actionRoutes(app, deps);
}

function uploadRoute(app: App, deps: Deps): void {
  const { tenancy, events } = deps;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: largestFile },
    (_request, body, done) => done(null, body),
  );
  app.post(
    '/events/:eventId/imports',
    {
      bodyLimit: largestFile,
      config: writing,
      schema: {
        tags,
        summary: 'Upload a list and see what is in it; nothing is imported yet',
        consumes: ['text/csv'],
        params: eventParams,
        querystring: newImportQuery,
        headers: writeOnceHeaders,
        body: Type.Unsafe<Buffer>({ description: 'The file as it is, of any encoding; at most 16 MiB.' }),
        response: answers({ 201: dataOf(importSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async (request, reply) => {
      const { member, params, query, body } = request;
      await tenancy.run(member, (trx) => events.read(trx, params.eventId));
      const list = decodeList(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
      const preview = await previewList(list);
      const key = { organisationId: member.organisationId, eventId: params.eventId };
      const fileName = query.fileName ?? 'list.csv';
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) =>
        createImport(trx, events, { key, fileName, content: list.content, preview }),
      );
    },
  );
}

function readRoutes(app: App, deps: Deps): void {
  const { tenancy, events } = deps;
  app.get(
    '/events/:eventId/imports',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Imports, oldest first',
        params: eventParams,
        querystring: pageQuery,
        response: answers({ 200: listOf(importSchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listImports(trx, params.eventId, query);
      }),
  );
  app.get(
    '/events/:eventId/imports/:importId',
    {
      config: reading,
      schema: {
        tags,
        summary: 'How far an import has come',
        params: importParams,
        response: answers({ 200: dataOf(importSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readImport(trx, params.eventId, params.importId)),
    }),
  );
  app.get(
    '/events/:eventId/imports/:importId/errors.csv',
    {
      config: reading,
      schema: {
        tags,
        operationId: 'getEventsByEventIdImportsByImportIdErrorsFile',
        summary: 'The rows that were refused: line, reason and the row itself',
        params: importParams,
        response: answers({ 200: csvFile }, 401, 403, 404),
      },
    },
    async ({ member, params }, reply) => {
      const found = await tenancy.run(member, (trx) => readImport(trx, params.eventId, params.importId));
      const headings = found.preview.columns.map(({ heading }) => heading);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="errors.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(errorFile(tenancy, member, { importId: params.importId, headings })));
    },
  );
}

function actionRoutes(app: App, deps: Deps): void {
  const { tenancy, events } = deps;
  app.post(
    '/events/:eventId/imports/:importId/start',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Say what the columns are and begin',
        params: importParams,
        body: importStart,
        response: answers({ 200: dataOf(importSchema) }, 401, 403, 404, 409, 422),
      },
    },
    async ({ member, params, body }) => {
      const key = { organisationId: member.organisationId, ...params };
      const { mapping } = body;
      return { data: await tenancy.run(member, (trx) => startImport(trx, events, { key, mapping })) };
    },
  );
  app.post(
    '/events/:eventId/imports/:importId/cancel',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Stop; what has been imported stays',
        params: importParams,
        response: answers({ 200: dataOf(importSchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params }) => {
      const key = { organisationId: member.organisationId, ...params };
      return { data: await tenancy.run(member, (trx) => cancelImport(trx, key)) };
    },
  );
}

const rowsAtOnce = 1000;

async function* errorFile(
  tenancy: Tenancy,
  member: Member,
  list: { importId: string; headings: readonly string[] },
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(['Line', 'Code', 'Reason', ...list.headings]);
  let afterLine = 0;
  for (;;) {
    const rows = await tenancy.run(member, (trx) =>
      readBadRows(trx, { importId: list.importId, afterLine, limit: rowsAtOnce }),
    );
    yield rows
      .map(({ line, code, message, cells }) => csvLine([String(line), code, message, ...cells]))
      .join('');
    if (rows.length < rowsAtOnce) return;
    afterLine = rows.at(-1)?.line ?? 0;
  }
}
