import { keptScans } from '@gatehouse/scanner/store';
import { concatBytes } from '@gatehouse/shared/bytes';
import {
  DigestSum,
  digestHex,
  digestManifest,
  digestScans,
  digestTicketList,
  scanElement,
} from '@gatehouse/shared/digest';
import { encodeRow } from '@gatehouse/shared/log';
import { coreCells, type Position } from '@gatehouse/shared/manifest';
import { sha } from '../phone/crypto.js';
import type { StoredEvent } from '../server/event.js';
import type { Actor } from './actor.js';
import { heldManifest } from './held-tickets.js';
import type { World } from './world.js';

/** What somebody holds of an event's two feeds, and up to where. */
export interface Digests {
  readonly tickets: string;
  readonly ticketsAt: Position;
  readonly scans: string;
}

/** What the server would say of an event. */
export function serverDigests(world: World, event: StoredEvent): Digests {
  const records = [...event.tickets.values()].map(({ record }) => record);
  const core = concatBytes(...records.flatMap((record) => [record.hash, coreCells(record)]));
  const none = new Uint8Array();
  const scans = new DigestSum(sha);
  for (const { eventId, record, position } of world.database.state.scans.values()) {
    if (eventId !== event.id || position === null) continue;
    const { row, review, answered } = record;
    const element = scanElement({ bytes: encodeRow(row), review, answered });
    if (element !== null) scans.add(element);
  }
  return {
    tickets: digestHex(digestTicketList({ core, media: none, links: none }, sha)),
    ticketsAt: event.feed,
    scans: digestHex(scans.digest()),
  };
}

/** What a phone would say, of what lies on its disk. @returns null where it has no list, or a part is missing */
export function phoneDigests(actor: Actor, event: StoredEvent): Digests | null {
  const manifest = heldManifest(actor, event.number);
  const tickets = manifest && end(digestManifest(manifest, new WeakMap()));
  if (manifest === null || tickets === null) return null;
  const log = actor.machine.disk.databases.get('gatehouse-log');
  const all = (store: string) => (log?.records.get(store) ?? []).map(({ value }) => value);
  const feeds = all('feeds') as NonNullable<Parameters<typeof keptScans>[0]>[];
  const feed = feeds.find(({ event: number }) => number === event.number);
  const blocks = all('blocks') as Parameters<typeof keptScans>[1];
  const scans = feed === undefined ? new DigestSum().digest() : end(digestScans(keptScans(feed, blocks)));
  return { tickets: digestHex(tickets), ticketsAt: manifest.tickets, scans: digestHex(scans) };
}

function end<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
