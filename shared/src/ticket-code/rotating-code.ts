import { concatBytes, createWriter, equalBytes, toBase45, toUtf8 } from '../bytes/index.js';
import { hkdfSha256, hmacSha256 } from '../signing/index.js';
import { TICKET_BODY_BYTES } from './ticket-body.js';
import { TICKET_CODE_BYTES } from './ticket-code.js';

export const ROTATING_PREFIX = 'H:';
export const ROTATION_STEP_MS = 30_000;

/** How a root names the secret without giving anything of it away. */
export const ROTATION_ID_BYTES = 4;
export const ROTATION_SECRET_BYTES = 32;

const MAC_BYTES = 4;
const STEP_VALUES = 0x1_0000;
/** Where ticket ‖ generation lie in a code. */
const TICKET_FIELDS = [5, 14] as const;
/** How far a code's step may be from the gate's: two steps old, or one ahead of a gate that runs late. */
const EARLIEST_STEP = -2;
const LATEST_STEP = 1;

/** Code, the low 16 bits of the step, the MAC. */
export const ROTATING_CODE_BYTES = TICKET_CODE_BYTES + 2 + MAC_BYTES;

/** What the rotating form adds to the same 80 bytes. */
export interface RotatingTail {
  /** The low 16 bits of the step at which the code was shown. */
  readonly stepLow: number;
  readonly mac: Uint8Array;
}

/** The name of a secret: who holds one can tell whether it is the one that a root means. */
export function rotationId(secret: Uint8Array): Uint8Array {
  return hkdfSha256(secret, toUtf8('gatehouse-rotation-id-v1\0')).slice(0, ROTATION_ID_BYTES);
}

/** HKDF-SHA256 of the event's rotation secret, bound to the ticket and its generation. */
export function rotationKey(secret: Uint8Array, code: Uint8Array): Uint8Array {
  return hkdfSha256(secret, code.subarray(...TICKET_FIELDS));
}

/** 131 characters: version 6, level M. @param key as `rotationKey` gives it; it is all an attendee's page gets */
export function rotatingCodeText(code: Uint8Array, key: Uint8Array, nowMs: number): string {
  const step = Math.floor(nowMs / ROTATION_STEP_MS);
  const stepLow = createWriter()
    .u16(step % STEP_VALUES)
    .finish();
  return ROTATING_PREFIX + toBase45(concatBytes(code, stepLow, macOf(key, step, code)));
}

/**
 * - `fresh`: made with one of the secrets, −2 … +1 steps from the gate's clock
 * - `late`: made with one of them at another time; a gate that is unsure of the time takes it and says so
 * - `wrong`: made with none of them
 */
export type RotationCheck = 'fresh' | 'late' | 'wrong';

export interface RotationFacts {
  /** The 80 bytes. */
  readonly code: Uint8Array;
  readonly tail: RotatingTail;
  /** The event's rotation secret and, after it was changed, its predecessor. */
  readonly secrets: readonly Uint8Array[];
  /** The gate's best estimate of the time. */
  readonly nowMs: number;
}

export function checkRotation({ code, tail, secrets, nowMs }: RotationFacts): RotationCheck {
  const gateStep = Math.floor(nowMs / ROTATION_STEP_MS);
  const distance = wrap(tail.stepLow - (gateStep % STEP_VALUES));
  const step = gateStep + distance;
  if (step < 0) return 'wrong';
  const made = secrets.some((secret) => equalBytes(macOf(rotationKey(secret, code), step, code), tail.mac));
  if (!made) return 'wrong';
  return distance >= EARLIEST_STEP && distance <= LATEST_STEP ? 'fresh' : 'late';
}

/** The difference of two steps whose high bits are not sent: the nearest one, −32,768 … 32,767. */
function wrap(difference: number): number {
  const half = STEP_VALUES / 2;
  return ((((difference + half) % STEP_VALUES) + STEP_VALUES) % STEP_VALUES) - half;
}

/** HMAC-SHA256(key, step as 8 bytes ‖ body), cut to 4 bytes. */
function macOf(key: Uint8Array, step: number, code: Uint8Array): Uint8Array {
  const fullStep = createWriter().u16(0).u48(step).finish();
  return hmacSha256(key, fullStep, code.subarray(0, TICKET_BODY_BYTES)).slice(0, MAC_BYTES);
}
