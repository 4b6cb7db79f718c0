import { bytesToUuid, equalBytes } from '@gatehouse/shared/bytes';
import { checkSignature } from '@gatehouse/shared/door';
import { parseScan } from '@gatehouse/shared/ticket-code';
import type { Shift } from '../phone.js';
import { draftScan, type Preceding, type PreparedScan, textHashOf } from './draft-scan.js';
import type { GatewayOptions, NotRecorded, ScanInput, Shown } from './gateway.js';
import type { KeptLog } from './kept-log.js';
import { createKnow, undecided } from './knowledge.js';
import type { Draft } from './own-log.js';
import type { TypingGuard } from './typing-guard.js';

export interface Scanner {
  scan(input: ScanInput, shift: Shift): Promise<Shown>;
}

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

/** Scans against an open log, one at a time: whoever calls it waits for the one before. */
export function createScanner(options: GatewayOptions, log: KeptLog, guard: TypingGuard): Scanner {
  const { identity, manifests } = options;
  const random = randomOf(options.ports);
  const know = createKnow(options, log.index, log.newest);

  async function scan(input: ScanInput, shift: Shift): Promise<Shown> {
    guard.look();
    if (input.how === 'typed' && guard.stopped.get()) return notDecided(shift, 'typing_stopped');
    const prepared = await prepare(input, shift);
    if (prepared === null) return notDecided(shift, 'no_event');
    await log.own.settle().catch(() => undefined);
    if (prepared.after === null) {
      const before = log.verdicts.unseenOf(prepared.textHash, placeOf(prepared));
      if (before !== undefined) return { ...before.shown, again: true };
    }
    const shown = await record(prepared);
    if (input.how === 'typed' && shown.decision.reason === 'unknown') guard.wrong();
    return shown;
  }

  async function prepare(input: ScanInput, shift: Shift): Promise<PreparedScan | null> {
    const event = manifests.eventNumberOf(shift.eventId);
    const manifest = event === null ? null : manifests.manifestOf(event);
    if (manifest === null) return null;
    const parsed = parseScan(input.text, { typed: input.how === 'typed' });
    const signature = await checkSignature(parsed, manifest.root, options.verify);
    const textHash = textHashOf(parsed, input.text, manifest.root);
    const prepared = { id: newId(random), input, shift, manifest, parsed, signature, textHash };
    return { ...prepared, after: precedingOf({ ...prepared, after: null }) };
  }

  function placeOf({ shift, manifest }: PreparedScan) {
    const { listId, gateId, direction } = shift;
    return { at: log.time.now().estimate, eventNumber: manifest.root.event, listId, gateId, direction };
  }

  /** A yes or an override speaks of one scan of the same code at the same door. */
  function precedingOf({ input, shift, textHash, manifest }: PreparedScan): Preceding | null {
    const relation = input.overrides === undefined ? 'answers' : 'overrides';
    const before = log.verdicts.find(input.overrides ?? input.confirms ?? '');
    if (before === null || !equalBytes(before.textHash, textHash)) return null;
    const { shown, confirmed, overridden } = before;
    if (shown.eventNumber !== manifest.root.event || shown.direction !== shift.direction) return null;
    const asked = relation === 'answers' ? shown.decision.asks.map(({ reason }) => reason) : [];
    const refused = relation === 'overrides' ? [shown.decision.reason] : [];
    return {
      relation,
      scan: shown.id,
      confirmed: [...new Set([...confirmed, ...asked])],
      overridden: [...new Set([...overridden, ...refused])],
    };
  }

  async function record(prepared: PreparedScan): Promise<Shown> {
    const made: { draft: (Draft & { readonly shown: Shown }) | null; seq: number } = { draft: null, seq: 0 };
    const scans = log.feed.positionOf(prepared.manifest.root.event);
    try {
      await log.own.append(prepared.id, (place) => {
        const writing = { device: identity.deviceId, know, time: log.time.rowTime(), scans, random };
        made.draft = draftScan(prepared, place, writing);
        made.seq = place.seq;
        return made.draft;
      });
    } catch {
      const shown = made.draft?.shown ?? notDecided(prepared.shift, 'storage');
      return { ...shown, recorded: false, problem: 'storage' };
    }
    if (made.draft === null) return notDecided(prepared.shift, 'storage');
    keep(made.draft, made.seq);
    return made.draft.shown;
  }

  function keep({ verdict, generation }: Draft, seq: number): void {
    if (verdict !== null) log.verdicts.add({ seq, ...verdict });
    if (generation !== null) log.newest.set(generation.ticket, generation.generation);
    log.outbox.count();
  }

  function notDecided(shift: Shift, problem: NotRecorded): Shown {
    return notRecorded(shift, { id: newId(random), problem, at: log.time.now().estimate });
  }

  return { scan };
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
