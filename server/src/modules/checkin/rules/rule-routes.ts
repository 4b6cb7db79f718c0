import type { Decision } from '@gatehouse/shared/checkin';
import Type, { type Static } from 'typebox';
import { found } from '../../../platform/errors/found.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id, instant, listOf, nullable, pageQuery } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { writtenRule } from '../../events/index.js';
import { type RuleDeps, readDoorPolicy } from './door-policy.js';
import { tryTicket } from './try-ticket.js';
import { listWhoMayEnter } from './who-may-enter.js';

const strict = { additionalProperties: false } as const;
const tags = ['access lists'];
const params = Type.Object({ eventId: id, accessListId: id });

const mayEnterSchema = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Of the ticket.' }),
  name: Type.String(),
  ticketType: Type.String({ description: 'Its name.' }),
});

const mayEnterQuery = Type.Object(
  {
    ...pageQuery.properties,
    at: Type.Optional(Type.String({ format: 'date-time', description: 'Now, when it is left out.' })),
    gateId: Type.Optional(
      Type.String({ format: 'uuid', description: 'At no particular gate, when it is left out.' }),
    ),
  },
  strict,
);

const trialSchema = Type.Object(
  {
    ticketId: id,
    at: instant,
    gateId: nullable(id),
    direction: Type.Enum(['in', 'out', 'check']),
    how: Type.Optional(
      Type.Enum(['camera', 'typed', 'medium', 'search'], {
        default: 'camera',
        description: 'Camera: its present code, genuine and fresh.',
      }),
    ),
    rule: Type.Optional(nullable(writtenRule)),
  },
  strict,
);

/** Explanations have many shapes, which the door protocol describes; they pass through as they are. */
const explained = Type.Unsafe<Decision['explanation']>({
  type: 'object',
  additionalProperties: true,
  description: 'A code with what belongs to it.',
});

const decisionSchema = Type.Object({
  result: Type.Enum(['admit', 'exit', 'confirm', 'refuse']),
  effect: Type.Enum(['entry', 'person', 'exit', 'check', 'none']),
  reason: Type.String(),
  explanation: explained,
  asks: Type.Array(Type.Object({ reason: Type.String(), explanation: explained })),
  notices: Type.Array(
    Type.Unsafe<Decision['notices'][number]>({ type: 'object', additionalProperties: true }),
  ),
  texts: Type.Array(Type.String()),
});

/** What lists and their rules mean, asked before anybody stands at the door. */
export function ruleRoutes(app: App, deps: RuleDeps & { readonly tenancy: Tenancy }): void {
  const { tenancy } = deps;
  app.get(
    '/events/:eventId/access-lists/:accessListId/who-may-enter',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'Tickets that could enter on this list at a time and a gate',
        params,
        querystring: mayEnterQuery,
        response: answers({ 200: listOf(mayEnterSchema) }, 401, 403, 404, 422),
      },
    },
    ({ member, params: { eventId, accessListId }, query: { at, gateId = null, ...page } }) =>
      tenancy.run(member, async (trx) => {
        const now = at === undefined ? Date.now() : Date.parse(at);
        const policy = await readDoorPolicy(trx, deps, { eventId, at: now });
        const list = found(policy.lists.find((each) => each.id === accessListId));
        if (gateId !== null) await deps.events.requireGate(trx, eventId, gateId);
        const ground = { policy, gate: gateId, now };
        return listWhoMayEnter(trx, deps.ticketing, { eventId, list, ground, page });
      }),
  );
  app.post(
    '/events/:eventId/access-lists/:accessListId/trials',
    {
      config: { permission: 'door.read' },
      schema: {
        tags,
        summary: 'What the door would say to a ticket; nothing is stored',
        params,
        body: trialSchema,
        response: answers({ 200: dataOf(decisionSchema) }, 401, 403, 404, 422),
      },
    },
    async ({ member, params: { eventId, accessListId }, body }) => {
      const trial = body as Static<typeof trialSchema>;
      const decision = await tenancy.run(member, (trx) =>
        tryTicket(trx, deps, { eventId, accessListId, trial }),
      );
      return {
        data: {
          ...decision,
          asks: [...decision.asks],
          notices: [...decision.notices],
          texts: [...decision.texts],
        },
      };
    },
  );
}
