import type { App } from '../../../../platform/http/create-server.js';
import { answers, dataOf, nothing } from '../../../../platform/http/schemas.js';
import type { Tenancy } from '../../../../platform/tenancy/tenancy.js';
import { changeDoorKey, readDoorKeyState, type SuccessionDeps } from '../door-key-succession.js';
import type { PairDeps } from '../pair-device.js';
import { doorKeyChange, doorKeySchema, trustRequest } from '../schemas.js';
import { trustDoorKey } from '../trust-door-key.js';

const minute = 60_000;

/** The key that phones trust, and how another one comes in its place. */
export function doorKeyRoutes(app: App, deps: SuccessionDeps & { readonly tenancy: Tenancy }): void {
  const { tenancy } = deps;
  const tags = ['devices'];
  app.get(
    '/door-key',
    {
      config: { permission: 'devices.read' },
      schema: {
        tags,
        summary: 'The key that signs what phones download, its successor, and phones that do not know it',
        response: answers({ 200: dataOf(doorKeySchema) }, 401, 403),
      },
    },
    async ({ member }) => ({ data: await tenancy.run(member, readDoorKeyState) }),
  );
  app.put(
    '/door-key',
    {
      config: { permission: 'organisation.write' },
      schema: {
        tags,
        summary: 'Take the succession of the door key one step further',
        body: doorKeyChange,
        response: answers({ 200: dataOf(doorKeySchema) }, 401, 403, 409),
      },
    },
    async ({ member, body }) => {
      const { organisationId } = member;
      const state = await tenancy.run(member, (trx) =>
        changeDoorKey(trx, deps, { organisationId, change: body }),
      );
      return { data: state };
    },
  );
}

/** A phone that nothing leads to the present key is shown a pairing code. */
export function trustRoute(app: App, deps: Pick<PairDeps, 'tenancy' | 'secrets'>): void {
  app.post(
    '/device/door-key',
    {
      config: { device: 'any', rateLimit: { max: 60, timeWindow: minute } },
      schema: {
        tags: ['device'],
        summary: 'Trust the door key of a pairing link from now on, and stay the same phone',
        body: trustRequest,
        response: answers({ 204: nothing }, 401, 404, 409, 410),
      },
    },
    async ({ device, body }, reply) => {
      await trustDoorKey(deps, device, body);
      return reply.code(204).send(null);
    },
  );
}
