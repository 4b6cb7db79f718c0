import { fromBase45, fromBase64Url, toBase45, toBase64Url } from '@gatehouse/shared/bytes';
import { createRandom, type FuzzTarget, mutate, type Random } from '@gatehouse/shared/fuzz';
import type { DoorWorld } from '../door-world.js';
import { type LogPhone, uuid } from '../log-phone.js';
import { newPhoneKeys, offerPairing, type PhoneKeys } from '../phones.js';
import { jsonContent, type Send, type WireAnswer, type WireRequest } from './wire.js';

const SERVER_ERROR = 500;
/** The list is being prepared; a phone asks again. */
const BUSY = 503;

interface Question extends WireRequest {
  /** @returns what is wrong with a good answer, or null */
  fault(answer: WireAnswer): string | null;
}

type Ask = (random: Random) => Question;

export interface Asked {
  /** Of tickets that are let in. */
  readonly codes: readonly string[];
  /** The id of a list that takes only codes that move, which nobody here can make. */
  readonly strictListId: string;
}

/** What a door asks the server beside handing over its log, each question with something wrong in it. */
export async function brokenQuestions(world: DoorWorld, send: Send, asked: Asked): Promise<FuzzTarget> {
  const phone = await world.phone();
  const asks: readonly Ask[] = [
    await deskQuestion(world, asked),
    pageQuestion(world, phone),
    await pairingQuestion(world),
    sessionQuestion(world, phone),
  ];
  // A question is long; what is kept of it is the chance by which it was made.
  return {
    make: (random) => random.bytes(4),
    async check(input) {
      const seed = input.reduce((sum, byte) => 256 * sum + byte, 0);
      const random = createRandom(seed);
      const { fault, ...request } = random.pick(asks)(random);
      const answer = await send(request);
      if (answer.status >= SERVER_ERROR && answer.status !== BUSY)
        return `${request.url} ${String(request.body)} answered with ${answer.status}`;
      return answer.status < 300 ? fault(answer) : null;
    },
  };
}

const CODE_BYTES = 80;
/** With the step and the check behind it. */
const CHANGING_BYTES = 86;

async function deskQuestion({ owner, place }: DoorWorld, { codes, strictListId }: Asked): Promise<Ask> {
  const headers = { ...jsonContent, authorization: `Bearer ${await owner.freshToken()}` };
  const raw = codes.map(latin1Bytes);
  const isGood = (code: string, listId: string) =>
    listId === strictListId
      ? codes.includes(code.trim()) && !code.trim().startsWith('G:')
      : codes.includes(code.trim()) || codes.includes(withoutTail(code.trim()));
  return (random) => {
    const listId = random.pick([place.listId, strictListId]);
    const code =
      random.below(2) === 0 ? brokenCode(codes, random) : latin1Text(mutate(random.pick(raw), random, raw));
    const seen = {
      code,
      listId,
      gateId: place.gateId,
      how: random.pick(['camera', 'typed'] as const),
    };
    const isScan = random.below(3) === 0;
    const asked = isScan ? { scans: [{ id: uuid(), ...seen }] } : seen;
    return {
      method: 'POST',
      url: isScan ? '/api/v1/checkin/scans' : '/api/v1/checkin/validate',
      headers,
      body: JSON.stringify({ eventId: place.eventId, ...asked }),
      fault: ({ body }) =>
        /"result":"admit"/.test(Buffer.from(body).toString()) && !isGood(code, listId)
          ? `let in by ${JSON.stringify(code)}`
          : null,
    };
  };
}

/** A list that asks for no changing codes takes a genuine one whatever its tail is. */
function withoutTail(code: string): string {
  const decoded = fromBase45(code.slice(2));
  return code.startsWith('H:') && decoded.ok && decoded.value.length === CHANGING_BYTES
    ? `G:${toBase45(decoded.value.subarray(0, CODE_BYTES))}`
    : code;
}

/** The bytes altered, the notation good. */
function brokenCode(codes: readonly string[], random: Random): string {
  const decoded = fromBase45(random.pick(codes.filter((code) => code.startsWith('G:'))).slice(2));
  const bytes = decoded.ok ? decoded.value : random.bytes(80);
  return random.pick(['G:', 'H:']) + toBase45(mutate(bytes, random, [bytes]));
}

function latin1Bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

const numbers = ['0', '1', '-1', '4294967295', '4294967296', '1e9', '', 'x', '%00', '9'.repeat(40)];
const names = ['0'.repeat(64), 'f'.repeat(64), 'F'.repeat(64), '', '..%2f', '%00', 'x'.repeat(300)];

function pageQuestion({ place }: DoorWorld, phone: LogPhone): Ask {
  const at = `/api/v1/device/events/${place.eventId}`;
  return (random) => {
    const query = `start=${random.pick(numbers)}&from=${random.pick(numbers)}`;
    const path = random.pick([
      `/pages/tickets?${query}`,
      `/pages/scans?${query}`,
      `/pages/detail?${query}`,
      `/pages/search?${query}`,
      `/secrets?${query}`,
      `/segments/${random.pick(names)}`,
      `/root?${query}`,
    ]);
    return { method: 'GET', url: at + path, headers: phone.headers, fault: () => null };
  };
}

async function pairingQuestion({ owner, place }: DoorWorld): Promise<Ask> {
  const { link } = await offerPairing(owner, place.eventId);
  const keys: PhoneKeys = await newPhoneKeys();
  const good = {
    organisationId: link.organisation,
    pairingId: link.pairing,
    secret: toBase64Url(link.secret),
    signKey: keys.signKey,
    agreeKey: keys.agreeKey,
  };
  return (random) => {
    const field = random.pick(['secret', 'signKey', 'agreeKey', 'pairingId', 'organisationId'] as const);
    const body = { ...good, secret: toBase64Url(random.bytes(16)), [field]: altered(good[field], random) };
    // Now and then what was altered comes out as it was.
    if (body.secret === good.secret) body.secret = good.secret.toUpperCase();
    return post('/api/v1/device/pair', body, 'a phone was paired without its secret');
  };
}

function sessionQuestion({ place }: DoorWorld, phone: LogPhone): Ask {
  const { organisationId } = place;
  return (random) => {
    const challenge = toBase64Url(random.bytes(random.pick([0, 16, 32, 40, 48, 64])));
    const signature = toBase64Url(random.bytes(random.pick([0, 63, 64, 65])));
    const body = { organisationId, deviceId: phone.deviceId, challenge, signature };
    return post('/api/v1/device/sessions', body, 'a phone was let in without a signature');
  };
}

/** Bytes are altered as such where the text is some. */
function altered(text: string, random: Random): string {
  const bytes = fromBase64Url(text);
  return bytes === null || random.below(3) === 0
    ? latin1Text(mutate(latin1Bytes(text), random, [latin1Bytes(text)]))
    : toBase64Url(mutate(bytes, random, [bytes]));
}

function post(url: string, body: object, fault: string): Question {
  return { method: 'POST', url, headers: jsonContent, body: JSON.stringify(body), fault: () => fault };
}
