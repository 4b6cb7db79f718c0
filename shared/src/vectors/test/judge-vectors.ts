import { type Outcome, toBase45 } from '../../bytes/index.js';
import { decided, openWorld } from '../../door/test/world.js';
import { decodeDetails, decodeRow } from '../../log/index.js';
import {
  acceptRoot,
  CORE_SEGMENT,
  MAX_PAGE_BYTES,
  MAX_ROOT_BYTES,
  openSegment,
  openTicketsPage,
} from '../../manifest/index.js';
import {
  decodeSyncAnswer,
  MAX_BATCH_BYTES,
  MAX_RECEIPT_BYTES,
  openBatch,
  openReceipt,
  openScansPage,
} from '../../protocol/index.js';
import { chooseEd25519, type Subtle, type Verify, verifyP256 } from '../../signing/index.js';
import { isGenuineTicketCode, parseScan, TICKET_CODE_BYTES } from '../../ticket-code/index.js';
import { bytesOf, loadVectors, truncations } from './load-vectors.js';

type Open = (bytes: Uint8Array) => Promise<Outcome<unknown, string>> | Outcome<unknown, string>;

interface Blob {
  readonly name: string;
  readonly blob: string;
  readonly expect: string;
}

interface Refused {
  readonly name: string;
  readonly bytes: string;
  readonly reason: string;
}

interface Files {
  readonly code: {
    readonly codes: readonly { readonly name: string; readonly code: string; readonly text: string }[];
    readonly keys: readonly { readonly publicKey: string }[];
    readonly signatures: readonly {
      readonly name: string;
      readonly code: string;
      readonly publicKey: string;
      readonly genuine: boolean;
    }[];
    readonly texts: readonly {
      readonly name: string;
      readonly scanned: string;
      readonly expect: { readonly form: string; readonly reason?: string };
    }[];
  };
  readonly manifest: {
    readonly doorKey: string;
    readonly core: { readonly bytes: string; readonly refused: readonly Refused[] };
    readonly roots: readonly Blob[];
    readonly pages: { readonly blobs: readonly Blob[] };
  };
  readonly log: { readonly refusedRows: readonly Refused[]; readonly refusedDetails: readonly Refused[] };
  readonly protocol: {
    readonly device: { readonly publicKey: string };
    readonly doorKey: string;
  } & Readonly<
    Record<'batches' | 'receipts' | 'answers' | 'scansPages', { readonly blobs: readonly Blob[] }>
  >;
}

/** What a runtime says to everything that the files hold, with the checks of signatures that it has itself. */
export interface Judgement {
  /** Codes, documents and beginnings of them that were judged. */
  readonly judged: number;
  readonly faults: readonly string[];
}

/** @param subtle the runtime's own */
export async function judgeVectors(subtle: Subtle): Promise<Judgement> {
  const bench = createBench();
  const verify = await chooseEd25519(subtle);
  await judgeCodes(bench, verify);
  await judgeManifests(bench, verify);
  await judgeProtocol(bench, verify, verifyP256(subtle));
  judgeLogs(bench);
  await judgeGenerations(bench);
  return bench;
}

interface Bench extends Judgement {
  expect(name: string, said: string, expected: string): void;
}

function createBench(): Bench {
  const faults: string[] = [];
  let judged = 0;
  return {
    faults,
    get judged() {
      return judged;
    },
    expect(name, said, expected) {
      judged += 1;
      if (said !== expected) faults.push(`${name}: ${said} instead of ${expected}`);
    },
  };
}

const sayingOf = (outcome: Outcome<unknown, string>) => (outcome.ok ? 'accepted' : outcome.reason);

async function judgeCodes(bench: Bench, verify: Verify): Promise<void> {
  const { codes, keys, signatures, texts } = loadVectors<Files['code']>('ticket-code');
  for (const { name, code, publicKey, genuine } of signatures)
    bench.expect(
      name,
      String(await isGenuineTicketCode(bytesOf(code), bytesOf(publicKey), verify)),
      String(genuine),
    );
  for (const { name, scanned, expect } of texts) {
    const parsed = parseScan(scanned, { typed: false });
    bench.expect(name, parsed.form, expect.form);
    if (parsed.form === 'unreadable') bench.expect(name, parsed.reason, expect.reason ?? '');
  }
  const key = bytesOf(keys[0]?.publicKey ?? '');
  for (const { name, code } of codes) {
    bench.expect(name, String(await isGenuineTicketCode(bytesOf(code), key, verify)), 'true');
    for (const cut of truncations(bytesOf(code))) {
      const at = `${name}, cut at ${cut.length} of ${TICKET_CODE_BYTES}`;
      bench.expect(at, String(await isGenuineTicketCode(cut, key, verify)), 'false');
      bench.expect(at, parseScan(`G:${toBase45(cut)}`, { typed: false }).form, 'unreadable');
    }
  }
}

