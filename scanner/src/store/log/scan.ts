import { bytesToUuid, equalBytes, fromHex } from '@gatehouse/shared/bytes';
import type { Decision } from '@gatehouse/shared/checkin';
import { checkSignature, type FollowUp, followUpOf, sameTextHash } from '@gatehouse/shared/door';
import { parseScan } from '@gatehouse/shared/ticket-code';
import type { ShownPeople } from '../people/shown-people.js';
import type { Shift } from '../phone.js';
import { consider } from './consider.js';
import { type DraftedScan, draftScan, type PreparedScan, saltOf, type Writing } from './draft-scan.js';
import type { GatewayOptions, NotRecorded, OrderGroup, ScanInput, Shown } from './gateway.js';
import type { KeptLog } from './kept-log.js';
import { createKnow, type Know, undecided } from './knowledge.js';
import { orderGroup } from './order-group.js';
import type { TypingGuard } from './typing-guard.js';

/** Some browsers' databases have been seen to answer never, and a person waits at the gate. */
const WRITE_LIMIT_MS = 5_000;

/** @returns random bytes */
export function randomOf({
  crypto,
}: Pick<GatewayOptions['ports'], 'crypto'>): (length: number) => Uint8Array {
  return (length) => crypto.getRandomValues(new Uint8Array(length));
}

/** A random id, version 4. It is made here because `randomUUID` asks for a secure page and a newer browser. */
export function newId(random: (length: number) => Uint8Array): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToUuid(bytes);
}

export type ScannerOptions = GatewayOptions & { readonly shown: ShownPeople };

