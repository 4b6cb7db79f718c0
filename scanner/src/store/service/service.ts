import type { DoorKeys } from '@gatehouse/shared/manifest';
import { type ReadinessFinding, readinessCode, trustedKeysHeader } from '@gatehouse/shared/protocol';
import type { SealSubtle, Verify } from '@gatehouse/shared/signing';
import type { PhoneDatabase } from '../database.js';
import { createHelp, type Help } from '../help/help.js';
import type { Identity, PhoneKeys } from '../identity/identity.js';
import { type Gateway, type ManifestSource, openGateway } from '../log/index.js';
import { newId, randomOf } from '../log/scan.js';
import { createLists, type Lists } from '../manifest/lists.js';
import { createPeople, type People } from '../people/people.js';
import type { PhoneState } from '../phone.js';
import { describeService } from '../phone-state.js';
import type { Ports } from '../ports.js';
import type { State } from '../readable.js';
import { createSecrets, type Secrets } from '../secrets/secrets.js';
import { deviceSign, type Engine, startEngine } from '../sync/engine.js';
import type { Request } from '../sync/http.js';
import { createEnding, type Ending } from './ending.js';
import { type Held, readHeld } from './held.js';
import { createNews } from './news.js';

const WIPE_EVERY_MS = 60_000;

export interface ServiceOptions {
  readonly ports: Ports;
  readonly database: PhoneDatabase;
  readonly verify: Verify;
  readonly state: State<PhoneState>;
}

/** A phone from its pairing to the end of its service. */
export interface Service {
  readonly gateway: Gateway;
  readonly help: Help;
  identity(): Identity;
  /** @returns the text of the code; the server gets it too, when it answers */
  tellReadiness(findings: readonly ReadinessFinding[]): Promise<string>;
  /** Sends and asks now. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

/** What the parts of a service share. */
export interface Core extends ServiceOptions {
  readonly held: Held;
  readonly lists: Lists;
  readonly secrets: Secrets;
  readonly people: People;
  readonly help: Help;
  readonly gateway: Gateway;
  /** Brings what screens see up to date. */
  readonly show: () => void;
}

export async function startService(
  options: ServiceOptions,
  identity: Identity,
  keys: PhoneKeys,
): Promise<Service> {
  const core = await openCore(options, identity, keys);
  const parts = [
    core.gateway.unsent,
    core.gateway.unsentPhotos,
    core.gateway.conflicts,
    core.gateway.problem,
    core.help.calls,
  ];
  const unsubscribe = parts.map((part) => part.subscribe(core.show));
  core.show();
  const endWiping = wipeInTime(core);

  const ending = createEnding(core);
  const over = new AbortController();
  let engine: Engine | null = null;

  async function speak(): Promise<void> {
    // Another tab may have spoken until now.
    await core.lists.load();
    await core.secrets.load();
    await core.help.load();
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
    help: core.help,
    identity: () => core.held.identity,
    async tellReadiness(findings) {
      const sign = deviceSign(options.ports.crypto, keys.sign.privateKey);
      const at = core.gateway.now().estimate;
      const code = await readinessCode({ device: identity.deviceId, at, findings }, sign);
      // Nobody waits for the server, and the next check tells it again.
      void engine?.api.ask(readinessWish(code));
      return code;
    },
    now: async () => engine?.now(),
    async stop() {
      over.abort();
      await speaking;
      for (const end of [...unsubscribe, endWiping]) end();
      await core.gateway.close();
    },
  };
}

function readinessWish(code: string): Request {
  const body = JSON.stringify({ code });
  return { path: '/api/v1/device/readiness', method: 'PUT', body, expects: 'json' };
}

async function openCore(options: ServiceOptions, identity: Identity, keys: PhoneKeys): Promise<Core> {
  const { database, ports, verify, state } = options;
  const held = await readHeld(database, identity);
  let core: Core | null = null;
  const lists = createLists({
    database,
    onChange: () => core?.show(),
    onDoorKeys: (doorKeys) => {
      if (isSameTrust(held.identity.doorKeys, doorKeys)) return;
      held.identity = { ...held.identity, doorKeys };
    },
  });
  await lists.load();
  const secrets = createSecrets({
    database,
    subtle: ports.crypto.subtle as unknown as SealSubtle,
    agreePair: keys.agree,
  });
  await secrets.load();
  const people = createPeople({
    database,
    subtle: ports.crypto.subtle as unknown as SealSubtle,
    agreePair: keys.agree,
    rootOf: lists.newestRootOf,
    later(work, afterMs) {
      const timer = setTimeout(work, afterMs);
      return () => clearTimeout(timer);
    },
    onForgotten: () => core?.gateway.forgetPeople(),
  });
  const gateway = await openGateway({
    ports,
    verify,
    identity: {
      deviceId: identity.deviceId,
      profile: () => held.deviceState?.profile ?? 'steward',
    },
    manifests: manifestSource(held, lists, secrets),
    people,
  });
  const help = createHelp({
    database,
    deviceId: identity.deviceId,
    sign: deviceSign(ports.crypto, keys.sign.privateKey),
    now: () => gateway.now().estimate,
    newId: () => newId(randomOf(ports)),
  });
  await help.load();
  const show = () => state.patch(describeService(held, { lists, secrets, help }, gateway));
  core = { ...options, held, lists, secrets, people, help, gateway, show };
  return core;
}

function manifestSource(held: Held, lists: Lists, secrets: Secrets): ManifestSource {
  const events = () => held.deviceState?.events ?? [];
  return {
    manifestOf: lists.manifestOf,
    rotationSecretsOf: secrets.rotationOf,
    otherEvents: () => events().map(({ number, name }) => ({ id: number, name })),
    eventNumberOf: (eventId) => events().find(({ id }) => id === eventId)?.number ?? null,
  };
}

/** What names people does not outlive the root's date on a phone that nobody sees any more; a look costs nothing. */
function wipeInTime({ people, gateway, ports }: Core): () => void {
  const look = () => void people.wipeExpired(gateway.now().estimate).catch(ports.onFault);
  look();
  const timer = setInterval(look, WIPE_EVERY_MS);
  return () => clearInterval(timer);
}

function startSpeaking(core: Core, keys: PhoneKeys, ending: Ending): Engine {
  const { ports, verify, held, lists, secrets, people, help, database, gateway } = core;
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
    secrets,
    people,
    help,
    database,
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

function isSameTrust(a: DoorKeys, b: DoorKeys): boolean {
  return trustedKeysHeader(a) === trustedKeysHeader(b);
}
