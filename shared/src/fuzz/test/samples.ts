import { encodeDetails } from '../../log/index.js';
import { buildCore, buildMedia, signTicketsPage } from '../../manifest/index.js';
import { signScansPage } from '../../protocol/index.js';
import { SIGNATURE_BYTES } from '../../signing/index.js';
import { signTicketCode } from '../../ticket-code/index.js';
import { bytesOf, loadVectors } from '../../vectors/test/load-vectors.js';
import { sampleDetails, sampleDetailsSalt, sampleLog } from '../../vectors/test/sample-rows.js';
import { sampleMedia, sampleTicket, sampleTickets } from '../../vectors/test/sample-tickets.js';
import { testBytes, testEd25519 } from '../../vectors/test/test-keys.js';

interface Blobs {
  readonly blobs: readonly { readonly blob: string; readonly expect: string }[];
}

interface Files {
  readonly manifest: { readonly pages: Blobs; readonly roots: Blobs['blobs'] };
  readonly protocol: Readonly<Record<'batches' | 'receipts' | 'answers' | 'scansPages', Blobs>>;
}

const goodOf = (blobs: Blobs['blobs']) =>
  blobs.filter(({ expect }) => expect === 'accepted').map(({ blob }) => bytesOf(blob));

/** Every document in a file of vectors that this decoder takes, with its signature cut off where it has one. */
export function takenBy(name: string, decode: (bytes: Uint8Array) => { readonly ok: boolean }): Uint8Array[] {
  const found: Uint8Array[] = [];
  JSON.stringify(loadVectors(name), (_, value) => {
    if (typeof value === 'string' && /^([0-9a-f]{2}){8,}$/.test(value)) found.push(bytesOf(value));
    return value;
  });
  return found
    .flatMap((bytes) => [bytes, bytes.subarray(0, -SIGNATURE_BYTES)])
    .filter((bytes) => decode(bytes).ok);
}

/** Good documents of every format, to break. The signed ones are signed with the keys of the vectors. */
export async function samplesOf() {
  const manifest = loadVectors<Files['manifest']>('manifest');
  const protocol = loadVectors<Files['protocol']>('protocol');
  const door = await testEd25519('door key');
  const rows = sampleLog().map(({ bytes }) => bytes);
  const many = Array.from({ length: 60 }, (_, index) => sampleTicket(`fuzz ${index}`, { class: index }));
  return {
    codes: await codes(),
    roots: goodOf(manifest.roots),
    core: [...built(buildCore(sampleTickets)), ...built(buildCore(many)), ...built(buildCore([]))],
    media: built(buildMedia(sampleMedia)),
    ticketsPages: [
      ...goodOf(manifest.pages.blobs),
      await signTicketsPage({ ...range, tickets: many, media: sampleMedia }, door.sign),
    ],
    scansPages: [
      ...goodOf(protocol.scansPages.blobs),
      await signScansPage(
        {
          ...range,
          rows: rows.map((bytes) => ({
            bytes,
            review: { standing: 'stands', sure: true, first: null, what: '' },
          })),
        },
        door.sign,
      ),
    ],
    batches: goodOf(protocol.batches.blobs),
    receipts: goodOf(protocol.receipts.blobs),
    answers: goodOf(protocol.answers.blobs),
    rows,
    details: [
      encodeDetails(sampleDetails, sampleDetailsSalt),
      encodeDetails(
        { seen: { kind: 'hashed', hash: testBytes('seen', 32) }, answers: [], note: '' },
        sampleDetailsSalt,
      ),
      encodeDetails({ seen: null, answers: [], note: 'x' }, sampleDetailsSalt),
    ],
  };
}

const range = { event: 4711, start: 1_799_000_000, from: 40, to: 100 };

async function codes(): Promise<Uint8Array[]> {
  const { sign } = await testEd25519('ticket key');
  const bodies = ['ticket 1', 'ticket 2', 'pass'].map((ticket, index) => ({
    kid: 3,
    event: 4711,
    ticket: testBytes(ticket, 8),
    generation: index,
    class: 7,
  }));
  return Promise.all(bodies.map((body) => signTicketCode(body, sign)));
}

function built(outcome: ReturnType<typeof buildCore>): Uint8Array[] {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}
