import { concatBytes, toUtf8 } from '../../bytes/index.js';
import { DigestSum, digestHex, digestTicketList, NO_DIGEST, scanElement } from '../../digest/index.js';
import { coreCells, linkCells } from '../../manifest/index.js';
import type { Review } from '../../protocol/index.js';
import { sampleLog } from './sample-rows.js';
import { sampleMedia, sampleTickets } from './sample-tickets.js';

const first = '01900000-0000-4000-8000-00000000abcd';
const reviews: readonly Review[] = [
  { standing: 'stands', sure: true, first: null, what: '' },
  { standing: 'extra', sure: false, first, what: 'müde' },
];

/** Sets with their digests, a list of tickets, and what rows are as elements. */
export function makeDigestVectors(): unknown {
  const linked = sampleTickets.filter((ticket) => ticket.linked);
  const list = {
    core: concatBytes(...sampleTickets.flatMap((ticket) => [ticket.hash, coreCells(ticket)])),
    media: concatBytes(...sampleMedia.flatMap(({ hash, tickets }) => tickets.flatMap((one) => [hash, one]))),
    links: concatBytes(
      ...linked.flatMap(({ hash }) => [hash, linkCells({ order: 1, parent: 0, role: 'member' })]),
    ),
  };
  return {
    sets: [[], ['a'], ['a', 'b'], ['a', 'a'], Array.from({ length: 300 }, (_, number) => `${number}`)].map(
      (elements) => ({ elements, digest: digestOf(elements) }),
    ),
    // One that is not there leaves what 2^256 lacks.
    withoutWhatWasNotThere: digestWithout('a'),
    list: { ...list, digest: digestTicketList(list) },
    rows: sampleLog().flatMap(({ bytes }) =>
      reviews.flatMap((review) =>
        [false, true].map((answered) => ({
          row: bytes,
          review,
          answered,
          element: scanElement({ bytes, review, answered }),
        })),
      ),
    ),
    empty: NO_DIGEST,
  };
}

function digestOf(elements: readonly string[]): string {
  const sum = new DigestSum();
  for (const element of elements) sum.add(toUtf8(element));
  return digestHex(sum.digest());
}

function digestWithout(element: string): string {
  const sum = new DigestSum();
  sum.takeAway(toUtf8(element));
  return digestHex(sum.digest());
}
