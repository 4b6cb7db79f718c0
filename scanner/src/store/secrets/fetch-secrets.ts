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
  const named = lists.rotationOf(event.number);
  // Before the first root nothing is known of it; a root that names none has no use for what is kept.
  if (named === undefined) return { ok: true };
  if (named === null && secrets.rotationOf(event.number) !== null) await secrets.forget(event.number);
  if (!secrets.lacks(event.number, named)) return { ok: true };
  const answer = await api.ask({ path: `/api/v1/device/events/${event.id}/secrets`, expects: 'json' });
  if (!answer.ok) return answer;
  const rotation = readRotation(answer.bytes);
  // What does not open here opens nowhere: the list asks for a yes then, and the next round asks again.
  if (rotation !== null) await secrets.take(event.number, rotation);
  return { ok: true };
}

function readRotation(bytes: Uint8Array): SealedRotation | null {
  const { rotation } = (dataOf(bytes) ?? {}) as { rotation?: Partial<Record<keyof SealedRotation, unknown>> };
  const current = sealedOf(rotation?.current);
  return current === null ? null : { current, previous: sealedOf(rotation?.previous) };
}

function sealedOf(text: unknown): Uint8Array | null {
  return typeof text === 'string' ? fromBase64Url(text) : null;
}
