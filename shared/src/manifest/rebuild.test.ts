import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { sampleRoot } from '../vectors/test/sample-root.js';
import { sampleTicket } from '../vectors/test/sample-tickets.js';
import {
  applyPage,
  buildCore,
  buildLinks,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  LINKS_SEGMENT,
  type LinkRecord,
  type Manifest,
  MEDIA_SEGMENT,
  type MediumRecord,
  openTable,
  rebuildPart,
  referenceTo,
  replaceRoot,
  type SegmentKind,
  type SegmentReference,
} from './index.js';

interface World {
  readonly tickets: readonly CoreRecord[];
  readonly media: readonly MediumRecord[];
  readonly links: readonly LinkRecord[];
}

const noPart = new Uint8Array();
const plainTicket = sampleTicket('any');

/** Eight bytes that lie as evenly as a hash's. */
function keyOf(index: number, salt: number): Uint8Array {
  const key = new DataView(new ArrayBuffer(8));
  key.setUint32(0, Math.imul(index + 1, 0x9e37_79b1) ^ salt);
  key.setUint32(4, Math.imul(index + 7, 0x85eb_ca6b));
  return new Uint8Array(key.buffer);
}

function ticketOf(index: number, fields: Partial<CoreRecord>): CoreRecord {
  return { ...plainTicket, hash: keyOf(index, 0), ...fields };
}

/** Every third ticket has links, every fourth a wristband. */
function worldOf(count: number): World {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return {
    tickets: indexes.map((index) => ticketOf(index, { linked: index % 3 === 0 })),
    links: indexes.filter((index) => index % 3 === 0).map((index) => linkOf(index, index)),
    media: indexes.filter((index) => index % 4 === 0).map((index) => bandOf(index, [index])),
  };
}

function linkOf(index: number, order: number): LinkRecord {
  return { hash: keyOf(index, 0), order, parent: index % 7, role: index % 2 === 0 ? 'parent' : 'add-on' };
}

function bandOf(index: number, tickets: readonly number[]): MediumRecord {
  return { hash: keyOf(index, 0x1234_5678), tickets: tickets.map((ticket) => keyOf(ticket, 0)) };
}

/** Sells tickets, cancels one in five, moves links and wristbands, and takes some of both away. */
function sold(before: number, after: number): { readonly to: World; readonly page: World } {
  const indexes = Array.from({ length: after }, (_, index) => index);
  const isNew = (index: number) => index >= before;
  const isUnlinked = (index: number) => !isNew(index) && index % 15 === 0;
  const isLinked = (index: number) => index % 3 === 0 && !isUnlinked(index);
  const tickets = indexes.map((index) => {
    const isCancelled = !isNew(index) && index % 5 === 0;
    return ticketOf(index, { linked: isLinked(index), state: isCancelled ? 'cancelled' : 'good' });
  });
  const links = indexes.filter(isLinked).map((index) => linkOf(index, index % 12 === 0 ? index + 9 : index));
  const bands = indexes.filter((index) => index % 4 === 0);
  const isChanged = (index: number) => isNew(index) || index % 5 === 0 || index % 12 === 0;
  const names = new Set(indexes.filter(isChanged).map((index) => toHex(keyOf(index, 0))));
  return {
    to: {
      tickets,
      links,
      media: bands.map((index) => bandOf(index, index % 8 === 0 ? [] : [index, index + 1])),
    },
    page: {
      tickets: tickets.filter(({ hash }) => names.has(toHex(hash))),
      links: links.filter(({ hash }) => names.has(toHex(hash))),
      media: bands.map((index) => bandOf(index, index % 8 === 0 ? [] : [index, index + 1])),
    },
  };
}

function partsOf({ tickets, media, links }: World) {
  const built = [
    [CORE_SEGMENT, buildCore(tickets)],
    [MEDIA_SEGMENT, buildMedia(media)],
    [LINKS_SEGMENT, buildLinks(links, tickets.length)],
  ] as const;
  return built.map(([kind, outcome]) => {
    if (!outcome.ok) throw new Error(outcome.reason);
    return { kind, parts: outcome.value, references: outcome.value.map((part) => referenceTo(kind, part)) };
  });
}

function holding(world: World): Manifest {
  const [core, media, links] = partsOf(world).map(({ kind, parts, references }) => {
    const table = openTable(kind, references, parts);
    if (!table.ok) throw new Error(table.reason);
    return { references, table: table.value };
  });
  if (!core || !media || !links) throw new Error('three tables');
  const references = { core: core.references, media: media.references, links: links.references };
  const keys = { ticket: new Uint8Array(32), device: new Uint8Array(65) };
  const root = sampleRoot(keys, references);
  return replaceRoot(null, root, { core: core.table, media: media.table, links: links.table });
}

function laidOver(held: Manifest, { tickets, media, links }: World): Manifest {
  const { start, count } = held.tickets;
  const page = { event: held.root.event, start, from: count, to: count + 1, tickets, media, links };
  const applied = applyPage(held, page);
  if (!applied.ok) throw new Error(applied.reason);
  return applied.value;
}

function wantedOf(kind: SegmentKind, references: readonly SegmentReference[]) {
  const bits = Math.log2(references.length);
  return references.map(({ count }, index) => ({ kind, bits, index, count }));
}

describe('a part that a phone makes itself', () => {
  it.each([
    ['as many parts', 2000, 2400, 1],
    ['twice as many parts', 7500, 8300, 2],
  ])('is the one that the server cuts: %s', (_, before, after, count) => {
    const { to, page } = sold(before, after);
    const held = laidOver(holding(worldOf(before)), page);
    const tables = partsOf(to);
    expect(tables[0]?.parts).toHaveLength(count);
    for (const { kind, parts, references } of tables)
      for (const [index, part] of wantedOf(kind, references).entries())
        expect(toHex(rebuildPart(held, part) ?? noPart), `${kind.code} ${index}`).toBe(
          toHex(parts[index] ?? noPart),
        );
  });

  it('is none where a part of the list, or the rows of one, are not here', () => {
    const held = holding(worldOf(40));
    const nothing = { bits: 0, segments: [null] };
    const part = { kind: CORE_SEGMENT, bits: 0, index: 0, count: 40 };
    expect(rebuildPart({ ...held, core: nothing }, part)).toBeNull();
    expect(rebuildPart(held, { ...part, count: 41 })).toBeNull();
    expect(rebuildPart({ ...held, links: nothing }, { ...part, kind: LINKS_SEGMENT, count: 14 })).toBeNull();
    expect(rebuildPart(held, part)).not.toBeNull();
  });
});
