import type { DeviceState } from '../identity/device-state.js';
import { changeIdentity } from '../identity/identity.js';
import type { EngineNews } from '../sync/engine.js';
import type { Ending } from './ending.js';
import { keepDeviceState, keepTimes } from './held.js';
import type { Core } from './service.js';

/** Takes what the engine finds out into memory, the database and what screens see. */
export function createNews(core: Core, ending: Ending): EngineNews {
  const { held, database, ports, state, show } = core;
  const { onFault } = ports;

  function keep(): void {
    keepTimes(database, held, ports.monotonic()).catch(onFault);
    show();
  }

  return {
    online: (online) => {
      if (state.get().online !== online) state.patch({ online });
    },
    async deviceState(said) {
      if (held.identity.status === 'revoked') return;
      if (said.status === 'revoked') await ending.begin();
      else await takeDeviceState(core, said);
      show();
    },
    synced() {
      held.lastSyncAt = ports.wall();
      keep();
    },
    needsUpdate() {
      held.needsUpdate = true;
      show();
    },
    list(event, refusal) {
      if (refusal === null) held.refusals.delete(event);
      else held.refusals.set(event, refusal);
      if (refusal === 'needs_update') held.needsUpdate = true;
      show();
    },
    digest(event, digest) {
      held.digests.set(event, digest);
      show();
    },
    current(event) {
      held.currentAt.set(event, ports.wall());
      keep();
    },
  };
}

async function takeDeviceState({ held, database, lists, ...core }: Core, said: DeviceState): Promise<void> {
  await keepDeviceState(database, held, said);
  const { status, name } = said;
  if (status !== held.identity.status || name !== held.identity.name) {
    held.identity = (await changeIdentity(database, { status, name })) ?? held.identity;
  }
  const numbers = new Set(said.events.map(({ number }) => number));
  const { secrets, people, help } = core;
  for (const event of lists.events()) {
    if (numbers.has(event)) continue;
    await lists.forget(event);
    await people.forget(event);
  }
  await help.keepOnly(numbers);
  const named = new Set(
    lists
      .events()
      .flatMap((event) => lists.rotationsOf(event) ?? [])
      .map(({ event }) => event),
  );
  for (const event of secrets.events()) {
    if (!numbers.has(event) && !named.has(event)) await secrets.forget(event);
  }
}
