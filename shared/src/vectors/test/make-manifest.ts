import { concatBytes, toUtf8 } from '../../bytes/index.js';
import {
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  contentAddress,
  MEDIA_SEGMENT,
  type Root,
  referenceTo,
  signRoot,
  signTicketsPage,
  type TicketsPage,
} from '../../manifest/index.js';
import { type Sign, signBlob } from '../../signing/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { sampleRoot } from './sample-root.js';
import { sampleMedia, sampleTicket, sampleTickets } from './sample-tickets.js';
import { type TestKey, testEd25519, testP256 } from './test-keys.js';

const COUNT_OFFSET = 5;
const HEADER_BYTES = 9;

export async function makeManifestVectors(): Promise<unknown> {
  const core = builtOne(buildCore(sampleTickets));
  const media = builtOne(buildMedia(sampleMedia));
  const door = await testEd25519('door key');
  const next = await testEd25519('next door key');
  const ticket = (await testEd25519('ticket key')).publicKey;
  const root = sampleRoot(
    { ticket, device: testP256('device').publicKey },
    { core: [referenceTo(CORE_SEGMENT, core)], media: [referenceTo(MEDIA_SEGMENT, media)] },
  );
  return {
    tickets: sampleTickets,
    media: sampleMedia,
    core: { bytes: core, address: contentAddress(core), refused: refusedSegments(core) },
    mediaSegment: { bytes: media, address: contentAddress(media) },
    doorKey: door.publicKey,
    nextDoorKey: next.publicKey,
    root,
    roots: await rootVectors(root, door, next),
    pages: await pageVectors(door, next),
  };
}

function builtOne(built: ReturnType<typeof buildCore>): Uint8Array {
  const bytes = built.ok ? built.value[0] : undefined;
  if (bytes === undefined) throw new Error('the sample does not build');
  return bytes;
}

function refusedSegments(core: Uint8Array) {
  const count = sampleTickets.length;
  const secondKeyLow = HEADER_BYTES + 7 * count + 1;
  const zeroSecond = core.slice();
  for (let column = 0; column < 8; column++) zeroSecond[HEADER_BYTES + column * count + 1] = 0;
  const ofPart = replaced(core, 2, [1, 0, 0]);
  return [
    { name: 'of a later version', bytes: replaced(core, 0, [2]), reason: 'needs_update' },
    { name: 'of another kind', bytes: replaced(core, 1, [2]), reason: 'bad_header' },
    { name: 'of too many parts', bytes: replaced(core, 2, [13]), reason: 'bad_header' },
    { name: 'with an index beyond its parts', bytes: replaced(core, 4, [1]), reason: 'bad_header' },
    {
      name: 'with a huge count',
      bytes: replaced(core, COUNT_OFFSET, [255, 255, 255, 255]),
      reason: 'bad_length',
    },
    { name: 'with a byte left over', bytes: lengthened(core), reason: 'bad_length' },
    { name: 'with a ticket twice', bytes: zeroSecond, reason: 'unsorted' },
    { name: 'with keys beyond its part', bytes: ofPart, reason: 'unsorted' },
    { name: 'with keys beyond the highest', bytes: altered(core, secondKeyLow), reason: 'unsorted' },
  ];
}

