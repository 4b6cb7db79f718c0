import { concatBytes, equalBytes, type Outcome, toUtf8 } from '../../bytes/index.js';
import { decodeDetails, decodeRow, encodeDetails, encodeRow, glanceAtRow } from '../../log/index.js';
import {
  acceptRoot,
  CORE_SEGMENT,
  decodeRoot,
  decodeTicketsPage,
  LINKS_SEGMENT,
  MEDIA_SEGMENT,
  openSegment,
  openTicketsPage,
  packSegment,
  rootJson,
  type SegmentKind,
  signTicketsPage,
  tableRows,
  ticketStates,
} from '../../manifest/index.js';
import {
  decodePeoplePage,
  decodePerson,
  findDetail,
  openDetailFile,
  readSearchHeader,
} from '../../people/index.js';
import {
  claimedDevice,
  decodeBatch,
  decodeHistoryPart,
  decodeReceipt,
  decodeScansPage,
  decodeSyncAnswer,
  encodeSyncAnswer,
  HISTORY_SEGMENT,
  openBatch,
  openHistory,
  openReceipt,
  openScansPage,
  pastScans,
  signBatch,
  signReceipt,
  signScansPage,
} from '../../protocol/index.js';
import { chooseEd25519, type Sign, splitBlob, verifyP256 } from '../../signing/index.js';
import { decodeTicketBody, encodeTicketBody, isGenuineTicketCode } from '../../ticket-code/index.js';
import { testEd25519, testP256 } from '../../vectors/test/test-keys.js';
import { samplesOf, takenBy } from './samples.js';
import { sealedFormats } from './sealed.js';

type Decode = (bytes: Uint8Array) => Outcome<unknown, string>;

/** A format without a signature of its own, or the body of one that is signed. */
export interface Format {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  readonly decode: Decode;
  /** The bytes of what was decoded; null where there is more than one way to write it. */
  readonly encode: (bytes: Uint8Array) => Promise<Uint8Array | null> | Uint8Array | null;
}

/** What is signed: nothing but what the owner of the key made may be taken. */
export interface SignedFormat {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  readonly isTaken: (blob: Uint8Array) => Promise<boolean>;
}

export interface Formats {
  readonly plain: readonly Format[];
  readonly signed: readonly SignedFormat[];
}

const noSignature: Sign = async () => new Uint8Array(64);

export async function allFormats(): Promise<Formats> {
  const samples = await samplesOf();
  return {
    plain: [...plainFormats(samples), ...peopleFormats(), ...historyFormats()],
    signed: [...(await signedFormats(samples)), ...(await sealedFormats())],
  };
}

type Samples = Awaited<ReturnType<typeof samplesOf>>;

function plainFormats(samples: Samples): Format[] {
  const bodies = (blobs: readonly Uint8Array[]) => blobs.map((blob) => splitBlob(blob).body);
  return [
    format('ticket body', bodies(samples.codes), decodeTicketBody, encodeTicketBody),
    format('root', bodies(samples.roots), decodeRoot, encodeRoot),
    format('core segment', samples.core, (bytes) => openSegment(CORE_SEGMENT, bytes), repack(CORE_SEGMENT)),
    format(
      'media segment',
      samples.media,
      (bytes) => openSegment(MEDIA_SEGMENT, bytes),
      repack(MEDIA_SEGMENT),
    ),
    {
      ...format('tickets page', bodies(samples.ticketsPages), decodeTicketsPage, unsigned(signTicketsPage)),
      encode: encodeTicketsPageAgain,
    },
    format('scans page', bodies(samples.scansPages), decodeScansPage, unsigned(signScansPage)),
    format('batch', bodies(samples.batches), decodeBatch, unsigned(signBatch)),
    format('receipt', bodies(samples.receipts), decodeReceipt, unsigned(signReceipt)),
    format('sync answer', samples.answers, decodeSyncAnswer, encodeSyncAnswer),
    format('row', samples.rows, decodeRow, encodeRow),
    { ...format('details', samples.details, decodeDetails, () => null), encode: encodeDetailsAgain },
    format('glance at a row', samples.rows, glance, () => null),
    format('claimed device', samples.batches, claimed, () => null),
  ];
}

function peopleFormats(): Format[] {
  const decoders = {
    person: decodePerson,
    detail: readAllDetails,
    search: readSearchHeader,
    'page of details': (bytes: Uint8Array) => decodePeoplePage('detail', bytes),
    'page to search': (bytes: Uint8Array) => decodePeoplePage('search', bytes),
  };
  return Object.entries(decoders).map(([name, decode]) => onlyRead(name, 'people', decode));
}

function historyFormats(): Format[] {
  const links: Decode = (bytes) => openSegment(LINKS_SEGMENT, bytes);
  const records: Decode = (bytes) => openSegment(HISTORY_SEGMENT, bytes);
  return [
    onlyRead('links segment', 'links', links),
    onlyRead('history segment', 'history', records),
    onlyRead('history part', 'history', decodeHistoryPart),
    wholeHistory(records),
  ];
}

/** Opened, and asked for the scans of each of its tickets. The length of the records stands before both. */
function wholeHistory(records: Decode): Format {
  const [part = new Uint8Array()] = takenBy('history', decodeHistoryPart);
  const samples = takenBy('history', records)
    .slice(0, 1)
    .map((segment) => concatBytes(Uint8Array.of(segment.length >> 8, segment.length), segment, part));
  const decode: Decode = (bytes) => {
    const end = 2 + 256 * (bytes[0] ?? 0) + (bytes[1] ?? 0);
    const segment = bytes.subarray(2, end);
    const history = openHistory([segment, bytes.subarray(end)]);
    if (!history.ok) return history;
    for (const hash of hashesIn(segment)) pastScans(history.value, hash);
    return history;
  };
  return { name: 'whole history', samples, decode, encode: () => null };
}

