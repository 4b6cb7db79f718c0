import { showPairingCode } from '@gatehouse/shared/protocol';
import type { App } from '../../../../platform/http/create-server.js';
import { answers, dataOf, listOf, pageQuery } from '../../../../platform/http/schemas.js';
import { writeOnce, writeOnceHeaders } from '../../../../platform/http/write-once.js';
import type { Tenancy } from '../../../../platform/tenancy/tenancy.js';
import { listPairings, offerPairing, type PairingDeps, pairingUrl, readPairing } from '../pairings.js';
import { eventParams, newPairing, offeredPairing, pairingParams, pairingSchema } from '../schemas.js';

const tags = ['devices'];

type Deps = PairingDeps & { readonly tenancy: Tenancy };

/** The portal's side of pairing. */
export function pairingOfferRoutes(app: App, deps: Deps): void {
  readRoutes(app, deps);
  app.post(
    '/events/:eventId/device-pairings',
    {
      config: { permission: 'devices.write' },
      schema: {
        tags,
        summary: 'Offer to pair one phone within ten minutes',
        params: eventParams,
        headers: writeOnceHeaders,
        body: newPairing,
        response: answers({ 201: dataOf(offeredPairing) }, 401, 403, 404, 409, 422),
      },
    },
    async (request, reply) => {
      const { member, params, body } = request;
      const { organisationId } = member;
      const { data } = await writeOnce({ tenancy: deps.tenancy, caller: member, request, reply }, (trx) =>
        offerPairing(trx, deps, { organisationId, eventId: params.eventId, input: body }),
      );
      const { id, expiresAt, doorKey } = data;
      reply.header('cache-control', 'no-store');
      const pairing = { organisationId, pairingId: id };
      const url = pairingUrl(deps, pairing, doorKey);
      return { data: { id, url, code: showPairingCode(deps.codes.codeOf(pairing)), expiresAt } };
    },
  );
}

function readRoutes(app: App, { tenancy, events }: Deps): void {
  const config = { permission: 'devices.read' };
  app.get(
    '/events/:eventId/device-pairings',
    {
      config,
      schema: {
        tags,
        summary: 'Offers to pair a phone, without their links',
        params: eventParams,
        querystring: pageQuery,
        response: answers({ 200: listOf(pairingSchema) }, 401, 403, 404),
      },
    },
    ({ member, params, query }) =>
      tenancy.run(member, async (trx) => {
        await events.read(trx, params.eventId);
        return listPairings(trx, params.eventId, query);
      }),
  );
  app.get(
    '/events/:eventId/device-pairings/:pairingId',
    {
      config,
      schema: {
        tags,
        summary: 'Whether the offer was taken, and by which phone',
        params: pairingParams,
        response: answers({ 200: dataOf(pairingSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readPairing(trx, params.eventId, params.pairingId)),
    }),
  );
}
