import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  fromBase64Url,
  type Outcome,
  refused,
  toBase64Url,
  UUID_BYTES,
  uuidToBytes,
} from '../bytes/index.js';
import { openBlob, SIGNATURE_BYTES, type Sign, signBlob, splitBlob, type Verify } from '../signing/index.js';

const VERSION = 1;
const PREFIX = 'GHREADY:';
const MAX_CODE_BYTES = 512;
const NO_VALUE = 0xffff_ffff;
const MOST_VALUE = NO_VALUE - 1;

/** In the order of their numbers in a code: new ones come at the end. */
export const readinessChecks = [
  'installed',
  'offline',
  'storage',
  'camera',
  'speed',
  'fresh',
  'server',
  'battery',
  'unsent',
  'heard',
] as const;
export type ReadinessCheck = (typeof readinessChecks)[number];

/** Good, worth a look, not good, and what a browser keeps to itself. */
export const readinessLevels = ['good', 'attention', 'bad', 'unknown'] as const;
export type ReadinessLevel = (typeof readinessLevels)[number];

export interface ReadinessFinding {
  readonly check: ReadinessCheck;
  readonly level: ReadinessLevel;
  /** Milliseconds of a picture or of the clock's error, seconds of the list's age, percent, or how many; null: none. */
  readonly value: number | null;
}

/** What a phone found out about itself. */
export interface Readiness {
  readonly device: string;
  /** Milliseconds since 1970, by the phone's estimate. */
  readonly at: number;
  readonly findings: readonly ReadinessFinding[];
}

/**
 * `GHREADY:` and base64url of version (1) | device (16) | time (6) | count (1), then each: check (1), level (1), value
 * (4, all ones: none) | the phone's P-256 signature (64).
 */
export async function readinessCode({ device, at, findings }: Readiness, sign: Sign): Promise<string> {
  const writer = createWriter().u8(VERSION).bytes(uuidToBytes(device)).u48(at).u8(findings.length);
  for (const { check, level, value } of findings) {
    writer.u8(readinessChecks.indexOf(check)).u8(readinessLevels.indexOf(level));
    writer.u32(value === null ? NO_VALUE : Math.min(MOST_VALUE, Math.max(0, Math.round(value))));
  }
  return PREFIX + toBase64Url(await signBlob('readiness', writer.finish(), sign));
}

export function isReadinessCode(text: string): boolean {
  return text.startsWith(PREFIX);
}

export type ReadinessRefusal = 'unreadable' | 'needs_update';

/** What a code says, before anybody has looked at its signature. */
export function decodeReadiness(text: string): Outcome<Readiness, ReadinessRefusal> {
  const blob = blobOf(text);
  if (blob === null) return refused('unreadable');
  const reader = createReader(splitBlob(blob).body);
  if (reader.u8() !== VERSION) return refused('needs_update');
  const device = bytesToUuid(reader.bytes(UUID_BYTES));
  const at = reader.u48();
  const count = reader.u8();
  const findings: ReadinessFinding[] = [];
  for (let left = Math.min(count, readinessChecks.length); left > 0; left--) {
    const check = readinessChecks[reader.u8()];
    const level = readinessLevels[reader.u8()];
    const value = reader.u32();
    if (check === undefined || level === undefined) return refused('unreadable');
    findings.push({ check, level, value: value === NO_VALUE ? null : value });
  }
  return reader.isComplete() ? accepted({ device, at, findings }) : refused('unreadable');
}

/** @param publicKey of the phone that the code names; @returns whether that phone made it */
export async function isReadinessOf(text: string, publicKey: Uint8Array, verify: Verify): Promise<boolean> {
  const blob = blobOf(text);
  if (blob === null) return false;
  return (await openBlob(blob, { kind: 'readiness', publicKey, verify, maxBytes: MAX_CODE_BYTES })).ok;
}

function blobOf(text: string): Uint8Array | null {
  const blob = isReadinessCode(text) ? fromBase64Url(text.slice(PREFIX.length).trim()) : null;
  return blob !== null && blob.length > SIGNATURE_BYTES && blob.length <= MAX_CODE_BYTES ? blob : null;
}
