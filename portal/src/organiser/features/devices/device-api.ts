import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/devices';
const itemPath = '/api/v1/events/{eventId}/devices/{deviceId}';
const pairingsPath = '/api/v1/events/{eventId}/device-pairings';
const pairingPath = '/api/v1/events/{eventId}/device-pairings/{pairingId}';

/** A phone as this event sees it. */
export type Phone = Answer<typeof listPath, 'get'>[number];
export type PhoneChanges = BodyOf<typeof itemPath, 'patch'>;
export type NewPairing = BodyOf<typeof pairingsPath, 'post'>;
/** An offer to pair, with the link that its code carries. */
export type Pairing = Answer<typeof pairingsPath, 'post'>;

/** How often the page asks by itself, for where no live connection gets through. */
const fallbackMs = 30_000;
const pairingMs = 3_000;

/** Everything that is known of the phones of an event is read again below this key. */
export function phonesKey(eventId: string) {
  return ['event', eventId, 'phones'] as const;
}

export function phonesQuery(eventId: string) {
  return queryOptions({
    queryKey: [...phonesKey(eventId), 'list'],
    queryFn: () => readAll((query) => bodyOf(api.GET(listPath, { params: { path: { eventId }, query } }))),
    refetchInterval: fallbackMs,
  });
}

/** The phones of the organisation, whatever events they serve. */
export const everyPhoneQuery = queryOptions({
  queryKey: ['phones'],
  queryFn: () => readAll((query) => bodyOf(api.GET('/api/v1/devices', { params: { query } }))),
});

/** What has become of an offer. Nobody waits long for it, so it is asked often. */
export function pairingQuery(eventId: string, pairingId: string) {
  return queryOptions({
    queryKey: [...phonesKey(eventId), 'pairing', pairingId],
    queryFn: async () => {
      const call = api.GET(pairingPath, { params: { path: { eventId, pairingId } } });
      return (await bodyOf(call)).data;
    },
    // Asked on as well when the first answer did not come.
    refetchInterval: ({ state }) => ((state.data?.status ?? 'open') === 'open' ? pairingMs : false),
  });
}

/** @param key a repeated one makes no second offer */
export async function offerPairing(eventId: string, body: NewPairing, key: string): Promise<Pairing> {
  const headers = { 'idempotency-key': key };
  return (await bodyOf(api.POST(pairingsPath, { params: { path: { eventId } }, body, headers }))).data;
}

/** Somebody has compared the characters on both screens. */
export async function confirmPhone(eventId: string, deviceId: string): Promise<void> {
  await bodyOf(api.POST('/api/v1/events/{eventId}/devices/{deviceId}/confirm', pathOf(eventId, deviceId)));
}

export async function revokePhone(eventId: string, deviceId: string): Promise<void> {
  await bodyOf(api.POST('/api/v1/events/{eventId}/devices/{deviceId}/revoke', pathOf(eventId, deviceId)));
}

export async function changePhone(eventId: string, deviceId: string, body: PhoneChanges): Promise<void> {
  await bodyOf(api.PATCH(itemPath, { ...pathOf(eventId, deviceId), body }));
}

/** A phone of the organisation serves this event as well. */
export async function assignPhone(eventId: string, deviceId: string, gateId: string | null): Promise<void> {
  const path = '/api/v1/events/{eventId}/devices/{deviceId}/assign';
  await bodyOf(api.POST(path, { ...pathOf(eventId, deviceId), body: { gateId } }));
}

function pathOf(eventId: string, deviceId: string) {
  return { params: { path: { eventId, deviceId } } };
}

/** @param code as a phone of the event shows it; the phone's readiness is what it says from now on */
export async function readReadinessCode(eventId: string, code: string): Promise<Phone> {
  const path = '/api/v1/events/{eventId}/readiness-codes';
  return (await bodyOf(api.POST(path, { params: { path: { eventId } }, body: { code } }))).data;
}
