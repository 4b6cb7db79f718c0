import type { Position } from '@gatehouse/shared/manifest';
import { type PeopleKind, signPeoplePage } from '@gatehouse/shared/people';
import { AppError } from '../../../platform/errors/app-error.js';
import { platformErrors } from '../../../platform/errors/platform-errors.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { DoorKeys } from '../devices/door-keys.js';
import { checkinErrors } from '../errors.js';
import { type EventKey, readTicketsPosition } from '../manifest/index.js';
import { packPeopleApart } from './pack-people-apart.js';
import type { PeopleDeps } from './people-cut.js';
import { readSearchKey } from './search-key.js';

export interface PeoplePageDeps extends PeopleDeps {
  readonly tenancy: Tenancy;
  readonly doorKeys: DoorKeys;
}

export interface WantedPage {
  readonly key: EventKey;
  readonly kind: PeopleKind;
  readonly from: Position;
}

/** About 200 KB. */
const maxPeople = 2000;
/** Pages that many phones ask for at once are made once. */
const keptPages = 32;
const encoder = new TextEncoder();

/**
 * Makes pages of who holds the tickets that changed behind a position.
 * @returns undefined when nothing is newer
 * @throws AppError checkin.other_life, platform.not_found where names are not allowed on phones
 */
export type MakePeoplePage = (wanted: WantedPage) => Promise<Uint8Array | undefined>;

export function createPeoplePages(deps: PeoplePageDeps): MakePeoplePage {
  const kept = new Map<string, Promise<Uint8Array>>();

  function keep(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const page = kept.get(name) ?? make();
    kept.delete(name);
    kept.set(name, page);
    page.catch(() => kept.delete(name));
    for (const oldest of kept.keys()) {
      if (kept.size <= keptPages) break;
      kept.delete(oldest);
    }
    return page;
  }

  return async (wanted) => {
    const { key, kind, from } = wanted;
    const [head, searchKey] = await deps.tenancy.run(key, async (trx) => [
      await readTicketsPosition(trx, deps.ticketing, key.eventId),
      kind === 'search' ? await readSearchKey(trx, key, deps.sealer) : undefined,
    ]);
    if (kind === 'search' && searchKey === undefined) throw new AppError(platformErrors.notFound);
    if (from.start !== head.start) throw new AppError(checkinErrors.otherLife);
    if (from.count >= head.count) return undefined;
    const secret = searchKey ? new Uint8Array(searchKey.secret) : null;
    const name = [
      key.eventId,
      kind,
      searchKey?.id.toString('hex'),
      from.start,
      from.count,
      head.count,
    ].join();
    return keep(name, () => makePage(deps, wanted, secret));
  };
}

async function makePage(
  deps: PeoplePageDeps,
  { key, kind, from }: WantedPage,
  secret: Uint8Array | null,
): Promise<Uint8Array> {
  const { eventId, organisationId } = key;
  const read = await deps.tenancy.snapshot(key, async (trx) => {
    const head = await readTicketsPosition(trx, deps.ticketing, eventId);
    const { json, goOn } = await deps.ticketing.readHolders(trx, eventId, { after: from, limit: maxPeople });
    const sealKeys = await deps.ticketing.openSealKeys(trx, key);
    const { publicNumber: event } = await deps.events.read(trx, eventId);
    return { json, sealKeys, event, to: goOn?.count ?? head.count };
  });
  const { json, sealKeys, event, to } = read;
  const packed = await packPeopleApart({
    kind,
    pages: [encoder.encode(json)],
    sealKeys,
    secret,
    form: 'page',
  });
  const { sign } = await deps.tenancy.run(key, (trx) => deps.doorKeys(trx, organisationId));
  const range = { event, start: from.start, from: from.count, to };
  return signPeoplePage({ ...range, kind, file: packed.files[0]?.bytes ?? new Uint8Array() }, sign);
}
