import {
  buildCore,
  buildLinks,
  type CoreRecord,
  contentAddress,
  LINKS_SEGMENT,
  type LinkRecord,
  openSegment,
  signTicketsPage,
  type TicketsPage,
  ticketLinks,
} from '../../manifest/index.js';
import { signBlob } from '../../signing/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { sampleTicket } from './sample-tickets.js';
import { testEd25519 } from './test-keys.js';

/** Two orders; in the first one a ticket has two add-ons, and one ticket has no links. */
export const linkedTickets: readonly CoreRecord[] = [
  ...['ticket 1', 'parking', 'dinner', 'ticket 2', 'ticket 3'].map((name) =>
    sampleTicket(name, { linked: true }),
  ),
  sampleTicket('alone'),
];

export const sampleLinks: readonly LinkRecord[] = [
  { hash: sampleTicket('ticket 1').hash, order: 1, parent: 70_000, role: 'parent' },
  { hash: sampleTicket('parking').hash, order: 1, parent: 70_000, role: 'add-on' },
  { hash: sampleTicket('dinner').hash, order: 1, parent: 70_000, role: 'add-on' },
  { hash: sampleTicket('ticket 2').hash, order: 0xff_ffff, parent: 0, role: 'member' },
  { hash: sampleTicket('ticket 3').hash, order: 0xff_ffff, parent: 0, role: 'member' },
];

/** The second order grows, and its first ticket becomes an add-on. */
export const linkedPage: TicketsPage = {
  event: 4711,
  start: 1_799_000_000,
  from: 40,
  to: 44,
  tickets: [
    sampleTicket('ticket 2', { linked: true }),
    sampleTicket('late', { linked: true }),
    sampleTicket('parking', { linked: false }),
    sampleTicket('alone', { generation: 1 }),
  ],
  media: [{ hash: new Uint8Array(8).fill(7), tickets: [sampleTicket('late').hash] }],
  links: [
    { hash: sampleTicket('ticket 2').hash, order: 0xff_ffff, parent: 70_000, role: 'add-on' },
    { hash: sampleTicket('late').hash, order: 0xff_ffff, parent: 0, role: 'member' },
  ],
};

export async function makeLinksVectors(): Promise<unknown> {
  const core = one(buildCore(linkedTickets));
  const links = one(buildLinks(sampleLinks, linkedTickets.length));
  const door = await testEd25519('door key');
  return {
    tickets: linkedTickets,
    links: sampleLinks,
    core: { bytes: core, address: contentAddress(core) },
    segment: { bytes: links, address: contentAddress(links), refused: refusedSegments(links) },
    unknownRole: ticketLinks(Uint8Array.of(0, 0, 1, 0, 0, 2, 9)),
    doorKey: door.publicKey,
    pages: await pages(),
  };
}

function one(built: ReturnType<typeof buildCore>): Uint8Array {
  const bytes = built.ok ? built.value[0] : undefined;
  if (bytes === undefined) throw new Error('the sample does not build');
  return bytes;
}

function refusedSegments(links: Uint8Array) {
  const cases = [
    { name: 'of a later version', bytes: replaced(links, 0, [2]) },
    { name: 'of another kind', bytes: replaced(links, 1, [1]) },
    { name: 'of too many parts', bytes: replaced(links, 2, [13]) },
    { name: 'with an index beyond its parts', bytes: replaced(links, 4, [1]) },
    { name: 'with a huge count', bytes: replaced(links, 5, [255, 255, 255, 255]) },
    { name: 'with a byte left over', bytes: lengthened(links) },
  ];
  return cases.map(({ name, bytes }) => {
    const opened = openSegment(LINKS_SEGMENT, bytes);
    return { name, bytes, reason: opened.ok ? 'accepted' : opened.reason };
  });
}

async function pages() {
  const door = await testEd25519('door key');
  const next = await testEd25519('next door key');
  const good = await signTicketsPage(linkedPage, door.sign);
  const body = good.subarray(0, -64);
  const resigned = (bytes: Uint8Array) => signBlob('page', bytes, door.sign);
  const { links: _, ...plain } = linkedPage;
  const vector = (name: string, blob: Uint8Array, expect: string) => ({ name, blob, expect });
  return {
    content: linkedPage,
    blobs: [
      vector('good', good, 'accepted'),
      vector('for a phone that reads no links', await signTicketsPage(plain, door.sign), 'accepted'),
      vector('altered', altered(good, -70), 'bad_signature'),
      vector('wrong key', await signTicketsPage(linkedPage, next.sign), 'bad_signature'),
      vector('of a later version', await resigned(replaced(body, 0, [3])), 'needs_update'),
      vector('of version 1 with links behind it', await resigned(replaced(body, 0, [1])), 'bad_content'),
      vector('without the last link', await resigned(body.subarray(0, -7)), 'truncated'),
      vector('with a byte left over', await resigned(lengthened(body)), 'bad_content'),
    ],
  };
}
