import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../bytes/index.js';
import { bytesOf, loadVectors } from '../vectors/test/load-vectors.js';
import {
  checkRotation,
  parseScan,
  ROTATION_STEP_MS,
  rotatingCodeText,
  rotationId,
  rotationKey,
} from './index.js';

interface RotatingVector {
  name: string;
  text: string;
  nowMs: number;
  secrets: string[];
  expect: string;
}

const vectors = loadVectors<{
  codes: { code: string }[];
  rotating: RotatingVector[];
  rotationIds: { secret: string; id: string }[];
}>('ticket-code');
const code = bytesOf(vectors.codes[0]?.code ?? '');
const [atOnce] = vectors.rotating;

function check(text: string, secrets: readonly Uint8Array[], nowMs: number): string {
  const scan = parseScan(text, { typed: false });
  return scan.form === 'rotating' ? checkRotation({ ...scan, secrets, nowMs }) : scan.form;
}

describe('a rotating code', () => {
  it.each(vectors.rotating)('scanned $name is $expect', ({ text, nowMs, secrets, expect: expected }) => {
    expect(check(text, secrets.map(bytesOf), nowMs)).toBe(expected);
  });

  it.each(vectors.rotationIds)('is made with the secret that is called $id', ({ secret, id }) => {
    expect(rotationId(bytesOf(secret))).toEqual(bytesOf(id));
  });

  it('fits version 6 of QR at level M and carries the same 80 bytes', () => {
    const scan = parseScan(atOnce?.text ?? '', { typed: false });
    expect(atOnce?.text).toMatch(/^H:[0-9A-Z $%*+\-./:]{129}$/);
    expect(scan.form === 'rotating' && scan.code).toEqual(code);
  });

  it('is wrong with any other tail', () => {
    const { nowMs = 0, secrets = [], text = '' } = atOnce ?? {};
    const decoded = fromBase45(text.slice(2));
    const bytes = decoded.ok ? decoded.value : new Uint8Array();
    for (let offset = 80; offset < 86; offset++) {
      const changed = bytes.slice();
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      expect(check(`H:${toBase45(changed)}`, secrets.map(bytesOf), nowMs), `byte ${offset}`).toBe('wrong');
    }
  });

  it('is found across the turn of the low 16 bits of the step', () => {
    const secret = new Uint8Array(32).fill(1);
    const turnMs = 65_536 * 900 * ROTATION_STEP_MS;
    const before = rotatingCodeText(code, rotationKey(secret, code), turnMs - 1);
    const after = rotatingCodeText(code, rotationKey(secret, code), turnMs);
    expect(check(before, [secret], turnMs + ROTATION_STEP_MS)).toBe('fresh');
    expect(check(after, [secret], turnMs - 1)).toBe('fresh');
    expect(check(before, [secret], turnMs + 2 * ROTATION_STEP_MS)).toBe('late');
  });

  it('has a key of its own for every ticket and generation', () => {
    const secret = new Uint8Array(32).fill(1);
    const reissued = code.slice();
    reissued[13] = 1;
    expect(rotationKey(secret, reissued)).not.toEqual(rotationKey(secret, code));
  });
});
