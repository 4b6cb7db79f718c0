import { randomBytes, webcrypto } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { toHex } from '@gatehouse/shared/bytes';
import { digestHex, digestManifest, NO_DIGEST } from '@gatehouse/shared/digest';
import {
  type AcceptedRoot,
  acceptRoot,
  applyPage,
  CORE_SEGMENT,
  changedRecords,
  coreCells,
  findLinks,
  findMedium,
  isEmptiedMedium,
  isReferencedSegment,
  LINKS_SEGMENT,
  type Manifest,
  MEDIA_SEGMENT,
  openTable,
  openTicketsPage,
  packedRows,
  type Root,
  rebuildPart,
  replaceRoot,
  type SegmentReference,
  TICKETS_PAGE_VERSION,
  tableRows,
} from '@gatehouse/shared/manifest';
import { TRUSTED_KEYS_HEADER, trustedKeysHeader } from '@gatehouse/shared/protocol';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { createDeviceTokens } from '../src/modules/checkin/devices/device-tokens.js';
import { createDoorKeys } from '../src/modules/checkin/devices/door-keys.js';
import type { TestApp } from './test-app.js';

/** What a phone would see of an event: a line for each ticket and each barcode, in order. */
export type DoorView = readonly string[];

/** A phone that downloads the manifest of one event as the scanner does, with the code that both share. */
export interface ManifestPhone {
  readonly deviceId: string;
  /** A request as this phone. */
  get(path: string, headers?: Record<string, string>): ReturnType<TestApp['app']['inject']>;
  /** Takes the present root with its segments. @throws Error when the server offers what no phone accepts */
  takeRoot(): Promise<AcceptedRoot>;
  /** Takes pages until nothing is newer. @returns how many there were */
  takePages(): Promise<number>;
  root(): Root;
  /** The door keys that it trusts. */
  trusts(): AcceptedRoot['keys'];
  view(): DoorView;
  /** Whether it says dead of a medium. @param medium its hash */
  isDead(medium: Uint8Array): boolean;
  /** What the server says of the digest of its list. @param alter what it says instead of the truth */
  agreement(alter?: (digest: string) => string): Promise<string>;
  /** Which parts of a root it cannot make out of what it holds: kind and index. */
  cannotMake(root: Root): string[];
}

/** Pairs a phone for the event, past the pairing itself. */
export async function addManifestPhone(
  { app, database }: TestApp,
  key: { organisationId: string; eventId: string },
  status: 'waiting' | 'active' | 'revoked' = 'active',
): Promise<ManifestPhone> {
  const { organisationId, eventId } = key;
  const { sealer, tenancy, secrets } = app.platform;
  const point = Buffer.concat([Buffer.of(4), randomBytes(64)]);
  const [device] = await database.query<{ id: string }>(
    `insert into checkin.device (organisation_id, name, profile, status, sign_key, agree_key, user_agent, revoked_at)
     values ($1, 'Phone', 'steward', $2, $3, $3, 'test', case when $2 = 'revoked' then now() end) returning id`,
    [organisationId, status, point],
  );
  if (!device) throw new Error('The phone was not kept.');
  await database.query(
    'insert into checkin.device_event (organisation_id, event_id, device_id) values ($1, $2, $3)',
    [organisationId, eventId, device.id],
  );
  const token = createDeviceTokens(app.jwt, secrets.accessToken).sign({
    organisationId,
    deviceId: device.id,
  });
  const { publicKey } = await tenancy.run({ organisationId }, (trx) =>
    createDoorKeys(sealer)(trx, organisationId),
  );
  const at = `/api/v1/device/events/${eventId}`;
  const authorization = `Bearer ${token}`;
  return createPhone(device.id, publicKey, {
    get: (path, headers = {}) =>
      app.inject({ method: 'GET', url: at + path, headers: { authorization, ...headers } }),
    put: (path, payload) =>
      app.inject({ method: 'PUT', url: at + path, headers: { authorization }, payload }),
  });
}

interface Line {
  readonly get: ManifestPhone['get'];
  readonly put: (path: string, payload: object) => ReturnType<TestApp['app']['inject']>;
}

