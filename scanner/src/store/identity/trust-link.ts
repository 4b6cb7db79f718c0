import { equalBytes, toBase64Url } from '@gatehouse/shared/bytes';
import { decodePairingLink, type PairingLink } from '@gatehouse/shared/protocol';
import { type PhoneDatabase, valueKeys } from '../database.js';
import { LogDatabase } from '../log/database.js';
import { forgetEverybody } from '../people/stored-people.js';
import type { PairOutcome } from '../phone.js';
import type { Ports } from '../ports.js';
import { createDeviceApi } from '../sync/device-api.js';
import { deviceSign } from '../sync/engine.js';
import { changeIdentity, type Identity } from './identity.js';
import { reasonOf } from './pair.js';

export interface LinkForTrust {
  readonly identity: Identity;
  readonly text: string;
  /** Ends the phone's service, before what it rests on is changed; the caller begins another one. */
  readonly stop: () => Promise<void>;
}

/**
 * A link of the organisation that this phone already serves, with a door key that it does not trust yet: what was
 * downloaded under another key is no longer believed, and this phone stays who it is, with its log.
 * @returns null when the link is not of that kind
 */
export async function trustByLink(
  ports: Ports,
  database: PhoneDatabase,
  { identity, text, stop }: LinkForTrust,
): Promise<PairOutcome | null> {
  const link = decodePairingLink(text);
  const { keys, doorKeys, organisationId, deviceId, status } = identity;
  const isMeant = link.ok && link.value.organisation === organisationId && status !== 'waiting';
  if (!isMeant || keys === null || equalBytes(link.value.doorKey, doorKeys.current)) return null;
  const sign = deviceSign(ports.crypto, keys.sign.privateKey);
  const api = createDeviceApi(ports, { organisationId, deviceId, sign, doorKeys: () => doorKeys });
  const { pairing: pairingId, secret } = link.value;
  // The server knows whether it has shown this code; whoever prints one of their own is no organiser.
  const answer = await api.ask({
    path: '/api/v1/device/door-key',
    method: 'POST',
    body: JSON.stringify({ pairingId, secret: toBase64Url(secret) }),
    expects: 'json',
  });
  await stop();
  if (!answer.ok) return { ok: false, reason: reasonOf(answer) };
  await believeAnew(ports, database, link.value);
  return { ok: true };
}

/** What is killed in between is done again by the same link, which the server lets this phone use again. */
async function believeAnew(ports: Ports, database: PhoneDatabase, { doorKey }: PairingLink): Promise<void> {
  const log = new LogDatabase(ports.indexedDb);
  const { feeds, blocks, histories } = log;
  await log.transaction('rw', feeds, blocks, histories, () =>
    Promise.all([feeds.clear(), blocks.clear(), histories.clear()]),
  );
  log.close();
  await forgetEverybody(database);
  const { roots, segments, pages, values } = database;
  await database.transaction('rw', roots, segments, pages, values, async () => {
    await Promise.all([roots.clear(), segments.clear(), pages.clear(), values.delete(valueKeys.rootsSeen)]);
    await changeIdentity(database, { doorKeys: { current: doorKey, successor: null } });
  });
}
