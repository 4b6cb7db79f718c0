import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes, fromBase45, fromHex, type Outcome, toHex } from '../bytes/index.js';
import { decodeDetails, decodeRow, encodeRow } from '../log/index.js';
import {
  CORE_SEGMENT,
  decodeRoot,
  decodeTicketsPage,
  LINKS_SEGMENT,
  MEDIA_SEGMENT,
  openSegment,
} from '../manifest/index.js';
import { decodePeoplePage, decodePerson, openDetailFile, readSearchHeader } from '../people/index.js';
import {
  decodeBatch,
  decodeHistoryPart,
  decodeReceipt,
  decodeScansPage,
  decodeSyncAnswer,
  encodeSyncAnswer,
  HISTORY_SEGMENT,
  openHistory,
} from '../protocol/index.js';
import { decodeTicketBody, encodeTicketBody, parseScan, ticketCodeText } from '../ticket-code/index.js';
import { bytesOf, loadVectors, runs, soakTimeoutMs } from './test/load-vectors.js';

/** Good bytes to begin with: random ones alone seldom come past the first byte. */
function seedsOf(name: string): Uint8Array[] {
  const seeds: Uint8Array[] = [];
  JSON.stringify(loadVectors(name), (key, value) => {
    const isBytes = ['bytes', 'blob', 'code'].includes(key) && typeof value === 'string';
    if (isBytes) seeds.push(bytesOf(value));
    return value;
  });
  return seeds;
}

const signed = ['manifest', 'links', 'protocol', 'people'].flatMap(seedsOf).map((blob) => blob.slice(0, -64));
const seeds = [
  ...seedsOf('ticket-code'),
  ...seedsOf('manifest'),
  ...seedsOf('links'),
  ...seedsOf('history'),
  ...seedsOf('log'),
  ...seedsOf('protocol'),
  ...seedsOf('people'),
  ...signed,
];

/** A few bytes of a good document changed, cut out or put in. */
const mutated = fc
  .record({
    seed: fc.constantFrom(...seeds),
    edits: fc.array(fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ seed, edits }) => edits.reduce(applyEdit, seed));

function applyEdit(
  bytes: Uint8Array,
  { at, cut, put }: { at: number; cut: number; put: Uint8Array },
): Uint8Array {
  const from = at % (bytes.length + 1);
  return Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(from + cut)]);
}

const anyBytes = fc.oneof({ weight: 4, arbitrary: mutated }, fc.uint8Array({ maxLength: 600 }));

const decoders: readonly [string, (bytes: Uint8Array) => Outcome<unknown, string>][] = [
  ['ticket body', decodeTicketBody],
  ['core segment', (bytes) => openSegment(CORE_SEGMENT, bytes)],
  ['media segment', (bytes) => openSegment(MEDIA_SEGMENT, bytes)],
  ['links segment', (bytes) => openSegment(LINKS_SEGMENT, bytes)],
  ['history records', (bytes) => openSegment(HISTORY_SEGMENT, bytes)],
  ['history part', decodeHistoryPart],
  ['history', (bytes) => openHistory([bytes])],
  ['root', decodeRoot],
  ['tickets page', decodeTicketsPage],
  ['scans page', decodeScansPage],
  ['person', decodePerson],
  ['file of details', openDetailFile],
  ['file to search', readSearchHeader],
  ['page of details', (bytes) => decodePeoplePage('detail', bytes)],
  ['page to search', (bytes) => decodePeoplePage('search', bytes)],
  ['row', decodeRow],
  ['details', decodeDetails],
  ['batch', decodeBatch],
  ['receipt', decodeReceipt],
  ['sync answer', decodeSyncAnswer],
];

describe('bytes from anywhere', () => {
  it(
    'give every decoder a value or a reason, and never throw',
    () => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          for (const [name, decode] of decoders) {
            const outcome = decode(bytes);
            if (!outcome.ok && !/^[a-z_]+$/.test(outcome.reason)) throw new Error(`${name}: no reason`);
          }
        }),
        { numRuns: runs },
      );
    },
    soakTimeoutMs,
  );

  it(
    'that a decoder takes are exactly the bytes that its encoder writes',
    () => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          const row = decodeRow(bytes);
          if (row.ok) expect(equalBytes(encodeRow(row.value), bytes)).toBe(true);
          const body = decodeTicketBody(bytes);
          if (body.ok) expect(toHex(encodeTicketBody(body.value))).toBe(toHex(bytes));
          const answer = decodeSyncAnswer(bytes);
          if (answer.ok) expect(equalBytes(encodeSyncAnswer(answer.value), bytes)).toBe(true);
        }),
        { numRuns: runs },
      );
    },
    soakTimeoutMs,
  );
});

describe('text from anywhere', () => {
  const good = seedsOf('ticket-code').map(ticketCodeText);
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 200 }).map((text) => `G:${text}`),
    fc
      .tuple(fc.constantFrom(...good), fc.nat(130), fc.string({ maxLength: 2 }))
      .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
  );

  it(
    'is always parsed to one of the five forms',
    () => {
      fc.assert(
        fc.property(anyText, fc.boolean(), (text, typed) => {
          const parsed = parseScan(text, { typed });
          expect(['native', 'rotating', 'short', 'foreign', 'unreadable']).toContain(parsed.form);
          const isOurs = /^[GH]:/.test(text);
          if (isOurs) expect(parsed.form).not.toBe('foreign');
          if (parsed.form === 'native') expect(ticketCodeText(parsed.code)).toContain('G:');
          fromBase45(text);
          fromHex(text);
        }),
        { numRuns: runs },
      );
    },
    soakTimeoutMs,
  );
});
