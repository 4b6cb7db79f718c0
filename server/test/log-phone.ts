import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Answers, answerText } from '@gatehouse/shared/checkin';
import {
  detailsHash,
  encodeDetails,
  encodeRow,
  type LogRow,
  NO_PREVIOUS,
  rowHash,
  scanProof,
} from '@gatehouse/shared/log';
import {
  type BatchRow,
  decodeSyncAnswer,
  openReceipt,
  type Receipt,
  type RowAnswer,
  type SyncAnswer,
  signBatch,
} from '@gatehouse/shared/protocol';
import { chooseEd25519, type Sign, signBlob, signP256 } from '@gatehouse/shared/signing';
import { createDeviceTokens } from '../src/modules/checkin/devices/device-tokens.js';
import type { TestApp } from './test-app.js';

/** Where the rows of a phone belong. */
export interface Place {
  readonly organisationId: string;
  readonly eventId: string;
  /** The event's public number. */
  readonly number: number;
  readonly listId: string;
  readonly gateId: string;
}

export type RowFields = Partial<Omit<LogRow, 'kind' | 'time'>> & {
  readonly kind?: LogRow['kind'];
  /** Milliseconds since 1970, known to the second. */
  readonly at?: number;
  readonly within?: number;
  readonly codeHash?: Uint8Array;
  /** Lie beside the row. */
  readonly answers?: Answers;
  /** Stays beside a ticket's hashes and is not written. */
  readonly ticketId?: string;
  readonly extra?: object;
  /** What lies beside the row. */
  readonly beside?: Uint8Array | null;
};

/** A phone of the shared code, without a screen: what it writes stays, and it sends until receipts cover it. */
export class LogPhone {
  readonly rows: BatchRow[] = [];
  readonly ids: string[] = [];
  receipt: Receipt | null = null;
  readonly #place: Place;
  readonly #sign: Sign;
  readonly deviceId: string;
  readonly #accessToken: string;

  constructor(options: { place: Place; deviceId: string; sign: Sign; accessToken: string }) {
    this.#place = options.place;
    this.#sign = options.sign;
    this.deviceId = options.deviceId;
    this.#accessToken = options.accessToken;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#accessToken}` };
  }

  /** Writes one more row. @returns its id */
  write(fields: RowFields = {}): string {
    const { at = Date.now(), within = 500, codeHash, extra = {}, ticketId: _, answers, ...told } = fields;
    const { beside = answers ? detailsOf(answers) : null, ...given } = told;
    const seq = this.rows.length + 1;
    const previous = this.rows.at(-1)?.bytes;
    const id = given.id ?? uuid();
    const row = {
      kind: 'scan',
      id,
      device: this.deviceId,
      seq,
      event: this.#place.number,
      list: this.#place.listId,
      gate: this.#place.gateId,
      direction: 'in',
      how: 'camera',
      persons: 1,
      proof: codeHash ? scanProof({ codeHash, device: this.deviceId, seq }) : null,
      ticketHash: null,
      generation: 0,
      result: 'admit',
      effect: 'entry',
      reason: 'ok',
      names: null,
      time: timeAt(at, within),
      held: { root: none, tickets: none, scans: none, stale: false },
      details: beside && detailsHash(beside),
      previous: previous ? rowHash(previous) : NO_PREVIOUS,
      ...given,
      ...extra,
    } as LogRow;
    this.rows.push({ bytes: encodeRow(row), details: beside });
    this.ids.push(id);
    return id;
  }

  /** Takes a scan back. */
  undo(scan: string, fields: RowFields = {}): string {
    const names = { relation: 'undoes', scan } as const;
    return this.write({ kind: 'undo', effect: 'none', result: null, reason: '', names, ...fields });
  }

  /** A signed batch of rows [from, to], of all that are not covered where nothing is said. */
  async batch(from = (this.receipt?.watermark ?? 0) + 1, to = this.rows.length): Promise<Uint8Array> {
    const rows = this.rows.slice(from - 1, to).slice(0, 1_000);
    return this.signed({ firstSeq: from, rows });
  }

