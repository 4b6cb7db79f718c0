import { fromBase64Url } from '@gatehouse/shared/bytes';
import type { EventName, Fetched } from '../manifest/fetch-list.js';
import type { Lists } from '../manifest/lists.js';
import type { DeviceApi } from '../sync/device-api.js';
import { dataOf } from '../sync/http.js';
import type { SealedRotation, Secrets } from './secrets.js';

export interface SecretsSource {
  readonly api: DeviceApi;
  readonly lists: Lists;
  readonly secrets: Secrets;
}

/** Asks only when the newest root names a secret that is not here. */
export async function fetchSecrets(source: SecretsSource, event: EventName): Promise<Fetched> {
  const { api, lists, secrets } = source;
  const named = lists.rotationsOf(event.number);
  // Before the first root nothing is known of it; a root that names none has no use for what is kept.
  if (named === undefined) return { ok: true };
  const isAsked = named.some(({ name }) => name !== null);
  // Of a pass it may be another date that asks.
  if (!isAsked && secrets.rotationOf(event.number) !== null) await secrets.forget(event.number);
  if (!named.some(secrets.lacks)) return { ok: true };
  const answer = await api.ask({ path: `/api/v1/device/events/${event.id}/secrets`, expects: 'json' });
  if (!answer.ok) return answer;
  const { rotation, passes } = (dataOf(answer.bytes) ?? {}) as { rotation?: unknown; passes?: unknown };
  const ofPasses = Array.isArray(passes) ? passes : [];
  // What does not open here opens nowhere: the list asks for a yes then, and the next round asks again.
  for (const { event: of } of named.filter(secrets.lacks)) {
    const ofPass = ofPasses.find((pass) => pass?.event === of);
    const sealed = readRotation(of === event.number ? rotation : ofPass);
    if (sealed !== null) await secrets.take(of, sealed);
  }
  return { ok: true };
}

function readRotation(json: unknown): SealedRotation | null {
  const rotation = (json ?? {}) as Partial<Record<keyof SealedRotation, unknown>>;
  const current = sealedOf(rotation.current);
  return current === null ? null : { current, previous: sealedOf(rotation.previous) };
}

function sealedOf(text: unknown): Uint8Array | null {
  return typeof text === 'string' ? fromBase64Url(text) : null;
}
