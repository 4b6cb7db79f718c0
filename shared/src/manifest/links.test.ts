import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { verifyEd25519Slowly as verify } from '../signing/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { linkedPage, linkedTickets, sampleLinks } from '../vectors/test/make-links.js';
import { sampleRoot } from '../vectors/test/sample-root.js';
import { sampleTicket } from '../vectors/test/sample-tickets.js';
import {
  applyPage,
  buildCore,
  buildLinks,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  findGroup,
  findLinks,
  findMedium,
  LINKS_SEGMENT,
  type LinkRecord,
  type Manifest,
  MEDIA_SEGMENT,
  openSegment,
  openTable,
  openTicketsPage,
  referenceTo,
  replaceRoot,
  type SegmentKind,
  signTicketsPage,
  type TicketsPage,
} from './index.js';

const vectors = loadVectors<{
  doorKey: string;
  segment: { bytes: string; refused: { name: string; bytes: string; reason: string }[] };
  pages: { content: unknown; blobs: { name: string; blob: string; expect: string }[] };
}>('links');
const doorKey = bytesOf(vectors.doorKey);

function tableOf(kind: SegmentKind, built: ReturnType<typeof buildCore>, isHere = true) {
  if (!built.ok) throw new Error(built.reason);
  const references = built.value.map((bytes) => referenceTo(kind, bytes));
  const table = openTable(kind, references, isHere ? built.value : built.value.map(() => null));
  if (!table.ok) throw new Error(table.reason);
  return { references, table: table.value };
}

function manifestOf(tickets: readonly CoreRecord[], links: readonly LinkRecord[], isHere = true): Manifest {
  const core = tableOf(CORE_SEGMENT, buildCore(tickets));
  const media = tableOf(MEDIA_SEGMENT, buildMedia([]));
  const linked = tableOf(LINKS_SEGMENT, buildLinks(links, tickets.length), isHere);
  const references = { core: core.references, media: media.references, links: linked.references };
  const root = sampleRoot({ ticket: doorKey, device: new Uint8Array(65) }, references);
  return replaceRoot(null, root, { core: core.table, media: media.table, links: linked.table });
}

function apply(manifest: Manifest, page: TicketsPage): Manifest {
  const applied = applyPage(manifest, page);
  if (!applied.ok) throw new Error(applied.reason);
  return applied.value;
}

const hashOf = (name: string) => sampleTicket(name).hash;
const named = (tickets: readonly LinkRecord[]) => tickets.map(({ hash }) => toHex(hash)).sort();
const hashes = (...names: string[]) => names.map((name) => toHex(hashOf(name))).sort();

describe('a links segment', () => {
  it.each(vectors.segment.refused)('$name: $reason', ({ bytes, reason }) => {
    expect(openSegment(LINKS_SEGMENT, bytesOf(bytes))).toEqual({ ok: false, reason });
    expect(reason).not.toBe('accepted');
  });

  it('cut at any byte is refused', () => {
    for (const cut of truncations(bytesOf(vectors.segment.bytes)))
      expect(openSegment(LINKS_SEGMENT, cut).ok).toBe(false);
  });

  it('takes seven bytes a linked ticket beside its header', () => {
    expect(bytesOf(vectors.segment.bytes).length).toBe(9 + 7 * sampleLinks.length);
  });

  it('gives each linked ticket what belongs to it, and others nothing', () => {
    const manifest = manifestOf(linkedTickets, sampleLinks);
    for (const { hash, ...links } of sampleLinks) expect(findLinks(manifest, hash)).toEqual(links);
    expect(findLinks(manifest, hashOf('alone'))).toBeNull();
    expect(findLinks(manifest, hashOf('nobody'))).toBeNull();
    expect(named(findGroup(manifest, { order: 1 }).tickets)).toEqual(hashes('ticket 1', 'parking', 'dinner'));
    expect(named(findGroup(manifest, { parent: 70_000 }).tickets)).toHaveLength(3);
    expect(findGroup(manifest, { parent: 0 }).tickets).toEqual([]);
  });

  it('says that it is missing, and leaves core as it is', () => {
    const manifest = manifestOf(linkedTickets, sampleLinks, false);
    expect(findLinks(manifest, hashOf('ticket 1'))).toBe('missing');
    expect(findLinks(manifest, hashOf('alone'))).toBeNull();
    expect(findGroup(manifest, { order: 1 })).toEqual({ complete: false, tickets: [] });
  });
});

