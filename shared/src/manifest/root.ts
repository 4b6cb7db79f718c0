import {
  accepted,
  concatBytes,
  equalBytes,
  fromUtf8,
  type Outcome,
  refused,
  toHex,
  toUtf8,
} from '../bytes/index.js';
import { type BlobRefusal, openBlob, type Sign, sha256, signBlob, type Verify } from '../signing/index.js';
import { comparePositions, type Position } from './position.js';
import { type Root, rootShape, type SegmentReference } from './root-shape.js';
import { MAX_SEGMENT_BITS } from './segment.js';

const VERSION = 1;
export const MAX_ROOT_BYTES = 8 * 2 ** 20;

/**
 * A version byte and JSON in UTF-8, then the signature of both. JSON, because a root is small, read once and grows
 * with every feature; it needs no canonical form, because the signature is over the bytes as they are sent.
 */
export function signRoot(root: Root, sign: Sign): Promise<Uint8Array> {
  const body = concatBytes(Uint8Array.of(VERSION), toUtf8(rootJson(root)));
  if (!decodeRoot(body).ok) throw new RangeError('the parts of this root do not agree with each other');
  return signBlob('root', body, sign);
}

/** The text of a root, or of a part of one: bytes are lower-case hexadecimal. */
export function rootJson(part: object): string {
  return JSON.stringify(part, function (this: Record<string, unknown>, name: string, value: unknown) {
    // Node's own bytes have turned themselves into something else by the time that `value` is given.
    const own = this[name];
    return own instanceof Uint8Array ? toHex(own) : value;
  });
}

/** The keys that a phone trusts for an organisation: the one pinned while pairing, and who comes after it. */
export interface DoorKeys {
  readonly current: Uint8Array;
  readonly successor: Uint8Array | null;
}

/** The newest root of this event that the phone has accepted. */
export interface HeldRoot {
  readonly position: Position;
  readonly digest: Uint8Array;
}

export interface RootTrust {
  readonly event: number;
  readonly keys: DoorKeys;
  readonly held: HeldRoot | null;
  readonly verify: Verify;
}

export interface AcceptedRoot extends HeldRoot {
  readonly root: Root;
  /** To pin from now on. */
  readonly keys: DoorKeys;
}

/**
 * `rolled_back`: older than the root held. `forked`: another root with the same position, which one honest server
 * never makes.
 */
export type RootRefusal =
  | BlobRefusal
  | 'needs_update'
  | 'bad_content'
  | 'wrong_event'
  | 'rolled_back'
  | 'forked';

/** After the first root by the successor the old key is refused. */
export async function acceptRoot(
  blob: Uint8Array,
  trust: RootTrust,
): Promise<Outcome<AcceptedRoot, RootRefusal>> {
  const opened = await openByEither(blob, trust);
  if (!opened.ok) return opened;
  const decoded = decodeRoot(opened.value.body);
  if (!decoded.ok) return decoded;
  const root = decoded.value;
  if (root.event !== trust.event) return refused('wrong_event');
  const digest = sha256(blob);
  const refusal = trust.held && refuseOlder(trust.held, { position: root.position, digest });
  if (refusal) return refused(refusal);
  const successor = root.successor ?? opened.value.keys.successor;
  return accepted({ root, digest, position: root.position, keys: { ...opened.value.keys, successor } });
}

async function openByEither(
  blob: Uint8Array,
  { keys, verify }: RootTrust,
): Promise<Outcome<{ body: Uint8Array; keys: DoorKeys }, BlobRefusal>> {
  const limits = { kind: 'root', verify, maxBytes: MAX_ROOT_BYTES } as const;
  const byCurrent = await openBlob(blob, { ...limits, publicKey: keys.current });
  if (byCurrent.ok) return accepted({ body: byCurrent.value, keys });
  if (byCurrent.reason !== 'bad_signature' || keys.successor === null) return byCurrent;
  const bySuccessor = await openBlob(blob, { ...limits, publicKey: keys.successor });
  if (!bySuccessor.ok) return bySuccessor;
  return accepted({ body: bySuccessor.value, keys: { current: keys.successor, successor: null } });
}

function refuseOlder(held: HeldRoot, offered: HeldRoot): 'rolled_back' | 'forked' | null {
  const order = comparePositions(offered.position, held.position);
  if (order < 0) return 'rolled_back';
  return order === 0 && !equalBytes(offered.digest, held.digest) ? 'forked' : null;
}

/** @param body what `openBlob` gave: nothing parses a root before its signature is checked */
export function decodeRoot(body: Uint8Array): Outcome<Root, 'needs_update' | 'bad_content'> {
  if (body.length > 0 && body[0] !== VERSION) return refused('needs_update');
  const root = rootShape(parseJson(body.subarray(1)));
  return root === undefined || !isConsistent(root) ? refused('bad_content') : accepted(root);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '');
  } catch {
    return undefined;
  }
}

/** What the shape of each part alone does not say. */
function isConsistent(root: Root): boolean {
  const { core, media, links, detail, search } = root.segments;
  return (
    root.issuedAt <= root.notAfter &&
    root.notAfter <= root.wipeAfter &&
    root.events.some(({ id }) => id === root.event) &&
    root.events.every(({ keys }) => areDistinct(keys.map(({ kid }) => kid))) &&
    areDistinct(root.events.map(({ id }) => id)) &&
    areDistinct(root.classes.map(({ index }) => index)) &&
    isWholeTable(core) &&
    isWholeTable(media) &&
    (links.length === 0 || links.length === core.length) &&
    isPeopleTable(detail, root.detailAt) &&
    isPeopleTable(search, root.search === null ? null : root.searchAt)
  );
}

function areDistinct(numbers: readonly number[]): boolean {
  return new Set(numbers).size === numbers.length;
}

/** A table has 2^bits segments. */
function isWholeTable(references: readonly SegmentReference[]): boolean {
  return references.length <= 2 ** MAX_SEGMENT_BITS && Number.isInteger(Math.log2(references.length));
}

/** People come with the position that they are of, or not at all. */
function isPeopleTable(references: readonly SegmentReference[], cutAt: Position | null): boolean {
  return references.length === 0 || (cutAt !== null && isWholeTable(references));
}

/** The salt and the keys of an event whose codes are good here; null for any other event. */
export function acceptedEvent(root: Root, event: number): Root['events'][number] | null {
  return root.events.find(({ id }) => id === event) ?? null;
}

/**
 * `stale`: past not-after, the phone turns amber, notes it in each row and goes on. `expired`: past wipe-after, what
 * names people is wiped.
 * @param nowMs the phone's estimate of the time
 */
export function rootAge(root: Root, nowMs: number): 'fresh' | 'stale' | 'expired' {
  if (nowMs > root.wipeAfter) return 'expired';
  return nowMs > root.notAfter ? 'stale' : 'fresh';
}
