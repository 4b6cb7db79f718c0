import { randomBytes } from 'node:crypto';
import type { Decision, Facts } from '@gatehouse/shared/checkin';
import { acceptedGeneration, type FollowUp, followUpOf, rowOf, scanDetails } from '@gatehouse/shared/door';
import {
  DETAILS_SALT_BYTES,
  detailsHash,
  encodeRow,
  isAnsweredRow,
  type LogRow,
} from '@gatehouse/shared/log';
import type { BatchRow } from '@gatehouse/shared/protocol';
import type { ErrorDefinition } from '../../../platform/errors/app-error.js';
import { checkinErrors } from '../errors.js';
import { decideScan } from './decide-scan.js';
import type { DeskAnswer, NewDeskAnswer } from './desk-answers.js';
import type { DeskDoor } from './desk-door.js';
import { type DeskLog, endAfter, type LogEnd, serverTime } from './desk-log.js';
import type { NewScan } from './desk-schemas.js';
import { type DeskKnowledge, hashOf } from './look-up.js';
import type { AnswerFaultAt } from './read-answers.js';
import type { ReadScan, Understood } from './read-scans.js';

/** One scan of a request after its turn. */
export interface Drafted {
  readonly id: string;
  /** Why it was not decided. */
  readonly problem: ErrorDefinition | null;
  /** Answers that do not fit their questions. */
  readonly faults: readonly AnswerFaultAt[];
  readonly decided: {
    readonly decision: Decision;
    /** Null: it was decided before. */
    readonly facts: Facts | null;
    readonly at: number;
    readonly isNew: boolean;
  } | null;
  /** To be kept. */
  readonly row: BatchRow | null;
  readonly kept: NewDeskAnswer | null;
}

export interface Turn {
  readonly id: string;
  readonly asked: NewScan;
  readonly contentHash: Buffer;
  readonly scan: Understood;
}

interface Ground {
  readonly door: DeskDoor;
  readonly knowledge: DeskKnowledge;
  readonly log: DeskLog;
  readonly held: LogRow['held'];
  /** By scan; of the scans of this request and of those that they name. */
  readonly answers: Map<string, DeskAnswer>;
  /** Ids that rows have, whoever wrote them. */
  readonly taken: ReadonlySet<string>;
}

/** The scans of one request in their order: each is decided with what those before it have left behind. */
export class DraftLog {
  readonly #ground: Ground;
  #end: LogEnd;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#end = ground.log.end;
  }

  add(turn: Turn): Drafted {
    const { answers, taken } = this.#ground;
    const before = answers.get(turn.id);
    if (before?.contentHash.equals(turn.contentHash)) return answeredBefore(before);
    if (before || taken.has(turn.id)) return failed(turn.id, checkinErrors.scanIdTaken);
    if ('problem' in turn.scan) return failed(turn.id, turn.scan.problem, turn.scan.faults);
    const after = this.#followUpOf(turn, turn.scan);
    if (after === 'unknown') return failed(turn.id, checkinErrors.wrongFollowUp);
    const made = this.#draft(turn, turn.scan, after);
    this.#take(made);
    return made;
  }

  /** A yes or an override speaks of one scan of the same code at the same door and list. */
  #followUpOf({ asked }: Turn, scan: ReadScan): FollowUp | null | 'unknown' {
    const named = asked.overrides ?? asked.confirms;
    if (named === undefined) return null;
    const before = this.#ground.answers.get(named);
    const { list, direction } = scan.scan;
    const isSame =
      before?.eventId === this.#ground.door.key.eventId &&
      before.direction === direction &&
      (list === null || before.decision.list === list) &&
      before.textHash.equals(scan.textHash);
    if (!before || !isSame) return 'unknown';
    const relation = asked.overrides === undefined ? 'answers' : 'overrides';
    return followUpOf({ ...before, id: named }, relation);
  }

  #draft(turn: Turn, scan: ReadScan, after: FollowUp | null): Made {
    const { knowledge, door, log, held } = this.#ground;
    const time = serverTime(this.#end.notBefore);
    const { decision, facts } = decideScan(scan, knowledge, { after, at: time.estimate });
    const details = detailsOf(turn, scan, { decision, salt: door.salt });
    const row = rowOf(decision, {
      id: turn.id,
      device: log.deviceId,
      seq: this.#end.seq,
      previous: this.#end.previous,
      event: door.root.event,
      parsed: scan.parsed,
      scan: facts.scan,
      names: after && { relation: after.relation, scan: after.scan },
      time,
      held,
      details: detailsHash(details),
    });
    return {
      id: turn.id,
      problem: null,
      faults: [],
      decided: { decision, facts, at: time.estimate, isNew: true },
      row: { bytes: encodeRow(row), details },
      written: row,
      kept: this.#keptOf(turn, scan, { after, decision, facts, at: time.estimate }),
    };
  }

  #keptOf(
    { id, contentHash }: Turn,
    { scan, textHash }: ReadScan,
    { after, decision, facts, at }: { after: FollowUp | null; decision: Decision; facts: Facts; at: number },
  ): NewDeskAnswer {
    const accepted = acceptedGeneration(facts, decision);
    const ticket = accepted && hashOf(accepted.ticket);
    return {
      scanId: id,
      eventId: this.#ground.door.key.eventId,
      contentHash,
      textHash: Buffer.from(textHash),
      direction: scan.direction,
      confirmed: after?.confirmed ?? [],
      overridden: after?.overridden ?? [],
      decision,
      at,
      accepted: accepted && ticket && { ticket, generation: accepted.generation },
    };
  }

  /** From now on it is known to the scans behind it. */
  #take({ id, row, written, kept, decided }: Made): void {
    const { knowledge, answers } = this.#ground;
    this.#end = endAfter(written, row.bytes);
    knowledge.add(written, isAnsweredRow(written, row.details));
    answers.set(id, kept);
    const accepted = acceptedGeneration(decided.facts, decided.decision);
    if (accepted) knowledge.accept(accepted);
  }
}

interface Made extends Drafted {
  readonly decided: NonNullable<Drafted['decided']> & { readonly facts: Facts };
  readonly row: BatchRow;
  readonly written: LogRow;
  readonly kept: NewDeskAnswer;
}

/** Its answers were checked, and with them that there is room for all. */
function detailsOf(
  { asked }: Turn,
  { text, parsed, answers }: ReadScan,
  { decision, salt }: { readonly decision: Decision; readonly salt: Uint8Array },
): Uint8Array {
  const { note = '' } = asked;
  const said = { text, parsed, reason: decision.reason, salt, answers, note };
  return scanDetails(said, new Uint8Array(randomBytes(DETAILS_SALT_BYTES)));
}

function answeredBefore({ scanId, decision, at }: DeskAnswer): Drafted {
  return {
    id: scanId,
    problem: null,
    faults: [],
    decided: { decision, facts: null, at, isNew: false },
    row: null,
    kept: null,
  };
}

function failed(id: string, problem: ErrorDefinition, faults: Drafted['faults'] = []): Drafted {
  return { id, problem, faults, decided: null, row: null, kept: null };
}
