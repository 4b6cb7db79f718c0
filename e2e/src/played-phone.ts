import { randomBytes, webcrypto } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@gatehouse/shared/bytes';
import { encodeRow, type LogRow, NO_PREVIOUS, rowHash, scanProof } from '@gatehouse/shared/log';
import { acceptRoot, type Root } from '@gatehouse/shared/manifest';
import {
  type BatchRow,
  confirmationCode,
  decodePairingLink,
  decodeSyncAnswer,
  type PairingLink,
  signBatch,
} from '@gatehouse/shared/protocol';
import { chooseEd25519, type Sign, signBlob, signP256, splitBlob } from '@gatehouse/shared/signing';
import { codeHash, parseScan, ticketHash } from '@gatehouse/shared/ticket-code';

export interface PlayedScan {
  /** The text of a ticket code. */
  readonly code: string;
  readonly listId: string;
  readonly gateId: string;
  /** Milliseconds since 1970; now unless it is said. */
  readonly at?: number;
  /** How far the phone's clock may be off, in milliseconds. */
  readonly within?: number;
  /** What the phone showed; by default it let somebody in. */
  readonly shown?: Partial<Pick<LogRow, 'result' | 'effect' | 'reason' | 'direction' | 'persons' | 'how'>>;
}

interface Keys {
  readonly signKey: Uint8Array;
  readonly agreeKey: Uint8Array;
  readonly sign: Sign;
}

/** A phone without a screen: it speaks to the server as the scanner does, with the code that the two share. */
export class PlayedPhone {
  readonly id: string;
  /** The six characters that it would show. */
  readonly code: string;
  readonly #origin: string;
  readonly #link: PairingLink;
  readonly #keys: Keys;
  readonly #rows: BatchRow[] = [];
  #sent = 0;
  #token = '';
  #root: Root | undefined;

  private constructor(
    origin: string,
    link: PairingLink,
    paired: { readonly id: string; readonly keys: Keys },
  ) {
    this.#origin = origin;
    this.#link = link;
    this.#keys = paired.keys;
    this.id = paired.id;
    this.code = confirmationCode(paired.keys.signKey, paired.keys.agreeKey);
  }

  /** Answers the code of the portal; then it waits for its characters to be compared. @throws Error when it is refused */
  static async pair(origin: string, text: string): Promise<PlayedPhone> {
    const decoded = decodePairingLink(text);
    if (!decoded.ok) throw new Error(`The link is ${decoded.reason}.`);
    const link = decoded.value;
    const keys = await makeKeys();
    const { deviceId } = await post(origin, '/device/pair', {
      organisationId: link.organisation,
      pairingId: link.pairing,
      secret: toBase64Url(link.secret),
      signKey: toBase64Url(keys.signKey),
      agreeKey: toBase64Url(keys.agreeKey),
    });
    return new PlayedPhone(origin, link, { id: deviceId, keys });
  }