async function createPhone(
  deviceId: string,
  doorKey: Uint8Array,
  { get, put }: Line,
): Promise<ManifestPhone> {
  const verify = await chooseEd25519(webcrypto.subtle);
  let keys: AcceptedRoot['keys'] = { current: doorKey, successor: null };
  let held: AcceptedRoot | null = null;
  let manifest: Manifest | null = null;
  const current = (): Manifest => {
    if (!manifest) throw new Error('This phone has no manifest yet.');
    return manifest;
  };

  const tablesOf = segmentReader(get);

  return {
    deviceId,
    get,
    root: () => current().root,
    trusts: () => keys,
    view: () => viewOf(current()),
    isDead: (medium) => isEmptiedMedium(current(), medium),
    async agreement(alter = (digest) => digest) {
      const { tickets, root } = current();
      const scans = { start: root.position.start, count: 0, digest: digestHex(NO_DIGEST) };
      const payload = { tickets: { ...tickets, digest: alter(listDigest(current())) }, scans };
      return (await put('/digest', payload)).json<{ data: { tickets: string } }>().data.tickets;
    },
    cannotMake: (root) => cannotMake(current(), root),
    async takeRoot() {
      const answer = await get('/root', { [TRUSTED_KEYS_HEADER]: trustedKeysHeader(keys) });
      if (answer.statusCode !== 200)
        throw new Error(`The root was answered with ${answer.statusCode} ${answer.body}`);
      const event = held?.root.event ?? publicNumberIn(answer.rawPayload);
      const accepted = valueIn(await acceptRoot(answer.rawPayload, { event, keys, held, verify }));
      manifest = replaceRoot(manifest, accepted.root, await tablesOf(accepted.root));
      ({ keys } = accepted);
      held = accepted;
      return accepted;
    },
    async takePages() {
      for (let pages = 0; ; pages++) {
        const { start, count } = current().tickets;
        const answer = await get(
          `/pages/tickets?start=${start}&from=${count}&version=${TICKETS_PAGE_VERSION}`,
        );
        if (answer.statusCode === 204) return pages;
        if (answer.statusCode !== 200)
          throw new Error(`A page was answered with ${answer.statusCode} ${answer.body}`);
        const byCurrent = await openTicketsPage(answer.rawPayload, keys.current, verify);
        const { successor } = keys;
        const page = valueIn(
          byCurrent.ok || successor === null
            ? byCurrent
            : await openTicketsPage(answer.rawPayload, successor, verify),
        );
        manifest = valueIn(applyPage(current(), page));
      }
    },
  };
}

function listDigest(manifest: Manifest): string {
  for (const steps = digestManifest(manifest, new WeakMap()); ; ) {
    const step = steps.next();
    if (step.done) return step.value === null ? 'a part is missing' : digestHex(step.value);
  }
}

function cannotMake(held: Manifest, { segments: { core, media, links } }: Root): string[] {
  const tables = [
    [CORE_SEGMENT, core],
    [MEDIA_SEGMENT, media],
    [LINKS_SEGMENT, links],
  ] as const;
  return tables.flatMap(([kind, references]) =>
    references.flatMap((reference, index) => {
      const place = { kind, bits: Math.log2(references.length), index, count: reference.count };
      const bytes = rebuildPart(held, place);
      return bytes !== null && isReferencedSegment(reference, bytes) ? [] : [`${kind.code} ${index}`];
    }),
  );
}

/** Fetches what a root names, each part once. */
function segmentReader(get: ManifestPhone['get']) {
  const blobs = new Map<string, Uint8Array>();

  async function segment(reference: SegmentReference): Promise<Uint8Array> {
    const name = toHex(reference.sha256);
    const known = blobs.get(name);
    if (known) return known;
    const answer = await get(`/segments/${name}`, { 'accept-encoding': 'gzip, br' });
    if (answer.statusCode !== 200 || answer.headers['content-encoding'] !== 'br')
      throw new Error(`A segment was answered with ${answer.statusCode} ${answer.body}`);
    const bytes = brotliDecompressSync(answer.rawPayload);
    if (!isReferencedSegment(reference, bytes)) throw new Error('A segment is not what the root says.');
    blobs.set(name, bytes);
    return bytes;
  }

  return async ({ segments }: Root) => {
    const core = await Promise.all(segments.core.map(segment));
    const media = await Promise.all(segments.media.map(segment));
    const links = await Promise.all(segments.links.map(segment));
    return {
      core: valueIn(openTable(CORE_SEGMENT, segments.core, core)),
      media: valueIn(openTable(MEDIA_SEGMENT, segments.media, media)),
      links: valueIn(openTable(LINKS_SEGMENT, segments.links, links)),
    };
  };
}

