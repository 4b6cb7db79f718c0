import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, toUtf8 } from '../bytes/index.js';
import {
  applyPage,
  buildCore,
  buildLinks,
  buildMedia,
  CORE_SEGMENT,
  coreCells,
  LINKS_SEGMENT,
  type LinkRecord,
  linkCells,
  type Manifest,
  MEDIA_SEGMENT,
  noSegments,
  openTable,
  type Root,
  referenceTo,
  replaceRoot,
  type SegmentKind,
} from '../manifest/index.js';
import { sha256 } from '../signing/index.js';
import { sampleTicket } from '../vectors/test/sample-tickets.js';
import {
  addDigests,
  DigestSum,
  digestHex,
  digestManifest,
  digestTicketList,
  NO_DIGEST,
  readDigest,
  shownDigest,
} from './index.js';

const MODULUS = 2n ** 256n;
const elements = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
const asNumber = (digest: Uint8Array) => BigInt(`0x${toHex(digest)}`);
const sumOf = (all: readonly Uint8Array[]) => {
  const sum = new DigestSum();
  for (const one of all) sum.add(one);
  return sum.digest();
};

describe('the digest of a set', () => {
  it('is the sum of the hashes, modulo 2^256', () => {
    fc.assert(
      fc.property(elements, (all) => {
        const expected = all.reduce((sum, one) => sum + asNumber(sha256(one)), 0n) % MODULUS;
        expect(asNumber(sumOf(all))).toBe(expected);
      }),
    );
  });

  it('is the same in any order and any grouping', () => {
    fc.assert(
      fc.property(elements, fc.nat(12), fc.infiniteStream(fc.nat()), (all, cut, draws) => {
        const places = all.map((one) => ({ one, at: draws.next().value ?? 0 }));
        const mixed = places.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
        const grouped = addDigests(sumOf(mixed.slice(0, cut)), sumOf(mixed.slice(cut)));
        expect(digestHex(grouped)).toBe(digestHex(sumOf(all)));
      }),
    );
  });

  it('of a replaced element is that of the set with the new one in the place of the old one', () => {
    fc.assert(
      fc.property(elements, fc.uint8Array(), fc.uint8Array(), (others, old, fresh) => {
        const sum = new DigestSum();
        for (const one of [old, ...others]) sum.add(one);
        sum.takeAway(old);
        sum.add(fresh);
        expect(digestHex(sum.digest())).toBe(digestHex(sumOf([...others, fresh])));
        for (const one of [fresh, ...others]) sum.takeAway(one);
        expect(digestHex(sum.digest())).toBe(digestHex(NO_DIGEST));
      }),
    );
  });

  it('carries through all of its digits', () => {
    const sum = new DigestSum();
    const most = new Uint8Array(32).fill(255);
    const one = Uint8Array.from(most, (_, at) => (at === 31 ? 1 : 0));
    sum.addDigest(most);
    sum.addDigest(one);
    expect(digestHex(sum.digest())).toBe(digestHex(NO_DIGEST));
    sum.addDigest(most);
    sum.addDigest(most);
    expect(asNumber(sum.digest())).toBe(MODULUS - 2n);
    expect(() => sum.addDigest(new Uint8Array(31))).toThrow(RangeError);
  });

  it('is read and shown as text', () => {
    const digest = sumOf([toUtf8('a')]);
    expect(readDigest(digestHex(digest))).toEqual(digest);
    expect(shownDigest(digest)).toBe(digestHex(digest).slice(0, 8));
    for (const text of ['', 'ab', digestHex(digest).slice(2), 'x'.repeat(64)])
      expect(readDigest(text)).toBeNull();
  });
});

const place = fc.nat(11);
const drawnTicket = fc.record({ generation: fc.nat(3), order: fc.nat(2) });
const drawnPage = fc.record({
  tickets: fc.array(fc.tuple(place, drawnTicket), { maxLength: 5 }),
  media: fc.array(fc.tuple(fc.nat(3), fc.uniqueArray(place, { maxLength: 2 })), { maxLength: 2 }),
});
type Ticket = { readonly generation: number; readonly order: number };

/** What a list says, without any bytes. */
class TrueList {
  readonly tickets = new Map<number, Ticket>();
  readonly media = new Map<number, readonly number[]>();

  core() {
    return [...this.tickets].map(([name, { generation, order }]) => recordOf(name, generation, order > 0));
  }

