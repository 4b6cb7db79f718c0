import { toHex } from '@gatehouse/shared/bytes';
import {
  acceptRoot,
  applyPage,
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  comparePositions,
  findTicket,
  type HeldRoot,
  type Manifest,
  MEDIA_SEGMENT,
  noSegments,
  type Position,
  type Root,
  replaceRoot,
  signRoot,
  type TicketsPage,
} from '@gatehouse/shared/manifest';
import type { Random } from '../time/random.js';
import { classes, type DrawnDoor, drawDoor, rootOf, segmentsOf, verify } from './drawn-door.js';

const MOMENTS = 20;
const TICKETS = 5;

type Records = readonly CoreRecord[];
type Tables = Parameters<typeof replaceRoot>[2];

/** The organiser's side: what the list said at each position of each life of its database. */
interface Side {
  readonly door: DrawnDoor;
  /** By the start of the life, the records at each count. */
  readonly lives: Map<number, Records[]>;
  readonly roots: { readonly blob: Uint8Array; readonly root: Root; readonly tables: Tables }[];
  readonly pages: TicketsPage[];
  life: number;
  published: number;
}

interface Phone {
  manifest: Manifest | null;
  held: HeldRoot | null;
}

/**
 * A list changes, roots and pages of it come late, twice and in any order.
 * @returns what is wrong with the list that the phone has; null: nothing
 */
export async function playLists(random: Random): Promise<string | null> {
  const side = openSide(random);
  const phone: Phone = { manifest: null, held: null };
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const before = { list: phone.manifest?.tickets ?? null, root: phone.held?.position ?? null };
    await something(side, phone, random);
    const wrong = lookAt(side, phone, before);
    if (wrong !== null) return wrong;
  }
  return null;
}

function openSide(random: Random): Side {
  const door = drawDoor(random);
  const records = Array.from({ length: TICKETS }, (): CoreRecord => {
    const marks = { unpaid: false, goodThoughUnpaid: false, attention: false, answersMissing: false };
    const rest = { class: classes.day, generation: 0, state: 'good', linked: false, entries: 0 } as const;
    return { hash: random.bytes(8), ...marks, ...rest };
  });
  return { door, lives: new Map([[1, [records]]]), roots: [], pages: [], life: 1, published: 0 };
}

async function something(side: Side, phone: Phone, random: Random): Promise<void> {
  const what = random.int(1, 12);
  if (what <= 4) change(side, random);
  else if (what <= 6) await publish(side, random);
  else if (what === 7 && side.life < 3 && random.chance(0.3)) restore(side, random);
  else if (what <= 9) await takeRoot(side, phone, random);
  else takePage(side, phone, random);
}

function statesOf({ lives, life }: Side): Records[] {
  return lives.get(life) ?? [];
}

function change(side: Side, random: Random): void {
  const states = statesOf(side);
  const changed = random.int(0, TICKETS - 1);
  const next = (states.at(-1) ?? []).map((record, index) =>
    index === changed ? { ...record, generation: (record.generation + 1) % 256 } : record,
  );
  states.push(next);
}

/** An older state comes back, and a new life begins with it. */
function restore(side: Side, random: Random): void {
  const states = statesOf(side);
  const kept = states.slice(0, random.int(1, states.length));
  side.life += 1;
  side.published = 0;
  side.lives.set(side.life, kept);
}

/** Makes a root, of the newest tickets or of the parts that were cut before. */
async function publish(side: Side, random: Random): Promise<void> {
  const { door, life } = side;
  const states = statesOf(side);
  const last = side.roots.at(-1)?.root.tickets;
  const isOld = last?.start === life && random.chance(0.5);
  const count = isOld && last !== undefined ? last.count : states.length - 1;
  const core = segmentsOf(CORE_SEGMENT, buildCore(states[count] ?? []), true);
  const media = segmentsOf(MEDIA_SEGMENT, buildMedia([]), true);
  side.published += 1;
  const segments = { ...noSegments, core: core.references, media: media.references };
  const positions = { position: { start: life, count: side.published }, tickets: { start: life, count } };
  const root: Root = { ...rootOf(door, segments), ...positions };
  const [key] = door.keys;
  if (key === undefined) return;
  side.roots.push({
    blob: await signRoot(root, key.sign),
    root,
    tables: { core: core.table, media: media.table },
  });
}

/** Mostly the newest; something in between may keep an older one. */
async function takeRoot({ door, roots }: Side, phone: Phone, random: Random): Promise<void> {
  const offered = random.chance(0.6) ? roots.at(-1) : roots.length > 0 ? random.pick(roots) : undefined;
  const [key] = door.keys;
  if (offered === undefined || key === undefined) return;
  const keys = { current: key.publicKey, successor: null };
  const accepted = await acceptRoot(offered.blob, { event: door.event, keys, held: phone.held, verify });
  if (!accepted.ok) return;
  phone.held = accepted.value;
  phone.manifest = replaceRoot(phone.manifest, accepted.value.root, offered.tables);
}

/** Mostly what the phone asks for; something in between may give what it gave before, or what comes later. */
function takePage(side: Side, phone: Phone, random: Random): void {
  const states = statesOf(side);
  const held = phone.manifest?.tickets;
  const last = states.length - 1;
  const asked = held?.start === side.life ? held.count : 0;
  const from = random.chance(0.7) ? asked : random.int(0, last);
  if (from < last) side.pages.push(pageOf(side, from, random.int(from + 1, last)));
  const page = random.chance(0.6)
    ? side.pages.at(-1)
    : side.pages.length > 0
      ? random.pick(side.pages)
      : undefined;
  if (page === undefined || phone.manifest === null) return;
  const applied = applyPage(phone.manifest, page);
  if (applied.ok) phone.manifest = applied.value;
}

/** The latest record of each ticket that changed in (from, to]. */
function pageOf(side: Side, from: number, to: number): TicketsPage {
  const states = statesOf(side);
  const before = new Map((states[from] ?? []).map((record) => [toHex(record.hash), record.generation]));
  const tickets = (states[to] ?? []).filter(({ hash, generation }) => before.get(toHex(hash)) !== generation);
  return { event: side.door.event, start: side.life, from, to, tickets, media: [] };
}

/** At its position the phone has what the list said there, and no position goes back. */
function lookAt(
  { lives }: Side,
  { manifest, held }: Phone,
  before: { readonly list: Position | null; readonly root: Position | null },
): string | null {
  if (before.root && held && comparePositions(held.position, before.root) < 0)
    return `the root goes back from ${before.root.count} to ${held.position.count}`;
  if (manifest === null) return null;
  const { start, count } = manifest.tickets;
  if (before.list && comparePositions(manifest.tickets, before.list) < 0)
    return `the list goes back from ${before.list.count} to ${count}`;
  for (const { hash, generation } of lives.get(start)?.[count] ?? []) {
    const found = findTicket(manifest, hash);
    const known = typeof found === 'object' ? found?.generation : found;
    if (known !== generation)
      return `at position ${count} a ticket has generation ${known} instead of ${generation}`;
  }
  return null;
}
