import { describe, expect, it } from 'vitest';
import { concatBytes, toUtf8 } from '../bytes/index.js';
import { signBlob, verifyEd25519Slowly as verify } from '../signing/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { sampleRoot, sampleSalt } from '../vectors/test/sample-root.js';
import { testEd25519 } from '../vectors/test/test-keys.js';
import { acceptedEvent, acceptRoot, decodeRoot, type HeldRoot, rootAge, signRoot } from './index.js';

const vectors = loadVectors<{
  doorKey: string;
  nextDoorKey: string;
  root: unknown;
  roots: { name: string; blob: string; expect: string }[];
}>('manifest');

const current = bytesOf(vectors.doorKey);
const next = bytesOf(vectors.nextDoorKey);
const pinned = { current, successor: null };

function blobOf(name: string): Uint8Array {
  return bytesOf(vectors.roots.find((root) => root.name === name)?.blob ?? '');
}

async function accept(
  name: string,
  keys: { current: Uint8Array; successor: Uint8Array | null },
  held?: HeldRoot,
) {
  return acceptRoot(blobOf(name), { event: 4711, keys, held: held ?? null, verify });
}

async function held(name: string, keys = pinned): Promise<HeldRoot> {
  const accepted = await accept(name, keys);
  if (!accepted.ok) throw new Error(accepted.reason);
  return accepted.value;
}

/** Parts that roots have not always had. */
const sinceThen = ['dates', 'rotation', 'detailAt', 'searchAt', 'search'];

describe('a root', () => {
  it.each(vectors.roots)('$name: $expect', async ({ name, expect: expected }) => {
    const outcome = await accept(name, pinned);
    expect(outcome.ok ? 'accepted' : outcome.reason).toBe(expected);
  });

  it('says all that was signed', async () => {
    const outcome = await accept('good', pinned);
    expect(outcome.ok && plain(outcome.value.root)).toEqual(vectors.root);
    const richer = await accept('with more than this program knows', pinned);
    expect(richer.ok && plain(richer.value.root)).toEqual(vectors.root);
  });

  it('cut at any byte is refused, signed or not', async () => {
    const good = blobOf('good');
    const trust = { event: 4711, keys: pinned, held: null, verify };
    for (const cut of truncations(good).slice(-100)) expect((await acceptRoot(cut, trust)).ok).toBe(false);
    for (const cut of truncations(good.slice(0, -64))) {
      expect(decodeRoot(cut), `${cut.length} bytes`).toEqual({ ok: false, reason: 'bad_content' });
    }
  });

  it('refuses a document that lacks any one of its parts', async () => {
    const document = JSON.parse(JSON.stringify(vectors.root)) as Record<string, unknown>;
    const encode = (json: unknown) => concatBytes(Uint8Array.of(1), toUtf8(JSON.stringify(json)));
    expect(decodeRoot(encode(document)).ok).toBe(true);
    for (const part of Object.keys(document)) {
      const { [part]: _, ...others } = document;
      if (!sinceThen.includes(part))
        expect(decodeRoot(encode(others)), part).toEqual({ ok: false, reason: 'bad_content' });
      expect(decodeRoot(encode({ ...document, [part]: { x: 1 } })), part).toMatchObject({ ok: false });
    }
  });

  it('of an older server says nothing of what came later', async () => {
    const document = JSON.parse(JSON.stringify(vectors.root)) as Record<string, unknown>;
    for (const part of sinceThen) delete document[part];
    const decoded = decodeRoot(concatBytes(Uint8Array.of(1), toUtf8(JSON.stringify(document))));
    expect(decoded).toMatchObject({
      ok: true,
      value: { dates: [], rotation: null, detailAt: null, searchAt: null, search: null },
    });
  });

  it('is not looked into before its signature is checked', async () => {
    const { sign } = await testEd25519('a stranger');
    const blob = await signBlob('root', Uint8Array.of(9, 9, 9), sign);
    const outcome = await acceptRoot(blob, { event: 4711, keys: pinned, held: null, verify });
    expect(outcome).toEqual({ ok: false, reason: 'bad_signature' });
  });

  it('is not signed when its parts do not agree', async () => {
    const { sign } = await testEd25519('door key');
    const root = sampleRoot({ ticket: current, device: new Uint8Array(65) }, { core: [], media: [] });
    expect(() => signRoot(root, sign)).toThrow(RangeError);
  });
});

describe('the position of a root', () => {
  it('never goes back', async () => {
    expect(await accept('good', pinned, await held('later'))).toEqual({ ok: false, reason: 'rolled_back' });
    expect((await accept('later', pinned, await held('good'))).ok).toBe(true);
  });

  it('goes on with a later life, whatever its count', async () => {
    expect((await accept('of a later life', pinned, await held('later'))).ok).toBe(true);
    expect(await accept('later', pinned, await held('of a later life'))).toEqual({
      ok: false,
      reason: 'rolled_back',
    });
  });

  it('belongs to one root', async () => {
    expect((await accept('good', pinned, await held('good'))).ok).toBe(true);
    expect(await accept('naming its successor', pinned, await held('good'))).toEqual({
      ok: false,
      reason: 'forked',
    });
  });
});

describe('the succession of door keys', () => {
  it('begins with a root by the old key and ends the old key with the first root by the new one', async () => {
    const announced = await accept('naming its successor', pinned);
    expect(announced.ok && announced.value.keys).toEqual({ current, successor: next });
    const between = await accept('later', { current, successor: next });
    expect(between.ok && between.value.keys).toEqual({ current, successor: next });
    const taken = await accept('signed by the successor', { current, successor: next });
    expect(taken.ok && taken.value.keys).toEqual({ current: next, successor: null });
    expect(await accept('later', { current: next, successor: null })).toEqual({
      ok: false,
      reason: 'bad_signature',
    });
  });
});

describe('the events of a root', () => {
  const root = sampleRoot({ ticket: current, device: new Uint8Array(65) }, { core: [], media: [] });

  it('are its own and its passes', () => {
    expect(acceptedEvent(root, 4711)?.salt).toEqual(sampleSalt);
    expect(acceptedEvent(root, 9)?.keys).toMatchObject([{ kid: 0, status: 'list-only' }]);
    expect(acceptedEvent(root, 10)).toBeNull();
  });
});

describe('the age of a root', () => {
  const root = sampleRoot({ ticket: current, device: new Uint8Array(65) }, { core: [], media: [] });

  it.each([
    [root.issuedAt, 'fresh'],
    [root.notAfter, 'fresh'],
    [root.notAfter + 1, 'stale'],
    [root.wipeAfter + 1, 'expired'],
  ])('at %d is %s', (nowMs, age) => {
    expect(rootAge(root, nowMs)).toBe(age);
  });
});
