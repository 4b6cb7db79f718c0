import { Readable } from 'node:stream';
import { beginDevice, type DeviceReport, type LogTools } from '@gatehouse/shared/log-file';
import Type from 'typebox';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Member } from '../../../platform/http/contexts.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf } from '../../../platform/http/schemas.js';
import { nodeLogTools } from '../../../platform/log-tools.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { DoorKeys } from '../devices/door-keys.js';
import { checkinErrors } from '../errors.js';
import { type LogFile, logFile } from './export-log.js';
import { readDeviceLog, readLogDevices, readOtherEvents, rowsOf } from './log-facts.js';
import { logDeviceParams, logDeviceSchema, logParams, logReportSchema } from './verify-schemas.js';

export interface VerifyDeps {
  readonly tenancy: Tenancy;
  readonly events: Events;
  readonly doorKeys: DoorKeys;
}

const tags = ['door'];
const reading = { permission: 'door.read' };

const jsonLines = Type.Unsafe<Readable>({
  description: 'Lines of JSON, as docs/FORMATS.md describes them; `npm run verify-log` checks them.',
  content: { 'application/x-ndjson': { schema: { type: 'string' } } },
});

/** Whether what the phones wrote is still what they wrote. */
export function verifyRoutes(app: App, deps: VerifyDeps): void {
  const tools = nodeLogTools();
  listRoute(app, deps);
  reportRoute(app, deps, tools);
  fileRoute(app, deps, tools);
}

function listRoute(app: App, { tenancy, events }: VerifyDeps): void {
  app.get(
    '/events/:eventId/log',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Whose rows the log of an event is made of',
        params: logParams,
        response: answers({ 200: dataOf(Type.Array(logDeviceSchema)) }, 401, 403, 404),
      },
    },
    async ({ member, params: { eventId } }) => ({
      data: await tenancy.run(member, async (trx) => {
        await events.read(trx, eventId);
        const devices = await readLogDevices(trx, eventId);
        return devices.map(({ id, name, isServer }) => ({ id, name, isServer }));
      }),
    }),
  );
}

function reportRoute(app: App, { tenancy, events }: VerifyDeps, tools: Promise<LogTools>): void {
  app.get(
    '/events/:eventId/log/:deviceId',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Check the log of one phone: chain, signatures, receipt, gaps',
        params: logDeviceParams,
        response: answers({ 200: dataOf(logReportSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params: { eventId, deviceId } }) => {
      const log = await tenancy.run(member, async (trx) => {
        const { publicNumber: number } = await events.read(trx, eventId);
        return readDeviceLog(trx, { eventId, number }, deviceId);
      });
      const check = await beginDevice(log, await tools);
      for await (const rows of rowsOf(tenancy, member, deviceId)) for (const row of rows) check.row(row);
      return { data: describeReport(check.finish()) };
    },
  );
}

function describeReport({ receipt, ...report }: DeviceReport) {
  return {
    ...report,
    unsigned: [...report.unsigned],
    forks: [...report.forks],
    lost: [...report.lost],
    faults: [...report.faults],
    receipt: receipt && { to: receipt.to, at: new Date(receipt.at).toISOString() },
  };
}

function fileRoute(app: App, deps: VerifyDeps, tools: Promise<LogTools>): void {
  app.get(
    '/events/:eventId/log.jsonl',
    {
      config: reading,
      schema: {
        tags,
        operationId: 'getEventsByEventIdLogFile',
        summary: 'The logs of all phones as one file, to be checked without this server',
        params: logParams,
        response: answers({ 200: jsonLines }, 401, 403, 404),
      },
    },
    async ({ member, params }, reply) => {
      const file = { ...(await prepareFile(deps, member, params.eventId)), tools: await tools };
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="log.jsonl"')
        .header('cache-control', 'no-store')
        .send(Readable.from(logFile(deps.tenancy, member, file)));
    },
  );
}

/** @throws AppError checkin.log_of_other_events */
function prepareFile(
  { tenancy, events, doorKeys }: VerifyDeps,
  member: Member,
  eventId: string,
): Promise<Omit<LogFile, 'tools'>> {
  return tenancy.run(member, async (trx) => {
    const { publicNumber: number, name } = await events.read(trx, eventId);
    const deviceIds = (await readLogDevices(trx, eventId)).map(({ id }) => id);
    const others = await readOtherEvents(trx, eventId, deviceIds);
    if (!others.every((other) => member.may(reading.permission, other)))
      throw new AppError(checkinErrors.logOfOtherEvents);
    const doorKey = await doorKeys(trx, member.organisationId);
    return { eventId, number, name, deviceIds, doorKey };
  });
}
