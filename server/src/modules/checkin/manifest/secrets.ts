import { toBase64Url } from '@gatehouse/shared/bytes';
import { type SealPurpose, sealTo } from '@gatehouse/shared/signing';
import Type, { type Static } from 'typebox';
import { found } from '../../../platform/errors/found.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers, dataOf, id, nullable } from '../../../platform/http/schemas.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readSearchKey } from '../people/index.js';
import type { DeviceTables } from '../tables.js';
import type { EventKey } from './cut.js';
import { requireService } from './routes.js';
import { readRotating } from './series-content.js';

export interface SecretsDeps {
  readonly tenancy: Tenancy;
  readonly events: Events;
  readonly ticketing: Ticketing;
  readonly sealer: Sealer;
}

const sealed = Type.String({
  pattern: '^[\\w-]+$',
  description: 'Sealed to the agree key of the phone that asks, base64url',
});

const rotation = { current: sealed, previous: nullable(sealed) };

const secretsSchema = Type.Object({
  rotation: nullable(Type.Object(rotation)),
  passes: Type.Array(
    Type.Object({ event: Type.Integer({ description: 'The public number of a pass' }), ...rotation }),
    {
      description: 'The same of passes that are good here, which have secrets of their own',
    },
  ),
  search: nullable(sealed),
});

/** Secrets of an event, each sealed to the phone that asks: whoever carries the answer learns nothing of them. */
export function secretsRoute(app: App, deps: SecretsDeps): void {
  app.get(
    '/device/events/:eventId/secrets',
    {
      config: { device: 'active' },
      schema: {
        tags: ['phones'],
        summary: 'What this phone needs to check moving codes and to open names, sealed to it; null: nothing',
        params: Type.Object({ eventId: id }),
        response: answers({ 200: dataOf(secretsSchema) }, 401, 403, 404),
      },
    },
    async ({ device, params }, reply) => {
      const { organisationId, deviceId } = device;
      const key = { organisationId, eventId: params.eventId };
      reply.header('cache-control', 'no-store');
      const data = await deps.tenancy.run(key, async (trx) => {
        await requireService(trx, device, key.eventId);
        const agreeKey = await readAgreeKey(trx, deviceId);
        return {
          ...(await sealRotations(trx, deps, { key, agreeKey })),
          search: await sealSearch(trx, deps, { key, agreeKey }),
        };
      });
      return { data };
    },
  );
}

/** Only where a list of the event asks for rotating codes: other phones have no use for them. */
async function sealRotations(
  trx: ClosedTransaction,
  { events, ticketing }: SecretsDeps,
  { key, agreeKey }: { readonly key: EventKey; readonly agreeKey: Uint8Array },
): Promise<Pick<Static<typeof secretsSchema>, 'rotation' | 'passes'>> {
  const seal = (plain: Uint8Array) => sealText(agreeKey, plain, 'rotation');
  const sealed = [];
  for (const eventId of await readRotating(trx, { events }, key.eventId)) {
    const of = { ...key, eventId };
    await ticketing.beginRotation(trx, of);
    const { current, previous } = found(await ticketing.openRotation(trx, of));
    const { publicNumber: event } = await events.read(trx, eventId);
    sealed.push({ event, current: await seal(current), previous: previous && (await seal(previous)) });
  }
  const [own, ...passes] = sealed;
  return { rotation: own ? { current: own.current, previous: own.previous } : null, passes };
}

/** Only where the organiser allows names on phones. */
async function sealSearch(
  trx: ClosedTransaction,
  { events, sealer }: SecretsDeps,
  { key, agreeKey }: { readonly key: EventKey; readonly agreeKey: Uint8Array },
): Promise<string | null> {
  if (!(await events.read(trx, key.eventId)).namesOnPhones) return null;
  const found = await readSearchKey(trx, key, sealer);
  return found ? sealText(agreeKey, found.secret, 'search') : null;
}

async function sealText(agreeKey: Uint8Array, plain: Uint8Array, purpose: SealPurpose): Promise<string> {
  return toBase64Url(await sealTo(crypto.subtle, { agreeKey, plain, purpose }));
}

async function readAgreeKey(trx: ClosedTransaction, deviceId: string): Promise<Uint8Array> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select('agreeKey')
    .where('id', '=', deviceId)
    .executeTakeFirst();
  return found(row).agreeKey;
}
