import { valueKeys } from '../database.js';
import { changeIdentity, type Identity } from '../identity/identity.js';
import type { DeviceApi } from '../sync/device-api.js';
import { createLoop, type Loop, type Round } from '../sync/loop.js';
import type { Core } from './service.js';

const GAP_MS = 250;

/**
 * What happens when the organiser revokes this phone: it stops scanning and forgets its lists at once, hands over the
 * scans that no receipt covers and the pictures that were not sent, and then forgets the rest. Each step can be killed and is done again.
 */
export interface Ending {
  begin(): Promise<void>;
  /** Looks whether there is an end to come to, now and whenever a receipt comes. */
  goOn(api: DeviceApi): void;
  /** Settles when nothing is left to say to the server. */
  readonly over: Promise<void>;
  stop(): Promise<void>;
}

export function createEnding(core: Core): Ending {
  const { held, gateway, ports } = core;
  let loop: Loop | null = null;
  let endings: (() => void)[] = [];
  let settle = () => {};
  const over = new Promise<void>((resolve) => {
    settle = resolve;
  });

  async function work(api: DeviceApi): Promise<Round> {
    const round = await finish(core, api);
    if (held.identity.revocation?.wiped) settle();
    return round;
  }

  async function begin(): Promise<void> {
    await keep(core, { status: 'revoked', revocation: { toHandOver: gateway.unsent.get(), wiped: false } });
    await forgetLists(core);
    core.show();
    loop?.wake();
  }

  return {
    begin,
    over,
    goOn(api) {
      loop = createLoop({ ...ports, gapMs: GAP_MS, work: () => work(api) });
      const wake = () => loop?.wake();
      endings = [gateway.unsent.subscribe(wake), gateway.unsentPhotos.subscribe(wake)];
      if (held.identity.status === 'revoked') loop.wake();
    },
    async stop() {
      for (const end of endings) end();
      await loop?.stop();
    },
  };
}

async function finish(core: Core, api: DeviceApi): Promise<Round> {
  const { held, gateway, database, show } = core;
  const { status, revocation } = held.identity;
  if (status !== 'revoked' || revocation?.wiped) return 'idle';
  show();
  // A kill during `begin` may have left them.
  await forgetLists(core);
  if (gateway.unsent.get() > 0 || gateway.unsentPhotos.get() > 0) return 'idle';
  await gateway.forgetAll();
  const told = await api.ask({ path: '/api/v1/device/wiped', method: 'POST', body: '{}', expects: 'json' });
  if (!told.ok && told.reason !== 'refused') return 'failed';
  const toHandOver = revocation?.toHandOver ?? 0;
  await keep(core, { keys: null, revocation: { toHandOver, wiped: true } });
  await database.values.where('key').notEqual(valueKeys.identity).delete();
  show();
  return 'idle';
}

async function keep({ held, database }: Core, fields: Partial<Identity>): Promise<void> {
  held.identity = (await changeIdentity(database, fields)) ?? held.identity;
}

async function forgetLists({ lists, secrets, people, help, database, held, state }: Core): Promise<void> {
  await lists.forgetAll();
  await secrets.forgetAll();
  await people.forgetAll();
  await help.forgetAll();
  await database.values.bulkDelete([valueKeys.deviceState, valueKeys.shift, valueKeys.times]);
  held.deviceState = held.deviceState && { ...held.deviceState, status: 'revoked', events: [] };
  state.patch({ shift: null });
}