  links(): LinkRecord[] {
    return [...this.tickets]
      .filter(([, { order }]) => order > 0)
      .map(([name, { order }]) => ({ hash: hashOf(name), order, parent: 0, role: 'member' as const }));
  }

  mediumRecords() {
    return [...this.media].map(([name, stands]) => ({
      hash: sampleTicket(`medium ${name}`).hash,
      tickets: stands.map(hashOf),
    }));
  }

  bytes() {
    return {
      core: concatBytes(...this.core().flatMap((record) => [record.hash, coreCells(record)])),
      links: concatBytes(...this.links().flatMap((link) => [link.hash, linkCells(link)])),
      media: concatBytes(
        ...this.mediumRecords().flatMap(({ hash, tickets }) => tickets.flatMap((ticket) => [hash, ticket])),
      ),
    };
  }
}

function hashOf(name: number): Uint8Array {
  return sampleTicket(`drawn ${name}`).hash;
}

function recordOf(name: number, generation: number, linked: boolean) {
  return sampleTicket(`drawn ${name}`, { generation, linked });
}

function built(outcome: ReturnType<typeof buildCore>, kind: SegmentKind) {
  if (!outcome.ok) throw new Error(outcome.reason);
  const references = outcome.value.map((bytes) => referenceTo(kind, bytes));
  const table = openTable(kind, references, outcome.value);
  if (!table.ok) throw new Error(table.reason);
  return table.value;
}

function cut(list: TrueList): Manifest {
  const core = list.core();
  const root = { event: 1, tickets: { start: 1, count: 0 }, segments: noSegments } as unknown as Root;
  return replaceRoot(null, root, {
    core: built(buildCore(core), CORE_SEGMENT),
    media: built(buildMedia(list.mediumRecords()), MEDIA_SEGMENT),
    links: built(buildLinks(list.links(), core.length), LINKS_SEGMENT),
  });
}

function digested(manifest: Manifest, known = new WeakMap()): string {
  for (const steps = digestManifest(manifest, known); ; ) {
    const step = steps.next();
    if (step.done) return step.value === null ? 'none' : digestHex(step.value);
  }
}

describe('the digest of a list of tickets', () => {
  it('is the same of segments with pages laid over them, and of the whole list', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, drawnTicket)), fc.array(drawnPage), (start, pages) => {
        const list = new TrueList();
        for (const [name, ticket] of start) list.tickets.set(name, ticket);
        list.media.set(0, [1, 2]);
        let manifest = cut(list);
        const known = new WeakMap();
        for (const [index, page] of pages.entries()) {
          const touched = new TrueList();
          for (const [name, ticket] of page.tickets) touched.tickets.set(name, ticket);
          for (const [name, stands] of page.media) touched.media.set(name, stands);
          for (const [name, ticket] of touched.tickets) list.tickets.set(name, ticket);
          for (const [name, stands] of touched.media) list.media.set(name, stands);
          const range = { event: 1, start: 1, from: index, to: index + 1 };
          const content = { tickets: touched.core(), media: touched.mediumRecords(), links: touched.links() };
          const applied = applyPage(manifest, { ...range, ...content });
          if (!applied.ok) throw new Error(applied.reason);
          manifest = applied.value;
          const expected = digestHex(digestTicketList(list.bytes()));
          expect(digested(manifest, known)).toBe(expected);
          expect(digested(cut(list))).toBe(expected);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is not known while a part is missing', () => {
    const list = new TrueList();
    list.tickets.set(1, { generation: 0, order: 1 });
    const manifest = cut(list);
    const lacking = { bits: 0, segments: [null] };
    expect(digested({ ...manifest, core: lacking })).toBe('none');
    expect(digested({ ...manifest, links: lacking })).toBe('none');
    expect(digested({ ...manifest, media: lacking })).toBe('none');
  });

  it('does not take the links of one ticket for those of another that has the same', () => {
    const [one, other] = [new TrueList(), new TrueList()];
    for (const name of [1, 2]) {
      one.tickets.set(name, { generation: 0, order: name === 1 ? 1 : 0 });
      other.tickets.set(name, { generation: 0, order: name === 2 ? 1 : 0 });
    }
    const known = new WeakMap();
    const [before, after] = [cut(one), cut(other)];
    expect(digested({ ...after, links: before.links }, known)).toBe(digested(after));
    expect(digested(before, known)).toBe(digested(before));
  });
});