  /** @param content its head is null in a batch of an older app */
  signed(content: {
    firstSeq: number;
    rows: readonly BatchRow[];
    nonce?: Uint8Array;
    head?: null;
  }): Promise<Uint8Array> {
    const { nonce = randomBytes(16), ...rest } = content;
    return signBatch({ device: this.deviceId, nonce, positions: [], ...rest }, this.#sign);
  }

  /** Any bytes as a batch that this phone has signed. */
  signedBody(body: Uint8Array): Promise<Uint8Array> {
    return signBlob('batch', body, this.#sign);
  }

  take(receipt: Receipt): void {
    if (!this.receipt || receipt.serverTime >= this.receipt.serverTime) this.receipt = receipt;
  }
}

function detailsOf(answers: Answers): Uint8Array {
  const said = Object.entries(answers).map(([question, answer]) => ({
    question,
    answer: answerText(answer),
  }));
  return encodeDetails({ seen: null, answers: said, note: 'a word' }, randomBytes(16));
}

const none = { start: 0, count: 0 };

function timeAt(at: number, within: number): LogRow['time'] {
  return {
    wall: at,
    session: randomBytes(8),
    monotonic: at % 1_000_000,
    estimate: at,
    earliest: Number.isFinite(within) ? at - within : 0,
    latest: Number.isFinite(within) ? at + within : null,
    unsure: false,
  };
}

export function uuid(): string {
  return crypto.randomUUID();
}

export interface PhoneOptions {
  readonly name?: string;
  readonly status?: 'waiting' | 'active' | 'revoked';
}

/** A phone that is paired and signed in, put into the database past the pairing, which has tests of its own. */
export async function addPhone(
  { app, database }: Pick<TestApp, 'app' | 'database'>,
  place: Place,
  options: PhoneOptions = {},
): Promise<LogPhone> {
  const { organisationId, eventId } = place;
  const { name = 'North 1', status = 'active' } = options;
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const publicKey = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey));
  const [device] = await database.query<{ id: string }>(
    `insert into checkin.device (organisation_id, name, profile, status, revoked_at, sign_key, agree_key, user_agent)
     values ($1, $2, 'steward', $3, $4, $5, $5, 'test') returning id`,
    [organisationId, name, status, status === 'revoked' ? new Date() : null, publicKey],
  );
  const deviceId = device?.id ?? '';
  await database.query(
    'insert into checkin.device_event (organisation_id, event_id, device_id) values ($1, $2, $3)',
    [organisationId, eventId, deviceId],
  );
  const tokens = createDeviceTokens(app.jwt, app.platform.secrets.accessToken);
  const accessToken = tokens.sign({ organisationId, deviceId });
  return new LogPhone({ place, deviceId, sign: signP256(crypto.subtle, pair.privateKey), accessToken });
}

export interface Sent {
  readonly answer: SyncAnswer;
  readonly rows: readonly string[];
}

/** Hands a batch over, packed. @throws Error with what the server answered instead */
export async function sync(url: string, phone: LogPhone, blob?: Uint8Array): Promise<Sent> {
  const body = gzipSync(blob ?? (await phone.batch()));
  const answer = await fetch(`${url}/api/v1/device/sync`, {
    method: 'POST',
    headers: {
      ...phone.headers,
      'content-type': 'application/octet-stream',
      'content-encoding': 'gzip',
      'x-unsent': '0',
    },
    body,
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${answer.status} ${Buffer.from(bytes).toString()}`);
  const decoded = decodeSyncAnswer(bytes);
  if (!decoded.ok) throw new Error(`The answer is ${decoded.reason}.`);
  return { answer: decoded.value, rows: decoded.value.rows.map(wordFor) };
}

function wordFor(answer: RowAnswer): string {
  return answer.outcome === 'quarantined' ? answer.reason : answer.outcome;
}

/** The receipt of an answer, checked with the organisation's door key. */
export async function receiptOf(app: TestApp['app'], sent: Sent, organisationId: string): Promise<Receipt> {
  const publicKey = await doorKeyOf(app, organisationId);
  const verify = await chooseEd25519(crypto.subtle);
  const opened = await openReceipt(sent.answer.receipt, publicKey, verify);
  if (!opened.ok) throw new Error(`The receipt is ${opened.reason}.`);
  return opened.value;
}

export async function doorKeyOf(app: TestApp['app'], organisationId: string): Promise<Uint8Array> {
  const rows = await app.platform.tenancy.run({ organisationId }, (trx) =>
    trx
      .$extendTables<{ 'checkin.doorKey': { publicKey: Buffer; status: string } }>()
      .selectFrom('checkin.doorKey')
      .select('publicKey')
      .where('status', '=', 'current')
      .execute(),
  );
  return rows[0]?.publicKey ?? new Uint8Array();
}
