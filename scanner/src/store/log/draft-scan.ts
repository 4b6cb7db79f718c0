import { fromHex } from '@gatehouse/shared/bytes';
import { type Answer, type Answers, type Decision, decide, type TicketCode } from '@gatehouse/shared/checkin';
import {
  acceptedGeneration,
  type FollowUp,
  factsOf,
  givenAnswers,
  rowOf,
  type SeenScan,
  scanDetails,
} from '@gatehouse/shared/door';
import { DETAILS_SALT_BYTES, detailsHash, type LogRow, type RowTime } from '@gatehouse/shared/log';
import { acceptedEvent, type Manifest, type Position, type Root, rootAge } from '@gatehouse/shared/manifest';
import type { ParsedScan } from '@gatehouse/shared/ticket-code';
import type { Shift } from '../phone.js';
import type { StoredVerdict } from './database.js';
import type { Photo, ScanInput, Shown } from './gateway.js';
import type { Know } from './knowledge.js';
import type { Draft, Place } from './own-log.js';

/** A scan on its way: everything that was found out before its place in the log is known. */
export interface PreparedScan {
  readonly id: string;
  readonly input: ScanInput;
  readonly shift: Shift;
  readonly manifest: Manifest;
  readonly parsed: ParsedScan;
  readonly signature: TicketCode['signature'];
  readonly textHash: Uint8Array;
  /** The scan that this one answers or overrides. */
  readonly after: FollowUp | null;
}

/** Who writes, and what it knows beside the lists. */
export interface Writing {
  readonly device: string;
  readonly know: Know;
  readonly time: RowTime;
  readonly scans: Position | null;
  readonly random: (length: number) => Uint8Array;
}

export type DraftedScan = Draft & { readonly shown: Shown };

/** Decides and makes the row of it, from what is known at this moment. */
export function draftScan(prepared: PreparedScan, place: Place, writing: Writing): DraftedScan {
  const { manifest, textHash, after } = prepared;
  const { time } = writing;
  const knowledge = writing.know(manifest);
  const answers = givenAnswers(knowledge.policy, prepared.input.answers ?? {});
  const facts = factsOf({ ...seenOf(prepared, time.estimate), answers }, knowledge);
  const decision = decide(facts, knowledge.policy, { estimate: time.estimate, unsure: time.unsure });
  const said = { answers, decision };
  const details = detailsOf(prepared, said, writing.random(DETAILS_SALT_BYTES));
  const row = rowOf(decision, {
    id: prepared.id,
    device: writing.device,
    ...place,
    event: manifest.root.event,
    parsed: prepared.parsed,
    scan: facts.scan,
    names: after === null ? null : { relation: after.relation, scan: after.scan },
    time,
    held: heldOf(manifest, writing),
    details: detailsHash(details),
  });
  const shown = shownOf(row, decision);
  const verdict: Omit<StoredVerdict, 'seq'> = {
    textHash,
    confirmed: after?.confirmed ?? [],
    overridden: after?.overridden ?? [],
    shown,
  };
  const photos = photosIn(prepared.input, answers);
  return { row, details, verdict, shown, generation: acceptedGeneration(facts, decision), photos };
}

/** Only those that the row names: the server takes no others. */
function photosIn({ photos = [] }: ScanInput, answers: Answers): readonly Photo[] {
  const named = new Set(Object.values(answers).map((answer) => photoOf(answer)));
  return photos.filter(({ sha256 }) => named.has(sha256));
}

function photoOf(answer: Answer | null): string | null {
  return typeof answer === 'object' && answer !== null && 'photo' in answer ? answer.photo : null;
}

function seenOf({ input, shift, parsed, signature, after }: PreparedScan, at: number): SeenScan {
  return {
    parsed,
    signature,
    by: input.how,
    found: input.how === 'search' ? fromHex(input.ticket ?? '') : null,
    at,
    scan: {
      direction: shift.direction,
      list: shift.listId,
      gate: shift.gateId,
      persons: input.persons ?? 1,
      chosen: input.chosen ?? null,
      confirmed: after?.confirmed ?? [],
      overridden: after?.overridden ?? [],
    },
  };
}

function shownOf(row: LogRow, decision: Decision): Shown {
  return {
    id: row.id,
    recorded: true,
    problem: null,
    again: false,
    decision,
    at: row.time.estimate,
    persons: row.persons,
    eventNumber: row.event,
    listId: row.list,
    gateId: row.gate,
    direction: row.direction ?? 'check',
  };
}

export function heldOf(
  { root, tickets }: Manifest,
  { scans, time }: Pick<Writing, 'scans' | 'time'>,
): LogRow['held'] {
  return {
    root: root.position,
    tickets,
    scans: scans ?? { start: 0, count: 0 },
    stale: rootAge(root, time.estimate) !== 'fresh',
  };
}

function detailsOf(
  { input, manifest, parsed }: PreparedScan,
  { answers, decision: { reason } }: { readonly answers: Answers; readonly decision: Decision },
  salt: Uint8Array,
): Uint8Array {
  const { text, note = '' } = input;
  return scanDetails({ text, parsed, reason, salt: saltOf(manifest.root), answers, note }, salt);
}

export function saltOf(root: Root): Uint8Array {
  return acceptedEvent(root, root.event)?.salt ?? new Uint8Array(16);
}
