import type { CoreRecord, MediumRecord } from '../../manifest/index.js';
import { mediumHash, ticketHash } from '../../ticket-code/index.js';
import { sampleSalt } from './sample-root.js';
import { testBytes } from './test-keys.js';

export function sampleTicket(name: string, fields: Partial<CoreRecord> = {}): CoreRecord {
  return {
    hash: ticketHash(sampleSalt, testBytes(name, 8)),
    class: 7,
    generation: 0,
    state: 'good',
    unpaid: false,
    goodThoughUnpaid: false,
    attention: false,
    answersMissing: false,
    linked: false,
    entries: 0,
    ...fields,
  };
}

/** Every state and every flag once. */
export const sampleTickets: readonly CoreRecord[] = [
  sampleTicket('ticket 1'),
  sampleTicket('ticket 2', { generation: 2 }),
  sampleTicket('ticket 3', { state: 'cancelled' }),
  sampleTicket('ticket 4', { state: 'blocked', attention: true }),
  sampleTicket('ticket 5', { state: 'held', unpaid: true, goodThoughUnpaid: true }),
  sampleTicket('ticket 6', { state: 'unapproved', answersMissing: true }),
  sampleTicket('ticket 7', { class: 65_535, generation: 255, linked: true, entries: 255 }),
  sampleTicket('lowest', { hash: new Uint8Array(8) }),
  sampleTicket('highest', { hash: new Uint8Array(8).fill(255) }),
];

export const sampleMedia: readonly MediumRecord[] = [
  { hash: mediumHash(sampleSalt, 'BAND-1'), tickets: [sampleTicket('ticket 1').hash] },
  {
    hash: mediumHash(sampleSalt, 'BAND-2'),
    tickets: [sampleTicket('ticket 2').hash, sampleTicket('ticket 3').hash],
  },
];