/** Scans against an open log, one at a time: whoever calls it waits for the one before. */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #log: KeptLog;
  readonly #guard: TypingGuard;
  readonly #random: (length: number) => Uint8Array;
  readonly #know: Know;

  constructor(options: ScannerOptions, log: KeptLog, guard: TypingGuard) {
    this.#options = options;
    this.#log = log;
    this.#guard = guard;
    this.#random = randomOf(options.ports);
    this.#know = createKnow(options, log.index, log.newest);
  }

  async scan(input: ScanInput, shift: Shift): Promise<Shown> {
    this.#guard.look();
    if (input.how === 'typed' && this.#guard.stopped.get()) return this.#notDecided(shift, 'typing_stopped');
    const prepared = await this.#prepare(input, shift);
    if (prepared === null) return this.#notDecided(shift, 'no_event');
    await this.#log.own.settle().catch(() => undefined);
    const before = prepared.after === null ? this.#unseenOf(prepared) : undefined;
    if (before !== undefined) {
      this.#lookWho(prepared, before.shown);
      return { ...before.shown, again: true };
    }
    const shown = await this.#record(prepared);
    this.#lookWho(prepared, shown);
    if (input.how === 'typed' && shown.decision.reason === 'unknown') this.#guard.wrong();
    return shown;
  }

  /** @param ticket its hash in hexadecimal; null: there is no list to look at */
  consider(ticket: string, shift: Shift): Decision | null {
    const { manifests } = this.#options;
    const event = manifests.eventNumberOf(shift.eventId);
    const manifest = event === null ? null : manifests.manifestOf(event);
    const hash = fromHex(ticket);
    if (manifest === null || hash === null) return null;
    const { estimate, unsure } = this.#log.time.now();
    return consider(hash, shift, { knowledge: this.#know(manifest), now: { estimate, unsure } });
  }

  /** Nobody waits for it. */
  #lookWho({ manifest, parsed, input }: PreparedScan, { id, decision }: Shown): void {
    const seen = { scanId: id, manifest, ticket: decision.ticket };
    void this.#options.shown.look({ ...seen, parsed: input.how === 'search' ? null : parsed });
  }

  groupOf(ticket: string, shift: Shift): OrderGroup {
    const event = this.#options.manifests.eventNumberOf(shift.eventId);
    const manifest = event === null ? null : this.#options.manifests.manifestOf(event);
    if (manifest === null) return { complete: false, tickets: [] };
    const { estimate, unsure } = this.#log.time.now();
    return orderGroup(ticket, shift, { knowledge: this.#know(manifest), now: { estimate, unsure } });
  }

  async #prepare(input: ScanInput, shift: Shift): Promise<PreparedScan | null> {
    const { manifests, verify } = this.#options;
    const event = manifests.eventNumberOf(shift.eventId);
    const manifest = event === null ? null : manifests.manifestOf(event);
    if (manifest === null) return null;
    const parsed = parseScan(input.text, { typed: input.how === 'typed' });
    const signature = await checkSignature(parsed, manifest.root, verify);
    // Of a ticket that was found there is no text; what it is called stands in for it.
    const text = input.how === 'search' ? `ticket ${input.ticket ?? ''}` : input.text;
    const textHash = sameTextHash({ text, parsed, salt: saltOf(manifest.root) });
    const prepared = { id: newId(this.#random), input, shift, manifest, parsed, signature, textHash };
    return { ...prepared, after: this.#precedingOf(prepared) };
  }

  #unseenOf({ shift, manifest, textHash }: PreparedScan) {
    const { listId, gateId, direction } = shift;
    const at = this.#log.time.now().estimate;
    const place = { at, eventNumber: manifest.root.event, listId, gateId, direction };
    return this.#log.verdicts.unseenOf(textHash, place);
  }

  /** A yes or an override speaks of one scan of the same code at the same door. */
  #precedingOf({ input, shift, textHash, manifest }: Omit<PreparedScan, 'after'>): FollowUp | null {
    const relation = input.overrides === undefined ? 'answers' : 'overrides';
    const before = this.#log.verdicts.find(input.overrides ?? input.confirms ?? '');
    if (before === null || !equalBytes(before.textHash, textHash)) return null;
    const { shown, confirmed, overridden } = before;
    if (shown.eventNumber !== manifest.root.event || !isSameDoor(shown, shift)) return null;
    return followUpOf({ id: shown.id, decision: shown.decision, confirmed, overridden }, relation);
  }

  async #record(prepared: PreparedScan): Promise<Shown> {
    const made: { scan: DraftedScan | null } = { scan: null };
    const writing = this.#log.own
      .append(prepared.id, (place) => {
        made.scan = draftScan(prepared, place, this.#writing(prepared));
        return made.scan;
      })
      .then(() => {
        // Also when nobody waits for it any more: the row is there.
        if (made.scan !== null) this.#keep(made.scan);
      });
    const isWritten = await inTime(writing);
    const shown = made.scan?.shown ?? this.#notDecided(prepared.shift, 'storage');
    return isWritten && made.scan !== null ? shown : { ...shown, recorded: false, problem: 'storage' };
  }

  #writing({ manifest }: PreparedScan): Writing {
    return {
      device: this.#options.identity.deviceId,
      know: this.#know,
      time: this.#log.time.rowTime(),
      scans: this.#log.feed.positionOf(manifest.root.event),
      random: this.#random,
    };
  }

  #keep({ row, verdict, generation, photos = [] }: DraftedScan): void {
    if (verdict !== null) this.#log.verdicts.add({ seq: row.seq, ...verdict });
    if (generation !== null) this.#log.newest.set(generation.ticket, generation.generation);
    this.#log.outbox.count();
    if (photos.length > 0) void this.#log.photos.count().catch(() => undefined);
  }

  #notDecided(shift: Shift, problem: NotRecorded): Shown {
    const at = this.#log.time.now().estimate;
    return notRecorded(shift, { id: newId(this.#random), problem, at });
  }
}

/** What was said at one list or gate says nothing of another one. */
function isSameDoor(shown: Shown, { listId, gateId, direction }: Shift): boolean {
  return shown.direction === direction && shown.listId === listId && shown.gateId === gateId;
}

/** Whether it was written before the people at the gate have to be told that it was not. */
async function inTime(writing: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>((answer) => {
    timer = setTimeout(() => answer(false), WRITE_LIMIT_MS);
  });
  const written = writing.then(
    () => true,
    () => false,
  );
  const isWritten = await Promise.race([written, tooLate]);
  clearTimeout(timer);
  return isWritten;
}

/** What to show where nothing was decided. */
export function notRecorded(
  shift: Shift,
  { id, problem, at }: Pick<Shown, 'id' | 'at'> & { problem: NotRecorded },
): Shown {
  return {
    id,
    recorded: false,
    problem,
    again: false,
    decision: undecided(shift.direction, problem),
    at,
    persons: 1,
    eventNumber: 0,
    listId: shift.listId,
    gateId: shift.gateId,
    direction: shift.direction,
  };
}