/** Every eight bytes that could be a key; columns begin behind the nine bytes of a header. */
function hashesIn(bytes: Uint8Array): Uint8Array[] {
  const starts = Array.from({ length: Math.max(0, (bytes.length - 9) >> 3) }, (_, index) => 9 + 8 * index);
  return starts.slice(0, 64).map((at) => bytes.subarray(at, at + 8));
}

const readAllDetails: Decode = (bytes) => {
  const file = openDetailFile(bytes);
  if (file.ok) for (const hash of hashesIn(bytes)) findDetail(file.value, hash);
  return file;
};

/** Of what is sealed, or written in more than one way, only the reading is tried. */
function onlyRead(name: string, file: string, decode: Decode): Format {
  return { name, samples: takenBy(file, decode), decode, encode: () => null };
}

function format<T>(
  name: string,
  samples: readonly Uint8Array[],
  ...[decode, encode]: [
    (bytes: Uint8Array) => Outcome<T, string>,
    (value: T) => Promise<Uint8Array> | Uint8Array | null,
  ]
): Format {
  const again = (bytes: Uint8Array) => {
    const decoded = decode(bytes);
    return decoded.ok ? encode(decoded.value) : null;
  };
  return { name, samples, decode, encode: again };
}

/** A root may name what this program leaves out, so it is what was read that has to be written and read again. */
function encodeRoot(root: object): null {
  const json = rootJson(root);
  const again = decodeRoot(concatBytes(Uint8Array.of(1), toUtf8(json)));
  if (!again.ok || rootJson(again.value) !== json) throw new Error('a root is not read as it was written');
  return null;
}

function repack(kind: SegmentKind) {
  return (segment: Parameters<typeof tableRows>[0]['segments'][number] & object): Uint8Array | null => {
    const { bits, index } = segment;
    const rows = [...tableRows({ bits, segments: [segment] })];
    const packed = packSegment(kind, { bits, index }, rows);
    // Of a medium's tickets any order is taken; whoever opens rows that cannot be packed has taken what nobody packs.
    return kind.unique ? (packed.ok ? packed.value : new Uint8Array()) : null;
  };
}

function unsigned<T>(signed: (value: T, sign: Sign) => Promise<Uint8Array>) {
  return async (value: T) => splitBlob(await signed(value, noSignature)).body;
}

/** A state of a newer program reads as blocked and is lost for that. */
async function encodeTicketsPageAgain(bytes: Uint8Array): Promise<Uint8Array | null> {
  const page = decodeTicketsPage(bytes);
  if (!page.ok) return null;
  const { tickets } = page.value;
  const isNewer = tickets.some((_, index) => (bytes[33 + 13 * index] ?? 0) >> 5 >= ticketStates.length);
  return isNewer ? null : unsigned(signTicketsPage)(page.value);
}

function encodeDetailsAgain(bytes: Uint8Array): Uint8Array | null {
  const decoded = decodeDetails(bytes);
  return decoded.ok ? encodeDetails(decoded.value, bytes.subarray(0, 16)) : null;
}

function glance(bytes: Uint8Array): Outcome<unknown, 'none'> {
  const glanced = glanceAtRow(bytes);
  return glanced === null ? { ok: false, reason: 'none' } : { ok: true, value: glanced };
}

function claimed(bytes: Uint8Array): Outcome<unknown, 'none'> {
  const device = claimedDevice(bytes);
  return device === null ? { ok: false, reason: 'none' } : { ok: true, value: device };
}

async function signedFormats(samples: Samples): Promise<SignedFormat[]> {
  const verify = await chooseEd25519(crypto.subtle);
  const verifyDevice = verifyP256(crypto.subtle);
  const door = (await testEd25519('door key')).publicKey;
  const ticket = (await testEd25519('ticket key')).publicKey;
  const device = testP256('device').publicKey;
  const trust = { event: 4711, keys: { current: door, successor: null }, held: null, verify };
  const isOk = async (outcome: Promise<{ ok: boolean }>) => (await outcome).ok;
  return [
    {
      name: 'ticket code',
      samples: samples.codes,
      isTaken: (blob) => isGenuineTicketCode(blob, ticket, verify),
    },
    { name: 'root', samples: samples.roots, isTaken: (blob) => isOk(acceptRoot(blob, trust)) },
    {
      name: 'tickets page',
      samples: samples.ticketsPages,
      isTaken: (blob) => isOk(openTicketsPage(blob, door, verify)),
    },
    {
      name: 'scans page',
      samples: samples.scansPages,
      isTaken: (blob) => isOk(openScansPage(blob, door, verify)),
    },
    {
      name: 'batch',
      samples: samples.batches,
      isTaken: (blob) => isOk(openBatch(blob, device, verifyDevice)),
    },
    { name: 'receipt', samples: samples.receipts, isTaken: (blob) => isOk(openReceipt(blob, door, verify)) },
  ];
}

/** @returns what is wrong with how a decoder takes these bytes, or null */
export async function faultOfFormat({ decode, encode }: Format, bytes: Uint8Array): Promise<string | null> {
  const decoded = decode(bytes);
  if (!decoded.ok) return /^[a-z_]+$/.test(decoded.reason) ? null : 'refused without a reason';
  const again = await encode(bytes);
  return again === null || equalBytes(again, bytes) ? null : 'took bytes that nobody writes';
}

/** @returns what is wrong with how something signed is taken, or null */
export async function faultOfSigned(
  { samples, isTaken }: SignedFormat,
  blob: Uint8Array,
): Promise<string | null> {
  const isGood = samples.some((sample) => equalBytes(sample, blob));
  return (await isTaken(blob)) && !isGood ? 'took what nobody has signed' : null;
}
