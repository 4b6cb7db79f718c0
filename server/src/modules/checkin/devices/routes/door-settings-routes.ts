import type { App } from '../../../../platform/http/create-server.js';
import { answers, dataOf } from '../../../../platform/http/schemas.js';
import type { Tenancy } from '../../../../platform/tenancy/tenancy.js';
import { readDoorSettings, type SettingsDeps, writeDoorSettings } from '../door-settings.js';
import { doorSettingsChange, doorSettingsSchema } from '../door-settings-schemas.js';
import { eventParams } from '../schemas.js';

const tags = ['devices'];
const path = '/events/:eventId/door-settings';

/** What an organiser sets for all phones of an event. */
export function doorSettingsRoutes(app: App, deps: SettingsDeps & { readonly tenancy: Tenancy }): void {
  const { tenancy } = deps;
  app.get(
    path,
    {
      config: { permission: 'devices.read' },
      schema: {
        tags,
        summary: 'What phones of this event are set to',
        params: eventParams,
        response: answers({ 200: dataOf(doorSettingsSchema) }, 401, 403, 404),
      },
    },
    async ({ member, params }) => ({
      data: await tenancy.run(member, (trx) => readDoorSettings(trx, deps, params.eventId)),
    }),
  );
  app.put(
    path,
    {
      config: { permission: 'devices.write' },
      schema: {
        tags,
        summary: 'Set what phones of this event are set to, and which of it they cannot change',
        params: eventParams,
        body: doorSettingsChange,
        response: answers({ 200: dataOf(doorSettingsSchema) }, 401, 403, 404, 409),
      },
    },
    async ({ member, params, body }) => {
      const call = { organisationId: member.organisationId, eventId: params.eventId, change: body };
      return { data: await tenancy.run(member, (trx) => writeDoorSettings(trx, deps, call)) };
    },
  );
}
