import Type from 'typebox';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id, instant, nothing, nullable } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { type HelpDeps, keepCall, listCalls, noteState } from './help-calls.js';
import { type HelpState, helpStates } from './help-tables.js';

export type HelpRouteDeps = HelpDeps & { readonly tenancy: Tenancy };

const strict = { additionalProperties: false } as const;
const tags = ['device'];
const config = { device: 'active' as const };

const keptCall = Type.Object({
  id,
  code: Type.String({ description: 'The call as its phone signed it.' }),
  state: Type.Unsafe<HelpState>(Type.Enum([...helpStates])),
  stateAt: instant,
  stateBy: nullable(
    Type.String({ format: 'uuid', description: 'The phone that took or settled it; null: nobody has.' }),
  ),
});
const helpRequest = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 1_400, description: 'As the phone shows it as a QR code.' }),
  },
  strict,
);
const stateRequest = Type.Object(
  { state: Type.Union([Type.Literal('taken'), Type.Literal('settled')]) },
  strict,
);

/** What a lane cannot solve, on its way to the supervisors’ phones and back. */
export function helpRoutes(app: App, deps: HelpRouteDeps): void {
  const { tenancy, sealer, live } = deps;
  app.put(
    '/device/help',
    {
      config,
      schema: {
        tags,
        summary: 'Hand in a call for help, this phone’s own or one that it carries for another',
        body: helpRequest,
        response: answers({ 204: nothing }, 401, 403, 422),
      },
    },
    async ({ device, body }, reply) => {
      await tenancy.run(device, (trx) => keepCall(trx, deps, { device, code: body.code }));
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/device/help',
    {
      config,
      schema: {
        tags,
        summary: 'Calls for help at the phone’s events, all of them for a supervisor, its own for any other',
        response: answers({ 200: dataOf(Type.Array(keptCall)) }, 401, 403),
      },
    },
    async ({ device }, reply) => {
      reply.header('cache-control', 'no-store');
      return { data: await tenancy.run(device, (trx) => listCalls(trx, sealer, device)) };
    },
  );
  app.put(
    '/device/help/:callId',
    {
      config,
      schema: {
        tags,
        summary: 'Take a call for help, or settle it',
        params: Type.Object({ callId: id }),
        body: stateRequest,
        response: answers({ 204: nothing }, 401, 403, 404),
      },
    },
    async ({ device, params, body }, reply) => {
      const word = { device, callId: params.callId, state: body.state };
      await tenancy.run(device, (trx) => noteState(trx, live, word));
      return reply.code(204).send(null);
    },
  );
}
