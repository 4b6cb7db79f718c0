import { readDoorSettings } from '@gatehouse/shared/door-settings';
import type { Help } from './help/help.js';
import type { DeviceEvent, DeviceState } from './identity/device-state.js';
import type { Identity } from './identity/identity.js';
import type { Gateway } from './log/gateway.js';
import type { Lists } from './manifest/lists.js';
import type { PhoneEvent, PhoneState } from './phone.js';
import type { Secrets } from './secrets/secrets.js';
import type { Held } from './service/held.js';

export const blankState: PhoneState = {
  pairing: 'loading',
  confirmationCode: null,
  deviceId: null,
  deviceName: '',
  organisationName: '',
  profile: 'steward',
  gateId: null,
  events: [],
  shift: null,
  online: false,
  unsent: 0,
  unsentPhotos: 0,
  lastSyncAt: null,
  problem: null,
  conflicts: [],
  help: [],
  revocation: null,
};

interface Stores {
  readonly lists: Lists;
  readonly secrets: Pick<Secrets, 'lacks'>;
  readonly help: Pick<Help, 'calls'>;
}

/** Everything that screens see of a phone in service, but its shift and whether the server answers. */
export function describeService(
  held: Held,
  { lists, secrets, help }: Stores,
  gateway: Gateway,
): Omit<PhoneState, 'shift' | 'online'> {
  const { identity, deviceState: said } = held;
  const unsent = gateway.unsent.get();
  return {
    ...describePhone(identity, said, unsent),
    events: (said?.events ?? []).map((event) => describeEvent(event, { lists, secrets }, held)),
    unsent,
    unsentPhotos: gateway.unsentPhotos.get(),
    lastSyncAt: held.lastSyncAt,
    problem: gateway.problem.get() ?? (held.needsUpdate ? 'needs_update' : null),
    conflicts: gateway.conflicts.get(),
    help: help.calls.get(),
  };
}

/** @param said null: the server has not said anything yet, or the phone has forgotten it */
export function describePhone(identity: Identity, said: DeviceState | null, unsent: number) {
  const { status, confirmationCode, deviceId, name, revocation } = identity;
  return {
    pairing: status,
    confirmationCode,
    deviceId,
    deviceName: said?.name ?? name,
    organisationName: said?.organisationName ?? '',
    profile: said?.profile ?? 'steward',
    gateId: said?.gateId ?? null,
    revocation: revocation && {
      handedOver: Math.max(0, revocation.toHandOver - unsent),
      unsent,
      wiped: revocation.wiped,
    },
  } satisfies Partial<PhoneState>;
}

function describeEvent(event: DeviceEvent, { lists, secrets }: Omit<Stores, 'help'>, held: Held): PhoneEvent {
  const { id, number, name, place, timeZone, startsAt, endsAt } = event;
  return {
    id,
    number,
    name,
    place,
    timeZone,
    startsAt: Date.parse(startsAt),
    endsAt: endsAt === null ? null : Date.parse(endsAt),
    gateId: event.gateId ?? null,
    root: lists.manifestOf(number)?.root ?? null,
    complete: lists.isComplete(number),
    progress: lists.progressOf(number),
    lacksSecret: (lists.rotationsOf(number) ?? []).some(secrets.lacks),
    syncedAt: held.currentAt.get(number) ?? null,
    settings: readDoorSettings(event.settings),
    digest: held.digests.get(number) ?? null,
    refused: held.refusals.get(number) ?? null,
  };
}