/** Which event a phone expects it knows from its state; here it is taken from the root itself. */
function publicNumberIn(blob: Buffer): number {
  return Number(/"event":(\d+)/.exec(blob.toString('latin1'))?.[1]);
}

function valueIn<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`The phone refuses it: ${outcome.reason}`);
  return outcome.value;
}

function viewOf(manifest: Manifest): DoorView {
  const tickets = new Map([...tableRows(manifest.core)].map(({ key, cells }) => [toHex(key), toHex(cells)]));
  for (const record of changedRecords(manifest.changed))
    tickets.set(toHex(record.hash), toHex(coreCells(record)));
  const media = new Map<string, string[]>();
  for (const { key } of [...tableRows(manifest.media), ...packedRows(manifest.changedMedia)]) {
    const stands = findMedium(manifest, key);
    media.set(toHex(key), stands === 'missing' ? ['missing'] : stands.map(toHex));
  }
  return linesOf(tickets, media, linksIn(manifest, [...tickets.keys()]));
}

function linksIn(manifest: Manifest, hashes: readonly string[]): string[] {
  return hashes.flatMap((hash) => {
    const links = findLinks(manifest, Buffer.from(hash, 'hex'));
    if (links === null) return [];
    return links === 'missing'
      ? [`links ${hash} missing`]
      : [`links ${hash} ${links.order} ${links.parent} ${links.role}`];
  });
}

function linesOf(
  tickets: ReadonlyMap<string, string>,
  media: ReadonlyMap<string, readonly string[]>,
  links: readonly string[],
): DoorView {
  return [
    ...[...tickets].map(([hash, cells]) => `ticket ${hash} ${cells}`),
    ...[...media].flatMap(([hash, stands]) => stands.map((ticket) => `medium ${hash} ${ticket}`)),
    ...links,
  ].sort();
}

/** The same view, made of the tables by PostgreSQL alone; a state is its number in the flags. */
export async function viewInDatabase({ database }: TestApp, eventId: string): Promise<DoorView> {
  const tickets = await database.query<{ hash: string; cells: string }>(
    `select encode(t.hash, 'hex') as hash, lpad(to_hex(coalesce(w.class, y.class)), 4, '0')
        || lpad(to_hex(t.generation::int), 2, '0')
        || lpad(to_hex((array_position(array['good', 'cancelled', 'blocked', 'held', 'unapproved'], t.state) - 1) * 32
          + case t.payment when 'unpaid' then 16 when 'good-though-unpaid' then 24 else 0 end
          + case when t.attention then 4 else 0 end + case when t.answers_missing then 2 else 0 end
          + case when coalesce(t.order_group, t.parent_group) is null then 0 else 1 end), 2, '0')
        || lpad(to_hex(t.entries::int), 2, '0') as cells
     from ticketing.ticket t join ticketing.ticket_type y on y.id = t.ticket_type_id
       left join ticketing.window_class w on w.event_id = t.event_id and w.ticket_type_id = t.ticket_type_id
         and w.valid_from is not distinct from t.valid_from and w.valid_until is not distinct from t.valid_until
     where t.event_id = $1
     union all
     select encode(hash, 'hex'), lpad(to_hex(class), 4, '0') || lpad(to_hex(generation::int), 2, '0') || '2200'
     from ticketing.dead_number where event_id = $1`,
    [eventId],
  );
  const media = await database.query<{ hash: string; ticket: string }>(
    `select encode(m.hash, 'hex') as hash, encode(t.hash, 'hex') as ticket
     from ticketing.medium m join ticketing.ticket t on t.id = m.ticket_id where m.event_id = $1`,
    [eventId],
  );
  const links = await database.query<{ line: string }>(
    `select 'links ' || encode(hash, 'hex') || ' ' || coalesce(order_group, 0) || ' ' || coalesce(parent_group, 0)
        || case when parent_id is not null then ' add-on' when parent_group is not null then ' parent'
          else ' member' end as line
     from ticketing.ticket where event_id = $1 and coalesce(order_group, parent_group) is not null`,
    [eventId],
  );
  const stands = new Map<string, string[]>();
  for (const { hash, ticket } of media) stands.set(hash, [...(stands.get(hash) ?? []), ticket]);
  return linesOf(
    new Map(tickets.map(({ hash, cells }) => [hash, cells])),
    stands,
    links.map(({ line }) => line),
  );
}