describe('a page with links', () => {
  it.each(vectors.pages.blobs)('$name: $expect', async ({ blob, expect: expected }) => {
    const outcome = await openTicketsPage(bytesOf(blob), doorKey, verify);
    expect(outcome.ok ? 'accepted' : outcome.reason).toBe(expected);
  });

  it('cut at any byte is refused', async () => {
    const good = bytesOf(vectors.pages.blobs[0]?.blob ?? '');
    for (const cut of truncations(good)) expect((await openTicketsPage(cut, doorKey, verify)).ok).toBe(false);
  });

  it('says all that was signed', async () => {
    const outcome = await openTicketsPage(bytesOf(vectors.pages.blobs[0]?.blob ?? ''), doorKey, verify);
    if (!outcome.ok) throw new Error(outcome.reason);
    const byHash = <Item extends { hash: Uint8Array }>(items: readonly Item[] = []) =>
      items.toSorted((a, b) => (toHex(a.hash) < toHex(b.hash) ? -1 : 1));
    expect(plain(outcome.value.links)).toEqual(plain(byHash(linkedPage.links)));
    expect(plain(outcome.value.tickets)).toEqual(plain(byHash(linkedPage.tickets)));
  });

  it('changes the links of its tickets and of no other', () => {
    const manifest = apply(manifestOf(linkedTickets, sampleLinks), linkedPage);
    expect(findLinks(manifest, hashOf('ticket 2'))).toMatchObject({ parent: 70_000, role: 'add-on' });
    expect(findLinks(manifest, hashOf('parking'))).toBeNull();
    expect(findLinks(manifest, hashOf('ticket 3'))).toMatchObject({ order: 0xff_ffff, role: 'member' });
    expect(named(findGroup(manifest, { order: 0xff_ffff }).tickets)).toEqual(
      hashes('ticket 2', 'ticket 3', 'late'),
    );
    expect(named(findGroup(manifest, { parent: 70_000 }).tickets)).toEqual(
      hashes('ticket 1', 'dinner', 'ticket 2'),
    );
    expect(findMedium(manifest, new Uint8Array(8).fill(7))).toEqual([hashOf('late')]);
  });

  it('of a server that knows no links leaves those of a ticket as they were', () => {
    const { links: _, ...page } = linkedPage;
    const manifest = apply(manifestOf(linkedTickets, sampleLinks), page);
    expect(findLinks(manifest, hashOf('ticket 2'))).toMatchObject({ order: 0xff_ffff, parent: 0 });
    expect(findLinks(manifest, hashOf('late'))).toBe('missing');
  });

  it('has the bytes of a page of version 1 where no ticket has links', async () => {
    const sign = async () => new Uint8Array(64);
    const page = { ...linkedPage, tickets: [sampleTicket('alone')], links: [] };
    const { links: _, ...without } = page;
    expect(await signTicketsPage(page, sign)).toEqual(await signTicketsPage(without, sign));
  });
});

/** Few groups and few tickets, so that they meet. */
const linkArbitrary = fc.record({
  order: fc.integer({ min: 0, max: 3 }).map((group) => group * 0x01_0101),
  parent: fc.integer({ min: 0, max: 3 }),
  role: fc.constantFrom('member', 'parent', 'add-on' as const),
});
const edits = fc.array(
  fc.array(fc.record({ ticket: fc.nat(40), links: fc.option(linkArbitrary) }), { maxLength: 8 }),
  { maxLength: 5 },
);
const listed = fc.array(fc.option(linkArbitrary), { minLength: 1, maxLength: 30 });

it('finds in segments and pages what a map of all tickets would', () => {
  fc.assert(
    fc.property(listed, edits, (first, pages) => {
      const state = new Map(first.map((links, index) => [`t${index}`, links]));
      const record = (name: string, links: unknown) => sampleTicket(name, { linked: links !== null });
      const links = (of: Iterable<[string, (typeof first)[number]]>): LinkRecord[] =>
        [...of].flatMap(([name, own]) => (own === null ? [] : [{ hash: hashOf(name), ...own }]));
      let manifest = manifestOf(
        [...state].map(([name, own]) => record(name, own)),
        links(state),
      );
      for (const page of pages) {
        const changes = new Map(page.map((edit) => [`t${edit.ticket}`, edit.links]));
        if (changes.size === 0) continue;
        for (const [name, own] of changes) state.set(name, own);
        const { start, count } = manifest.tickets;
        const tickets = [...changes].map(([name, own]) => record(name, own));
        const range = { event: 4711, start, from: count, to: count + 1 };
        manifest = apply(manifest, { ...range, tickets, media: [], links: links(changes) });
      }
      for (const [name, own] of state) expect(findLinks(manifest, hashOf(name))).toEqual(own);
      for (const group of [1, 2, 3]) {
        const ofOrder = [...state].filter(([, own]) => own?.order === group * 0x01_0101);
        const found = findGroup(manifest, { order: group * 0x01_0101 });
        expect(named(found.tickets)).toEqual(hashes(...ofOrder.map(([name]) => name)));
        const ofParent = [...state].filter(([, own]) => own?.parent === group);
        expect(named(findGroup(manifest, { parent: group }).tickets)).toEqual(
          hashes(...ofParent.map(([name]) => name)),
        );
      }
    }),
  );
});