  /** Signs in with its own key and fetches what it must know of the event. */
  async start(event: { readonly id: string; readonly number: number }): Promise<void> {
    await this.signIn();
    const answer = await fetch(`${this.#origin}/api/v1/device/events/${event.id}/root`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!answer.ok) throw new Error(`The root was answered ${answer.status}: ${await answer.text()}`);
    const verify = await chooseEd25519(webcrypto.subtle);
    const keys = { current: this.#link.doorKey, successor: null };
    const trust = { event: event.number, keys, held: null, verify };
    const accepted = await acceptRoot(new Uint8Array(await answer.arrayBuffer()), trust);
    if (!accepted.ok) throw new Error(`The root is ${accepted.reason}.`);
    this.#root = accepted.value.root;
  }

  async signIn(): Promise<void> {
    const { challenge } = await post(this.#origin, '/device/challenges', {});
    const bytes = fromBase64Url(challenge) ?? new Uint8Array();
    const { signature } = splitBlob(await signBlob('session', bytes, this.#keys.sign));
    const session = await post(this.#origin, '/device/sessions', {
      organisationId: this.#link.organisation,
      deviceId: this.id,
      challenge,
      signature: toBase64Url(signature),
    });
    this.#token = session.accessToken;
  }

  /** What `GET /device/state` says of it. */
  async state(): Promise<{ readonly status: string; readonly events: { id: string; number: number }[] }> {
    const answer = await fetch(`${this.#origin}/api/v1/device/state`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    return (await answer.json()).data;
  }

  /** Writes a scan into its log, as it was shown. Nothing is sent. */
  scan({ code, listId, gateId, at = Date.now(), within = 500, shown = {} }: PlayedScan): void {
    const parsed = parseScan(code, { typed: false });
    const root = this.#root;
    const event = root?.events.find(({ id }) => id === root.event);
    if (parsed.form !== 'native' || event === undefined) throw new Error('This phone cannot read the code.');
    const seq = this.#rows.length + 1;
    const previous = this.#rows.at(-1)?.bytes;
    const row: LogRow = {
      kind: 'scan',
      id: crypto.randomUUID(),
      device: this.id,
      seq,
      event: parsed.body.event,
      list: listId,
      gate: gateId,
      direction: 'in',
      how: 'camera',
      persons: 1,
      proof: scanProof({ codeHash: codeHash(parsed.code), device: this.id, seq }),
      ticketHash: ticketHash(event.salt, parsed.body.ticket),
      generation: parsed.body.generation,
      result: 'admit',
      effect: 'entry',
      reason: 'ok',
      names: null,
      time: timeAt(at, within),
      held: { root: root?.position ?? nothing, tickets: nothing, scans: nothing, stale: false },
      details: null,
      previous: previous ? rowHash(previous) : NO_PREVIOUS,
      ...shown,
    };
    this.#rows.push({ bytes: encodeRow(row), details: null });
  }

  /**
   * Hands over what it has not sent yet in one signed batch.
   * @param unsent what it says of how many rows stay on it
   * @returns what became of each row
   */
  async sync(unsent = 0): Promise<string[]> {
    const rows = this.#rows.slice(this.#sent);
    const batch = { device: this.id, nonce: randomBytes(16), positions: [], firstSeq: this.#sent + 1, rows };
    const answer = await fetch(`${this.#origin}/api/v1/device/sync`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/octet-stream',
        'x-unsent': String(unsent),
      },
      body: Buffer.from(await signBatch(batch, this.#keys.sign)),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok) throw new Error(`The batch was answered ${answer.status}: ${Buffer.from(bytes)}`);
    const decoded = decodeSyncAnswer(bytes);
    if (!decoded.ok) throw new Error(`The answer is ${decoded.reason}.`);
    this.#sent = this.#rows.length;
    return decoded.value.rows.map(({ outcome }) => outcome);
  }
}

const nothing = { start: 0, count: 0 };

function timeAt(at: number, within: number): LogRow['time'] {
  return {
    wall: at,
    session: randomBytes(8),
    monotonic: at % 1_000_000,
    estimate: at,
    earliest: at - within,
    latest: at + within,
    unsure: within > 120_000,
  };
}

async function makeKeys(): Promise<Keys> {
  const { subtle } = webcrypto;
  const make = (name: 'ECDSA' | 'ECDH', usages: ('sign' | 'verify' | 'deriveBits')[]) =>
    subtle.generateKey({ name, namedCurve: 'P-256' }, false, usages);
  const [sign, agree] = await Promise.all([make('ECDSA', ['sign', 'verify']), make('ECDH', ['deriveBits'])]);
  const raw = async (key: typeof sign.publicKey) => new Uint8Array(await subtle.exportKey('raw', key));
  return {
    signKey: await raw(sign.publicKey),
    agreeKey: await raw(agree.publicKey),
    sign: signP256(subtle, sign.privateKey),
  };
}

async function post(origin: string, path: string, body: object) {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Played phone' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text}`);
  return JSON.parse(text).data;
}