async function rootVectors(root: Root, door: TestKey, next: TestKey) {
  const good = await signRoot(root, door.sign);
  const handingOver = { ...root, successor: next.publicKey };
  const later = { ...root, position: { ...root.position, count: 4 } };
  const otherLife = { ...root, position: { start: root.position.start + 1, count: 1 } };
  const asPage = await signBlob('page', good.subarray(0, -64), door.sign);
  const vector = (name: string, blob: Uint8Array, expect: string) => ({ name, blob, expect });
  return [
    vector('good', good, 'accepted'),
    vector('naming its successor', await signRoot(handingOver, door.sign), 'accepted'),
    vector('later', await signRoot(later, door.sign), 'accepted'),
    vector('of a later life', await signRoot(otherLife, door.sign), 'accepted'),
    vector('signed by the successor', await signRoot(later, next.sign), 'bad_signature'),
    vector('altered', altered(good, 20), 'bad_signature'),
    vector('with an altered signature', altered(good, -1), 'bad_signature'),
    vector('signed as a page', asPage, 'bad_signature'),
    vector('with a byte left over', lengthened(good), 'bad_signature'),
    vector('of a later version', await signJson(2, root, door.sign), 'needs_update'),
    vector(
      'that is no JSON',
      await signBlob('root', concatBytes(Uint8Array.of(1), toUtf8('{')), door.sign),
      'bad_content',
    ),
    vector('that is no text', await signBlob('root', Uint8Array.of(1, 0xff), door.sign), 'bad_content'),
    vector('without its event', await signJson(1, { ...root, events: [] }, door.sign), 'bad_content'),
    vector('with a kid of five bits', await signJson(1, withKid(root, 16), door.sign), 'bad_content'),
    vector('with three segments', await signJson(1, withSegments(root, 3), door.sign), 'bad_content'),
    vector(
      'that ends before it begins',
      await signJson(1, { ...root, notAfter: 0 }, door.sign),
      'bad_content',
    ),
    vector('of another event', await signJson(1, { ...root, event: 9 }, door.sign), 'wrong_event'),
    vector(
      'with more than this program knows',
      await signJson(1, { ...root, weather: 'rain' }, door.sign),
      'accepted',
    ),
  ];
}

function withKid(root: Root, kid: number): unknown {
  return { ...root, events: root.events.map((event) => ({ ...event, keys: [{ ...event.keys[0], kid }] })) };
}

function withSegments(root: Root, count: number): unknown {
  return { ...root, segments: { ...root.segments, core: Array(count).fill(root.segments.core[0]) } };
}

function signJson(version: number, json: unknown, sign: Sign): Promise<Uint8Array> {
  return signBlob('root', concatBytes(Uint8Array.of(version), toUtf8(toJson(json))), sign);
}

function toJson(value: unknown): string {
  const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? hex(part) : part));
}

export const samplePage: TicketsPage = {
  event: 4711,
  start: 1_799_000_000,
  from: 40,
  to: 43,
  tickets: [
    sampleTicket('ticket 1', { state: 'cancelled' }),
    sampleTicket('ticket 2', { generation: 3 }),
    sampleTicket('sold while offline'),
  ],
  media: [
    { hash: sampleMedia[0]?.hash ?? new Uint8Array(8), tickets: [] },
    { hash: new Uint8Array(8).fill(7), tickets: [sampleTicket('sold while offline').hash] },
  ],
};

async function pageVectors(door: TestKey, next: TestKey) {
  const good = await signTicketsPage(samplePage, door.sign);
  const body = good.subarray(0, -64);
  const resigned = (bytes: Uint8Array) => signBlob('page', bytes, door.sign);
  const [first, second] = [body.slice(22, 35), body.slice(35, 48)];
  const [sold, medium] = [body.subarray(-24, -16), body.subarray(-16, -8)];
  const vector = (name: string, blob: Uint8Array, expect: string) => ({ name, blob, expect });
  return {
    content: samplePage,
    blobs: [
      vector('good', good, 'accepted'),
      vector('altered', altered(good, 30), 'bad_signature'),
      vector('wrong key', await signTicketsPage(samplePage, next.sign), 'bad_signature'),
      vector('of a later version', await resigned(replaced(body, 0, [3])), 'needs_update'),
      vector('of another feed', await resigned(replaced(body, 1, [2])), 'needs_update'),
      vector('with a huge count', await resigned(replaced(body, 18, [255, 255, 255, 255])), 'truncated'),
      vector('with a byte left over', await resigned(lengthened(body)), 'bad_content'),
      vector('covering nothing', await resigned(replaced(body, 14, [0, 0, 0, 40])), 'bad_content'),
      vector(
        'unsorted',
        await resigned(replaced(replaced(body, 22, [...second]), 35, [...first])),
        'bad_content',
      ),
      vector('with a ticket twice', await resigned(replaced(body, 35, [...first])), 'bad_content'),
      vector(
        'with a medium that stands for nothing and for a ticket',
        await resigned(replaced(body, body.length - 32, [...body.subarray(-16), ...medium, ...sold])),
        'bad_content',
      ),
    ],
  };
}
