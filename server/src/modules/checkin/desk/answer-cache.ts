import { createHash } from 'node:crypto';
import type { Locale } from '@gatehouse/shared/i18n';
import { type Position, rootJson } from '@gatehouse/shared/manifest';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { readScanPositions } from '../log/index.js';
import { readTicketsPosition } from '../manifest/index.js';
import type { DeskDoor } from './desk-door.js';
import type { AskedScan, ShownDecision } from './desk-schemas.js';
import type { LookUpDeps } from './look-up.js';

/** A hall of turnstiles that show the same codes again and again; an answer is some hundred bytes. */
const mostAnswers = 5_000;
const SECOND_MS = 1_000;

/**
 * What the server's door said within this second. A name holds everything that an answer follows from, so whatever
 * changes, nothing is found; what follows from the time alone is found until the second is over.
 */
export interface AnswerCache {
  /** Whole seconds since 1970. */
  second(): number;
  find(name: string): ShownDecision | undefined;
  keep(name: string, answer: ShownDecision): void;
}

/** @param now milliseconds since 1970 */
export function createAnswerCache(now: () => number = Date.now): AnswerCache {
  const answers = new Map<string, ShownDecision>();
  return {
    second: () => Math.floor(now() / SECOND_MS),
    find: (name) => answers.get(name),
    keep(name, answer) {
      answers.set(name, answer);
      // The first one is the oldest, and of a second that is over.
      const [oldest] = answers.keys();
      if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest);
    },
  };
}

export interface Question {
  readonly door: DeskDoor;
  readonly asked: AskedScan;
  readonly locale: Locale;
  readonly second: number;
}

const nowhere: Position = { start: 0, count: 0 };

/**
 * What the question and all that its answer follows from are called: who asks for what in which language; the door's
 * rules, places, names and keys by their content; how far the event's tickets and scans are.
 * @param trx the snapshot that the answer is found in
 */
export async function nameOfAnswer(
  trx: ClosedTransaction,
  { ticketing }: Pick<LookUpDeps, 'ticketing'>,
  { door, asked, locale, second }: Question,
): Promise<string> {
  const { organisationId, eventId } = door.key;
  const tickets = await readTicketsPosition(trx, ticketing, eventId);
  const scans = (await readScanPositions(trx, [eventId])).get(eventId) ?? nowhere;
  const said = JSON.stringify([organisationId, eventId, second, locale, asked, tickets, scans]);
  return createHash('sha256').update(said).update('\0').update(rootJson(door.root)).digest('base64');
}
