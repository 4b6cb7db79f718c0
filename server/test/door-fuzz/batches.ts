import { gzipSync } from 'node:zlib';
import { concatBytes } from '@gatehouse/shared/bytes';
import { createRandom, type FuzzTarget, mutate, type Random } from '@gatehouse/shared/fuzz';
import { decodeSyncAnswer, openReceipt, openScansPage } from '@gatehouse/shared/protocol';
import { chooseEd25519, splitBlob } from '@gatehouse/shared/signing';
import type { DoorWorld } from '../door-world.js';
import { doorKeyOf, type LogPhone } from '../log-phone.js';
import { writeStrange } from './strange-rows.js';
import { postBatch, type Send, type WireAnswer } from './wire.js';

const ROWS_OF_A_PHONE = 120;
const MAX_ROW_BYTES = 1_024;
const SERVER_ERROR = 500;
const seqs = [1, 2, 127, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 5];

/**
 * Batches that something happened to on their way; the first byte says how they are sent: 0 bare, 1 packed, 2 packed
 * and altered then.
 * @param phone whose batches of rows that were handed over before these are
 */
export function carriedBatches(send: Send, phone: LogPhone, blobs: readonly Uint8Array[]): FuzzTarget {
  const packed = blobs.map((blob) => new Uint8Array(gzipSync(blob)));
  return {
    make(random) {
      const how = random.below(3);
      const good = how === 2 ? packed : blobs;
      return concatBytes(Uint8Array.of(how), mutate(random.pick(good), random, good));
    },
    async check(input) {
      const [how = 0] = input;
      const body = input.slice(1);
      const answer = await postBatch(send, phone, [how === 1 ? gzipSync(body) : body, how > 0]);
      if (answer.status >= SERVER_ERROR) return `answered with ${answer.status}`;
      const isGood = blobs.some((blob) => Buffer.compare(blob, body) === 0);
      // What gzip carries beside the bytes may be anything; the signature is over the bytes.
      const mayBeTaken = isGood || how === 2;
      return answer.status < 300 && !mayBeTaken ? 'took what no phone has signed' : null;
    },
  };
}

/** What a phone that has gone wrong signs: whatever it is, it is answered, and everybody else can go on reading. */
export async function signedBatches(world: DoorWorld, send: Send): Promise<FuzzTarget> {
  const answerFault = await createAnswerReader(world);
  const readingFault = await createReaders(world, send);
  let phone = await world.phone({ name: 'Faulty' });
  return {
    make: (random) => random.bytes(4),
    async check(input) {
      const random = createRandom(new DataView(concatBytes(input, new Uint8Array(4)).buffer).getUint32(0));
      if (phone.rows.length > ROWS_OF_A_PHONE) phone = await world.phone({ name: 'Faulty' });
      const isBroken = random.below(3) === 0;
      const blob = isBroken ? await brokenBatch(phone, random) : await strangeBatch(world, phone, random);
      const answer = await postBatch(send, phone, [gzipSync(blob), true]);
      const mayBeRefused = isBroken && answer.status < SERVER_ERROR;
      const fault = answer.status === 200 ? await answerFault(answer) : mayBeRefused ? null : said(answer);
      return fault ?? (random.below(6) === 0 ? readingFault(random) : null);
    },
  };
}

async function createAnswerReader({ gatehouse, place }: DoorWorld) {
  const verify = await chooseEd25519(crypto.subtle);
  return async ({ body }: WireAnswer): Promise<string | null> => {
    const decoded = decodeSyncAnswer(body);
    if (!decoded.ok) return `an answer that is ${decoded.reason}`;
    // The key is made when it is needed first.
    const doorKey = await doorKeyOf(gatehouse.app, place.organisationId);
    const receipt = await openReceipt(decoded.value.receipt, doorKey, verify);
    return receipt.ok ? null : `a receipt that is ${receipt.reason}`;
  };
}

function said({ status, body }: WireAnswer): string {
  return `answered with ${status} ${Buffer.from(body).toString('utf8', 0, 200)}`;
}

/** One row in a batch whose bytes are altered anywhere before it is signed. */
async function brokenBatch(phone: LogPhone, random: Random): Promise<Uint8Array> {
  phone.write();
  const good = await phone.signed({ firstSeq: phone.rows.length, rows: phone.rows.slice(-1) });
  const { body } = splitBlob(good);
  return phone.signedBody(mutate(body, random, [body]));
}

/** Strange rows, some of them altered in any byte, some with something else beside them. */
async function strangeBatch(world: DoorWorld, phone: LogPhone, random: Random): Promise<Uint8Array> {
  const firstSeq = phone.rows.length + 1;
  for (let left = 1 + random.below(4); left > 0; left--) writeStrange(world, phone, random);
  const rows = phone.rows.slice(firstSeq - 1).map(({ bytes, details }) => ({
    bytes: random.below(4) === 0 ? mutate(bytes, random, [bytes]).slice(0, MAX_ROW_BYTES) : bytes,
    details: random.below(4) === 0 ? random.bytes(1 + random.below(60)) : details,
  }));
  return phone.signed({ firstSeq: random.below(12) === 0 ? random.pick(seqs) : firstSeq, rows });
}

/** Other phones and the organiser read what the faulty one has written; each phone reads on from where it was. */
async function createReaders(world: DoorWorld, send: Send) {
  const { eventId, organisationId } = world.place;
  const at = `/api/v1/events/${eventId}`;
  const phone = await world.phone({ name: 'Reader' });
  const doorKey = await doorKeyOf(world.gatehouse.app, organisationId);
  const verify = await chooseEd25519(crypto.subtle);
  let held = { start: 0, from: 0 };
  return async (random: Random): Promise<string | null> => {
    const headers = { authorization: `Bearer ${await world.owner.freshToken()}` };
    const url = random.pick([`${at}/door`, `${at}/scans?limit=50`, `${at}/conflicts?limit=50`]);
    const seen = await send({ method: 'GET', url, headers });
    if (seen.status !== 200) return `${url} ${said(seen)}`;
    const query = `start=${held.start}&from=${held.from}`;
    const pages = `/api/v1/device/events/${eventId}/pages/scans?${query}`;
    const page = await send({ method: 'GET', url: pages, headers: phone.headers });
    if (page.status === 204) return null;
    if (page.status !== 200) return `the page of scans ${said(page)}`;
    const opened = await openScansPage(page.body, doorKey, verify);
    if (opened.ok) held = { start: opened.value.start, from: opened.value.to };
    return opened.ok ? null : `a page of scans that is ${opened.reason}`;
  };
}
