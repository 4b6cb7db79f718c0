import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { verifyEd25519Slowly as verify } from '../signing/index.js';
import { mediumHash, parseShortCode, shortCodeText } from '../ticket-code/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { samplePage } from '../vectors/test/make-manifest.js';
import { sampleRoot, sampleSalt } from '../vectors/test/sample-root.js';
import { sampleMedia, sampleTicket, sampleTickets } from '../vectors/test/sample-tickets.js';
import {
  applyPage,
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  decodeTicketsPage,
  findMedium,
  findShortCode,
  findTicket,
  type Manifest,
  MEDIA_SEGMENT,
  openTable,
  openTicketsPage,
  type Position,
  referenceTo,
  replaceRoot,
  type TicketsPage,
} from './index.js';

const vectors = loadVectors<{
  doorKey: string;
  pages: { content: unknown; blobs: { name: string; blob: string; expect: string }[] };
}>('manifest');

const doorKey = bytesOf(vectors.doorKey);

function built(segments: ReturnType<typeof buildCore>): Uint8Array[] {
  if (!segments.ok) throw new Error(segments.reason);
  return segments.value;
}

function rootAndTables(tickets: readonly CoreRecord[], position: Position) {
  const [core, media] = [built(buildCore(tickets)), built(buildMedia(sampleMedia))];
  const references = {
    core: core.map((bytes) => referenceTo(CORE_SEGMENT, bytes)),
    media: media.map((bytes) => referenceTo(MEDIA_SEGMENT, bytes)),
  };
  const sample = sampleRoot({ ticket: doorKey, device: new Uint8Array(65) }, references);
  const coreTable = openTable(CORE_SEGMENT, references.core, core);
  const mediaTable = openTable(MEDIA_SEGMENT, references.media, media);
  if (!coreTable.ok || !mediaTable.ok) throw new Error('the sample does not open');
  const tables = { core: coreTable.value, media: mediaTable.value };
  return { root: { ...sample, tickets: position }, tables };
}

const life = samplePage.start;

function manifestAt(count: number, tickets = sampleTickets): Manifest {
  const { root, tables } = rootAndTables(tickets, { start: life, count });
  return replaceRoot(null, root, tables);
}

function apply(manifest: Manifest, page: TicketsPage): Manifest {
  const applied = applyPage(manifest, page);
  if (!applied.ok) throw new Error(applied.reason);
  return applied.value;
}

const hashOf = (name: string) => sampleTicket(name).hash;

describe('a page of the tickets feed', () => {
  it.each(vectors.pages.blobs)('$name: $expect', async ({ blob, expect: expected }) => {
    const outcome = await openTicketsPage(bytesOf(blob), doorKey, verify);
    expect(outcome.ok ? 'accepted' : outcome.reason).toBe(expected);
  });

  it('says all that was signed, in the order of the hashes', async () => {
    const outcome = await openTicketsPage(bytesOf(vectors.pages.blobs[0]?.blob ?? ''), doorKey, verify);
    const byHash = <Item extends { hash: Uint8Array }>(items: readonly Item[]) =>
      items.toSorted((a, b) => (toHex(a.hash) < toHex(b.hash) ? -1 : 1));
    const sorted = { ...samplePage, tickets: byHash(samplePage.tickets), media: byHash(samplePage.media) };
    expect(plain(outcome)).toEqual(plain({ ok: true, value: sorted }));
  });

  it('cut at any byte is refused, signed or not', async () => {
    const good = bytesOf(vectors.pages.blobs[0]?.blob ?? '');
    for (const cut of truncations(good)) {
      expect((await openTicketsPage(cut, doorKey, verify)).ok).toBe(false);
    }
    for (const cut of truncations(good.slice(0, -64))) {
      expect(decodeTicketsPage(cut), `${cut.length} bytes`).toEqual({ ok: false, reason: 'truncated' });
    }
  });
});

