import {
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  type DoorKeys,
  MEDIA_SEGMENT,
  noSegments,
  type Position,
  type Root,
  referenceTo,
  signRoot,
  signTicketsPage,
  type TicketsPage,
  withoutPeople,
} from '@gatehouse/shared/manifest';
import { ed25519PublicKey, type Sign, type Subtle, sha256, signEd25519 } from '@gatehouse/shared/signing';

export const sampleEvent = 4711;
export const life = 1_799_000_000;
const timeMs = 1_800_000_000_000;

export interface SampleDoor {
  readonly keys: DoorKeys;
  readonly sign: Sign;
}

/** @param name another one, another key */
export async function sampleDoor(name = 'door'): Promise<SampleDoor> {
  const privateKey = sha256(new TextEncoder().encode(name));
  const sign = await signEd25519(crypto.subtle as unknown as Subtle, privateKey);
  return { sign, keys: { current: ed25519PublicKey(privateKey), successor: null } };
}

export function ticketHash(index: number): Uint8Array {
  return sha256(Uint8Array.of(index >> 16, (index >> 8) & 255, index & 255)).slice(0, 8);
}

export function ticket(index: number, fields: Partial<CoreRecord> = {}): CoreRecord {
  return {
    hash: ticketHash(index),
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

export interface SampleList {
  readonly root: Root;
  readonly blob: Uint8Array;
  /** Core, then media, as the root names them. */
  readonly parts: readonly Uint8Array[];
}

interface SampleFields extends Partial<Pick<Root, 'successor' | 'name' | 'rotation' | 'events'>> {
  readonly position: number;
  readonly tickets: number;
  /** Of the server's database. */
  readonly life?: number;
  readonly people?: Partial<Root>;
  readonly segments?: Partial<Root['segments']>;
}

export async function sampleList(
  door: SampleDoor,
  tickets: readonly CoreRecord[],
  { people, segments, life: start = life, ...given }: SampleFields,
): Promise<SampleList> {
  const core = built(buildCore(tickets));
  const media = built(buildMedia([{ hash: ticketHash(1), tickets: [ticketHash(2)] }]));
  const at = (count: number): Position => ({ start, count });
  const root: Root = {
    ...emptyRoot,
    ...given,
    ...people,
    position: at(given.position),
    tickets: at(given.tickets),
    segments: {
      ...noSegments,
      core: core.map((bytes) => referenceTo(CORE_SEGMENT, bytes)),
      media: media.map((bytes) => referenceTo(MEDIA_SEGMENT, bytes)),
      detail: [],
      search: [],
      ...segments,
    },
  };
  return { root, blob: await signRoot(root, door.sign), parts: [...core, ...media] };
}

export function samplePage(
  door: SampleDoor,
  range: Pick<TicketsPage, 'from' | 'to'> & Partial<TicketsPage>,
): Promise<Uint8Array> {
  return signTicketsPage({ event: sampleEvent, start: life, tickets: [], media: [], ...range }, door.sign);
}

function built(outcome: ReturnType<typeof buildCore>): Uint8Array[] {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

export const emptyRoot = {
  event: sampleEvent,
  name: 'Night at the Harbour',
  issuedAt: timeMs,
  notAfter: timeMs + 86_400_000,
  wipeAfter: timeMs + 864_000_000,
  successor: null,
  events: [{ id: sampleEvent, salt: new Uint8Array(16), keys: [], rotation: null }],
  dates: [],
  times: { start: timeMs, admission: null, end: null, date: null },
  timeZone: 'Europe/Berlin',
  offsets: [],
  classes: [],
  lists: [],
  zones: [],
  gates: [],
  questions: [],
  rotation: null,
  devices: [],
  ...withoutPeople,
} satisfies Partial<Root>;
