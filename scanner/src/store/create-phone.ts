import { decodePairingLink, type ReadinessFinding } from '@gatehouse/shared/protocol';
import { chooseEd25519, type Subtle, type Verify } from '@gatehouse/shared/signing';
import { PhoneDatabase, readValue, valueKeys } from './database.js';
import { forgetIdentity, type Identity, readIdentity } from './identity/identity.js';
import { linkOfText, pairByLink } from './identity/pair.js';
import { trustByLink } from './identity/trust-link.js';
import type { Gateway } from './log/index.js';
import type { PairOutcome, Phone, Shift } from './phone.js';
import { blankState, describePhone } from './phone-state.js';
import type { Ports } from './ports.js';
import { createState } from './readable.js';
import { type Service, type ServiceOptions, startService } from './service/service.js';
import { withConnection } from './with-connection.js';

/** The phone of this browser. It starts at once; `state` says how far it is. */
export function createPhone(ports: Ports): Phone {
  const desk = createDesk(ports);
  const { database, state, gateway } = desk;
  const started = desk.start().catch((error: unknown) => {
    ports.onFault(error);
    const { pairing } = state.get();
    state.patch({ problem: 'storage', pairing: pairing === 'loading' ? 'unpaired' : pairing });
  });
  /** One after the other, and nothing before the start is over. */
  let last: Promise<unknown> = started;
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    state,
    gateway,
    help: {
      async call(input) {
        await started;
        return (await desk.help()?.call(input)) ?? null;
      },
      async carry(code) {
        await started;
        await desk.help()?.carry(code);
      },
      async say(id, word) {
        await started;
        await desk.help()?.say(id, word);
      },
    },
    pair: (text) =>
      inTurn(() => desk.pair(text)).catch((error: unknown) => {
        ports.onFault(error);
        return { ok: false, reason: 'storage' };
      }),
    startShift: (shift) =>
      inTurn(async () => {
        await database.values.put({ key: valueKeys.shift, value: shift });
        state.patch({ shift });
      }),
    async tellReadiness(findings) {
      await started;
      return desk.tellReadiness(findings);
    },
    async sync() {
      await started;
      await desk.now();
    },
    leave: () => inTurn(desk.leave),
    close: () =>
      inTurn(async () => {
        await desk.stop();
        database.close();
      }),
  };
}

/** Begins and ends the phone's services: there is one at a time. */
function createDesk(ports: Ports) {
  const database = new PhoneDatabase(ports.indexedDb);
  const state = createState(blankState);
  const gateway = createState<Gateway | null>(null);
  let service: Service | null = null;
  const chosen: Chosen = { verify: null };

  const known = async () => service?.identity() ?? (await readIdentity(database));

  async function serve(identity: Identity): Promise<void> {
    service = await beginService({ ports, database, state, chosen }, identity);
    if (service !== null) gateway.set(service.gateway);
  }

  async function stop(): Promise<void> {
    gateway.set(null);
    await service?.stop();
    service = null;
  }

  async function pair(text: string): Promise<PairOutcome> {
    const said = await linkOfText(ports, text);
    if (!said.ok) return said;
    const { link } = said;
    const identity = await known();
    const trusted = identity && (await trust(identity, link));
    if (trusted !== null) return trusted;
    const refusal = refuseLink(identity, link);
    if (refusal !== null) return refusal;
    const paired = await pairByLink(ports, database, link);
    if (!paired.ok) return paired;
    await stop();
    await serve(paired.identity);
    return { ok: true };
  }

  /** A link that the organiser shows to a phone in service, whose door key is another one by now. */
  async function trust(identity: Identity, text: string): Promise<PairOutcome | null> {
    const trusted = await trustByLink(ports, database, { identity, text, stop });
    if (trusted !== null) await serve((await readIdentity(database)) ?? identity);
    return trusted;
  }

  async function start(): Promise<void> {
    const identity = await withConnection(database, () => readIdentity(database));
    state.patch({ shift: await readValue<Shift>(database, valueKeys.shift) });
    if (identity === null) state.patch({ pairing: 'unpaired' });
    else await serve(identity);
  }

  const tellReadiness = async (findings: readonly ReadinessFinding[]) =>
    (await service?.tellReadiness(findings)) ?? null;

  async function leave(): Promise<boolean> {
    const identity = await known();
    if (identity !== null && !mayLeave(identity)) return false;
    await stop();
    await forgetIdentity(database);
    state.set({ ...blankState, pairing: 'unpaired' });
    return true;
  }

  return {
    database,
    state,
    gateway,
    start,
    pair,
    leave,
    stop,
    now: async () => service?.now(),
    tellReadiness,
    help: () => service?.help,
  };
}

/** Asked once, at the first start. */
interface Chosen {
  verify: Verify | null;
}

/** @returns null for a phone without keys */
async function beginService(
  { chosen, ...parts }: Omit<ServiceOptions, 'verify'> & { readonly chosen: Chosen },
  identity: Identity,
): Promise<Service | null> {
  const { ports, state } = parts;
  const { keys } = identity;
  const described = describePhone(identity, null, 0);
  // Active, and with its events still to be read, a phone would say for a moment that it has none.
  const isToCome = keys !== null && identity.status === 'active';
  state.patch(isToCome ? { ...described, pairing: state.get().pairing } : described);
  if (keys === null) return null;
  try {
    chosen.verify ??= await chooseEd25519(ports.crypto.subtle as unknown as Subtle);
    return await startService({ ...parts, verify: chosen.verify }, identity, keys);
  } catch (error) {
    state.patch(described);
    throw error;
  }
}

/** @returns null when the link may be tried; otherwise what comes of it without asking the server */
function refuseLink(identity: Identity | null, text: string): PairOutcome | null {
  const link = decodePairingLink(text);
  if (identity === null || !link.ok) return null;
  if (link.value.pairing === identity.pairingId && identity.status !== 'revoked') return { ok: true };
  return mayLeave(identity) ? null : { ok: false, reason: 'already_paired' };
}

/** Not while somebody counts on this phone, and not with scans that nobody else holds. */
function mayLeave({ status, revocation }: Identity): boolean {
  return status === 'waiting' || (status === 'revoked' && revocation?.wiped === true);
}
