import type { Verify } from '@gatehouse/shared/signing';
import type { PhoneDatabase } from '../database.js';
import type { Identity, PhoneKeys } from '../identity/identity.js';
import { type Gateway, type ManifestSource, openGateway } from '../log/index.js';
import { createLists, type Lists } from '../manifest/lists.js';
import type { PhoneState } from '../phone.js';
import { describeService } from '../phone-state.js';
import type { Ports } from '../ports.js';
import type { State } from '../readable.js';
import { deviceSign, type Engine, startEngine } from '../sync/engine.js';
import { createEnding, type Ending } from './ending.js';
import { type Held, readHeld } from './held.js';
import { createNews } from './news.js';

export interface ServiceOptions {
  readonly ports: Ports;
  readonly database: PhoneDatabase;
  readonly verify: Verify;
  readonly state: State<PhoneState>;
}

/** A phone from its pairing to the end of its service. */
export interface Service {
  readonly gateway: Gateway;
  identity(): Identity;
  /** Sends and asks now. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

/** What the parts of a service share. */
export interface Core extends ServiceOptions {
  readonly held: Held;
  readonly lists: Lists;
  readonly gateway: Gateway;
  /** Brings what screens see up to date. */
  readonly show: () => void;
}

export async function startService(
  options: ServiceOptions,
  identity: Identity,
  keys: PhoneKeys,
): Promise<Service> {
  const core = await openCore(options, identity);
  const parts = [
    core.gateway.unsent,
    core.gateway.unsentPhotos,
    core.gateway.conflicts,
    core.gateway.problem,
  ];
  const unsubscribe = parts.map((part) => part.subscribe(core.show));
  core.show();

  const ending = createEnding(core);
  const over = new AbortController();
  let engine: Engine | null = null;

  async function speak(): Promise<void> {
    // Another tab may have spoken until now.
    await core.lists.load();
    engine = startSpeaking(core, keys, ending);
    ending.goOn(engine.api);
    await Promise.race([aborted(over.signal), ending.over]);
    await ending.stop();
    await engine.stop();
    engine = null;
  }

  const speaking = options.ports
    .hold({ name: 'gatehouse-sync', signal: over.signal, taken: () => undefined, held: speak })
    .catch((error: unknown) => {
      if (!over.signal.aborted) options.ports.onFault(error);
    });
  return {
    gateway: core.gateway,
    identity: () => core.held.identity,
    now: async () => engine?.now(),
    async stop() {
      over.abort();
      await speaking;
      for (const end of unsubscribe) end();
      await core.gateway.close();
    },
  };
}

async function openCore(options: ServiceOptions, identity: Identity): Promise<Core> {
  const { database, ports, verify, state } = options;
  const held = await readHeld(database, identity);
  let core: Core | null = null;
  const lists = createLists({
    database,
    onChange: () => core?.show(),
    onDoorKeys: (doorKeys) => {
      held.identity = { ...held.identity, doorKeys };
    },
  });
  await lists.load();
  const gateway = await openGateway({
    ports,
    verify,
    identity: {
      deviceId: identity.deviceId,
      profile: () => held.deviceState?.profile ?? 'steward',
    },
    manifests: manifestSource(held, lists),
  });
  const show = () => state.patch(describeService(held, lists, gateway));
  core = { ...options, held, lists, gateway, show };
  return core;
}

function manifestSource(held: Held, lists: Lists): ManifestSource {
  const events = () => held.deviceState?.events ?? [];
  return {
    manifestOf: lists.manifestOf,
    otherEvents: () => events().map(({ number, name }) => ({ id: number, name })),
    eventNumberOf: (eventId) => events().find(({ id }) => id === eventId)?.number ?? null,
  };
}

function startSpeaking(core: Core, keys: PhoneKeys, ending: Ending): Engine {
  const { ports, verify, held, lists, gateway } = core;
  const { organisationId, deviceId } = held.identity;
  return startEngine({
    ports,
    identity: {
      organisationId,
      deviceId,
      sign: deviceSign(ports.crypto, keys.sign.privateKey),
      doorKeys: () => held.identity.doorKeys,
    },
    verify,
    log: gateway,
    lists,
    deviceState: () => held.deviceState,
    tell: createNews(core, ending),
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