describe('a manifest with pages laid over it', () => {
  it('finds what the pages say before what the segments say', () => {
    const manifest = apply(manifestAt(40), samplePage);
    expect(findTicket(manifest, hashOf('ticket 1'))).toMatchObject({ state: 'cancelled' });
    expect(findTicket(manifest, hashOf('ticket 2'))).toMatchObject({ generation: 3 });
    expect(findTicket(manifest, hashOf('ticket 3'))).toMatchObject({ state: 'cancelled' });
    expect(findTicket(manifest, hashOf('sold while offline'))).toMatchObject({ state: 'good' });
    expect(findTicket(manifest, hashOf('never sold'))).toBeNull();
    expect(manifest.tickets).toEqual({ start: life, count: 43 });
  });

  it('leaves the manifest before it as it was', () => {
    const before = manifestAt(40);
    apply(before, samplePage);
    expect(findTicket(before, hashOf('ticket 1'))).toMatchObject({ state: 'good' });
  });

  it.each([
    ['gap', { from: 41, to: 43 }],
    ['already_held', { from: 38, to: 40 }],
    ['other_life', { start: life - 1 }],
    ['other_life', { start: life + 1 }],
    ['wrong_event', { event: 1 }],
  ])('refuses a %s: %j', (reason, change) => {
    expect(applyPage(manifestAt(40), { ...samplePage, ...change })).toEqual({ ok: false, reason });
  });

  it('takes a merged page that begins before the position held', () => {
    expect(apply(manifestAt(41), samplePage).tickets.count).toBe(43);
  });

  it('is not rolled back by an older page after a newer one', () => {
    const newer = { ...samplePage, to: 44, tickets: [sampleTicket('ticket 1', { generation: 9 })] };
    const manifest = apply(manifestAt(40), newer);
    expect(applyPage(manifest, samplePage)).toEqual({ ok: false, reason: 'already_held' });
    expect(findTicket(manifest, hashOf('ticket 1'))).toMatchObject({ generation: 9 });
  });

  it('says of a ticket that it is missing while its part is', () => {
    const manifest = { ...manifestAt(40), core: { bits: 0, segments: [null] } };
    expect(findTicket(manifest, hashOf('ticket 1'))).toBe('missing');
    expect(findTicket(apply(manifest, samplePage), hashOf('ticket 1'))).toMatchObject({ state: 'cancelled' });
  });
});

describe('a new root', () => {
  const later = sampleTickets.map((ticket) => ({ ...ticket, generation: 7 }));

  it('drops the pages that its segments contain', () => {
    const { root, tables } = rootAndTables(later, { start: life, count: 43 });
    const manifest = replaceRoot(apply(manifestAt(40), samplePage), root, tables);
    expect(findTicket(manifest, hashOf('ticket 1'))).toMatchObject({ state: 'good', generation: 7 });
    expect(manifest.tickets.count).toBe(43);
  });

  it('keeps pages that are newer than its segments', () => {
    const { root, tables } = rootAndTables(later, { start: life, count: 41 });
    const manifest = replaceRoot(apply(manifestAt(40), samplePage), root, tables);
    expect(findTicket(manifest, hashOf('ticket 1'))).toMatchObject({ state: 'cancelled' });
    expect(findTicket(manifest, hashOf('ticket 3'))).toMatchObject({ generation: 7 });
    expect(manifest.tickets.count).toBe(43);
  });

  it('of another life drops all pages', () => {
    const { root, tables } = rootAndTables(later, { start: life + 1, count: 1 });
    const manifest = replaceRoot(apply(manifestAt(40), samplePage), root, tables);
    expect(manifest.changed.count).toBe(0);
    expect(manifest.tickets).toEqual({ start: life + 1, count: 1 });
  });
});

describe('a medium', () => {
  const hash = (text: string) => mediumHash(sampleSalt, text);

  it('stands for its tickets until a page says otherwise', () => {
    const before = manifestAt(40);
    expect(findMedium(before, hash('BAND-1'))).toEqual([hashOf('ticket 1')]);
    expect(findMedium(before, hash('BAND-2'))).toHaveLength(2);
    expect(findMedium(before, hash('BAND-3'))).toEqual([]);
    const after = apply(before, samplePage);
    expect(findMedium(after, hash('BAND-1'))).toEqual([]);
    expect(findMedium(after, hash('BAND-2'))).toHaveLength(2);
    expect(findMedium(after, new Uint8Array(8).fill(7))).toEqual([hashOf('sold while offline')]);
    const incomplete = { ...before, media: { bits: 0, segments: [null] } };
    expect(findMedium(incomplete, hash('BAND-1'))).toBe('missing');
  });
});

describe('a typed short code', () => {
  const find = (manifest: Manifest, name: string, generation: number) => {
    const short = parseShortCode(shortCodeText(sampleSalt, hashOf(name), generation));
    return short && findShortCode(manifest, short, sampleSalt);
  };

  it('finds its ticket, in segments and in pages', () => {
    expect(find(manifestAt(40), 'ticket 2', 2)).toMatchObject([{ hash: hashOf('ticket 2') }]);
    const manifest = apply(manifestAt(40), samplePage);
    expect(find(manifest, 'ticket 2', 3)).toMatchObject([{ hash: hashOf('ticket 2'), generation: 3 }]);
    expect(find(manifest, 'sold while offline', 0)).toHaveLength(1);
  });

  it('dies with its generation', () => {
    expect(find(manifestAt(40), 'ticket 2', 1)).toEqual([]);
    expect(find(apply(manifestAt(40), samplePage), 'ticket 2', 2)).toEqual([]);
  });

  it('of the highest and the lowest hash are found too', () => {
    for (const { hash, generation } of sampleTickets.slice(-2)) {
      const short = parseShortCode(shortCodeText(sampleSalt, hash, generation));
      expect(short && findShortCode(manifestAt(40), short, sampleSalt)).toHaveLength(1);
    }
  });

  it('says when its part of the list has not come', () => {
    const manifest = { ...manifestAt(40), core: { bits: 0, segments: [null] } };
    expect(find(manifest, 'ticket 1', 0)).toBe('missing');
  });
});
