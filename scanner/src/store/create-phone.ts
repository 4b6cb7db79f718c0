import { decodePairingLink } from '@gatehouse/shared/protocol';
import { chooseEd25519, type Subtle, type Verify } from '@gatehouse/shared/signing';
import { PhoneDatabase, readValue } from './database.js';
import { forgetIdentity, type Identity, readIdentity } from './identity/identity.js';
import { pairByLink } from './identity/pair.js';
import type { Gateway } from './log/gateway.js';
import type { PairOutcome, Phone, Shift } from './phone.js';
import { blankState, describePhone } from './phone-state.js';
import type { Ports } from './ports.js';
import { createState } from './readable.js';
import { type Service, startService } from './service/service.js';

const SHIFT = 'shift';

/** The phone of this browser. It starts at once; `state` says how far it is. */
export function createPhone(ports: Ports): Phone {
  const database = new PhoneDatabase(ports.indexedDb);
  const state = createState(blankState);
  const gateway = createState<Gateway | null>(null);
  let service: Service | null = null;
  let verify: Verify | null = null;

  async function serve(identity: Identity): Promise<void> {
    state.patch(describePhone(identity, null, 0));
    if (identity.keys === null) return;
    verify ??= await chooseEd25519(ports.crypto.subtle as unknown as Subtle);
    const options = { ports, database, verify, state };
    service = await startService(options, identity, identity.keys);
    gateway.set(service.gateway);
  }

  async function retire(): Promise<void> {
    gateway.set(null);
    await service?.stop();
    service = null;
    await forgetIdentity(database);
    state.set({ ...blankState, pairing: 'unpaired' });
  }

  async function start(): Promise<void> {
    const identity = await readIdentity(database);
    state.patch({ shift: await readValue<Shift>(database, SHIFT) });
    if (identity === null) state.patch({ pairing: 'unpaired' });
    else await serve(identity);
  }

  async function pair(text: string): Promise<PairOutcome> {
    const link = decodePairingLink(text);
    const identity = service?.identity() ?? (await readIdentity(database));
    if (identity !== null && link.ok) {
      if (link.value.pairing === identity.pairingId && identity.status !== 'revoked') return { ok: true };
      if (!mayLeave(identity)) return { ok: false, reason: 'already_paired' };
    }
    const paired = await pairByLink(ports, database, text);
    if (!paired.ok) return paired;
    gateway.set(null);
    await service?.stop();
    await serve(paired.identity);
    return { ok: true };
  }

  const started = start().catch((error: unknown) => {
    ports.onFault(error);
    state.patch({
      problem: 'storage',
      pairing: state.get().pairing === 'loading' ? 'unpaired' : state.get().pairing,
    });
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
    pair: (text) => inTurn(() => pair(text)),
    startShift: (shift) =>
      inTurn(async () => {
        await database.values.put({ key: SHIFT, value: shift });
        state.patch({ shift });
      }),
    sync: async () => {
      await started;
      await service?.now();
    },
    leave: () =>
      inTurn(async () => {
        const identity = service?.identity() ?? (await readIdentity(database));
        if (identity !== null && !mayLeave(identity)) return false;
        await retire();
        return true;
      }),
    close: () =>
      inTurn(async () => {
        await service?.stop();
        service = null;
        database.close();
      }),
  };
}

/** Not while somebody counts on this phone, and not with scans that nobody else holds. */
function mayLeave({ status, revocation }: Identity): boolean {
  return status === 'waiting' || (status === 'revoked' && revocation?.wiped === true);
}