async function judgeManifests(bench: Bench, verify: Verify): Promise<void> {
  const { doorKey, core, roots, pages } = loadVectors<Files['manifest']>('manifest');
  const current = bytesOf(doorKey);
  const trust = { event: 4711, keys: { current, successor: null }, held: null, verify };
  await judgeSigned(bench, {
    name: 'root',
    blobs: roots,
    limit: MAX_ROOT_BYTES,
    open: (blob) => acceptRoot(blob, trust),
  });
  await judgeSigned(bench, {
    name: 'page of tickets',
    blobs: pages.blobs,
    limit: MAX_PAGE_BYTES,
    open: (blob) => openTicketsPage(blob, current, verify),
  });
  const open = (bytes: Uint8Array) => openSegment(CORE_SEGMENT, bytes);
  for (const { name, bytes, reason } of core.refused)
    bench.expect(`segment ${name}`, sayingOf(open(bytesOf(bytes))), reason);
  for (const cut of truncations(bytesOf(core.bytes)))
    bench.expect(`segment cut at ${cut.length}`, String(open(cut).ok), 'false');
}

async function judgeProtocol(bench: Bench, verify: Verify, verifyDevice: Verify): Promise<void> {
  const { device, doorKey, ...files } = loadVectors<Files['protocol']>('protocol');
  const [door, phone] = [bytesOf(doorKey), bytesOf(device.publicKey)];
  const { batches, receipts, answers, scansPages } = files;
  const groups: readonly SignedGroup[] = [
    {
      name: 'batch',
      ...batches,
      limit: MAX_BATCH_BYTES,
      open: (blob) => openBatch(blob, phone, verifyDevice),
    },
    {
      name: 'receipt',
      ...receipts,
      limit: MAX_RECEIPT_BYTES,
      open: (blob) => openReceipt(blob, door, verify),
    },
    {
      name: 'page of scans',
      ...scansPages,
      limit: MAX_PAGE_BYTES,
      open: (blob) => openScansPage(blob, door, verify),
    },
    { name: 'answer', ...answers, limit: 2 ** 19, open: decodeSyncAnswer },
  ];
  for (const group of groups) await judgeSigned(bench, group);
}

interface SignedGroup {
  readonly name: string;
  readonly blobs: readonly Blob[];
  /** More bytes than this are refused unseen. */
  readonly limit: number;
  readonly open: Open;
}

async function judgeSigned(bench: Bench, { name, blobs, limit, open }: SignedGroup): Promise<void> {
  for (const { name: which, blob, expect } of blobs)
    bench.expect(`${name} ${which}`, sayingOf(await open(bytesOf(blob))), expect);
  for (const cut of truncations(bytesOf(blobs[0]?.blob ?? '')))
    bench.expect(`${name} cut at ${cut.length}`, String((await open(cut)).ok), 'false');
  bench.expect(`${name} oversized`, sayingOf(await open(new Uint8Array(limit + 1))), 'oversized');
}

function judgeLogs(bench: Bench): void {
  const { refusedRows, refusedDetails } = loadVectors<Files['log']>('log');
  for (const { name, bytes, reason } of refusedRows)
    bench.expect(`row ${name}`, sayingOf(decodeRow(bytesOf(bytes))), reason);
  for (const { name, bytes, reason } of refusedDetails)
    bench.expect(`details ${name}`, sayingOf(decodeDetails(bytesOf(bytes))), reason);
}

/** Ticket 2 has been given out anew twice; the list says so. */
async function judgeGenerations(bench: Bench): Promise<void> {
  const { codes } = loadVectors<Files['code']>('ticket-code');
  const world = await openWorld();
  const said = { 'of an old generation': 'refuse superseded', 're-issued': 'admit ok', ordinary: 'admit ok' };
  for (const [name, expected] of Object.entries(said)) {
    const { text } = codes.find((code) => code.name === name) ?? { text: '' };
    const { result, reason } = await decided(world, text);
    bench.expect(`code ${name}`, `${result} ${reason}`, expected);
  }
}
