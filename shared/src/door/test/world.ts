import { toHex } from '../../bytes/index.js';
import { type Decision, decide, type Scan } from '../../checkin/index.js';
import {
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  type Manifest,
  MEDIA_SEGMENT,
  openTable,
  type Root,
  referenceTo,
  replaceRoot,
  type SegmentKind,
} from '../../manifest/index.js';
import { verifyEd25519Slowly } from '../../signing/index.js';
import {
  mediumHash,
  parseScan,
  shortCodeText,
  signTicketCode,
  ticketCodeText,
  ticketHash,
} from '../../ticket-code/index.js';
import { sampleRoot, sampleSalt, sampleTimeMs } from '../../vectors/test/sample-root.js';
import { sampleMedia, sampleTicket, sampleTickets } from '../../vectors/test/sample-tickets.js';
import { type TestKey, testBytes, testEd25519 } from '../../vectors/test/test-keys.js';
import {
  checkSignature,
  type DoorKnowledge,
  factsOf,
  type KnownRow,
  policyOf,
  type SeenScan,
} from '../index.js';

export const otherEvent = { id: 815, name: 'Next door' };

/** One event with its tickets, and what a phone at its door may see. */
export interface World {
  readonly key: TestKey;
  readonly manifest: Manifest;
  readonly rows: Map<string, KnownRow[]>;
  readonly newest: Map<string, number>;
  readonly asked: Map<string, string[]>;
}

export async function openWorld(change: Partial<Root> = {}): Promise<World> {
  const key = await testEd25519('ticket key');
  const core = segmentsOf(CORE_SEGMENT, buildCore([...sampleTickets, passTicket]));
  const media = segmentsOf(MEDIA_SEGMENT, buildMedia([...sampleMedia, passBand]));
  const keys = { ticket: key.publicKey, device: testBytes('device key', 65) };
  const root = {
    ...sampleRoot(keys, { core: core.references, media: media.references }),
    ...noRule,
    ...change,
  };
  const tables = { core: core.open(), media: media.open() };
  return {
    key,
    manifest: replaceRoot(null, root, tables),
    rows: new Map(),
    newest: new Map(),
    asked: new Map(),
  };
}

/** The sample's rule looks at the day of the week, which is of no interest here. */
const noRule = {
  lists: sampleRoot(
    { ticket: new Uint8Array(32), device: new Uint8Array(65) },
    { core: [], media: [] },
  ).lists.map((list) => ({ ...list, rule: null })),
  questions: [],
};

const passSalt = testBytes('pass salt', 16);
const passTicket: CoreRecord = sampleTicket('pass', { hash: ticketHash(passSalt, testBytes('pass', 8)) });

const passBand = { hash: mediumHash(passSalt, 'PASS-BAND'), tickets: [passTicket.hash] };
export const passId = toHex(passTicket.hash);

function segmentsOf(kind: SegmentKind, built: ReturnType<typeof buildCore>) {
  if (!built.ok) throw new Error(built.reason);
  const references = built.value.map((bytes) => referenceTo(kind, bytes));
  return {
    references,
    open() {
      const table = openTable(kind, references, built.value);
      if (!table.ok) throw new Error(table.reason);
      return table.value;
    },
  };
}

export interface CodeFields {
  readonly ticket?: string;
  readonly event?: number;
  readonly kid?: number;
  readonly generation?: number;
}

export async function codeText({ key }: World, fields: CodeFields = {}): Promise<string> {
  const { ticket = 'ticket 1', event = 4711, kid = 3, generation = 0 } = fields;
  const body = { kid, event, ticket: testBytes(ticket, 8), generation, class: 7 };
  return ticketCodeText(await signTicketCode(body, key.sign));
}

export function typedCode(ticket: string, generation = 0): string {
  return shortCodeText(sampleSalt, sampleTicket(ticket).hash, generation);
}

/** The typed code of the pass, which its own salt makes. */
export function typedPass(): string {
  return shortCodeText(passSalt, passTicket.hash, passTicket.generation);
}

export function idOf(ticket: string): string {
  return toHex(sampleTicket(ticket).hash);
}

const scan: SeenScan['scan'] = {
  direction: 'in',
  list: '01900000-0000-7000-8000-0000000000e1',
  gate: null,
  persons: 1,
  chosen: null,
  confirmed: [],
  overridden: [],
};

export interface Try {
  readonly by?: 'camera' | 'typed';
  readonly scan?: Partial<Scan>;
  readonly profile?: 'steward' | 'supervisor';
  readonly at?: number;
  readonly unsure?: boolean;
  readonly rotationSecrets?: readonly Uint8Array[] | null;
  /** Of the passes. */
  readonly passSecrets?: readonly Uint8Array[] | null;
}

export async function seen(
  world: World,
  text: string,
  { by = 'camera', ...given }: Try = {},
): Promise<SeenScan> {
  const parsed = parseScan(text, { typed: by === 'typed' });
  const signature = await checkSignature(parsed, world.manifest.root, verifyEd25519Slowly);
  return { parsed, signature, by, at: given.at ?? sampleTimeMs + 60_000, scan: { ...scan, ...given.scan } };
}

export function knowledgeOf(
  { manifest, rows, newest, asked }: World,
  { profile = 'steward', rotationSecrets = null, passSecrets = null }: Try = {},
): DoorKnowledge {
  return {
    manifest,
    policy: policyOf(manifest.root, profile, [otherEvent]),
    rowsOf: (ticket) => rows.get(ticket) ?? [],
    newestGenerationOf: (ticket) => newest.get(ticket) ?? 0,
    askedOn: (ticket) => asked.get(ticket) ?? [],
    rotationSecretsOf: (event) => (event === manifest.root.event ? rotationSecrets : passSecrets),
  };
}

export async function decided(world: World, text: string, given: Try = {}): Promise<Decision> {
  const knowledge = knowledgeOf(world, given);
  const facts = factsOf(await seen(world, text, given), knowledge);
  return decide(facts, knowledge.policy, {
    estimate: given.at ?? sampleTimeMs + 60_000,
    unsure: given.unsure ?? false,
  });
}

export function remember(world: World, ticket: string, known: readonly KnownRow[]): void {
  world.rows.set(idOf(ticket), [...known]);
}
