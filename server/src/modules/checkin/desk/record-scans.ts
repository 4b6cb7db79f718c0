import { createHash } from 'node:crypto';
import type { Locale } from '@gatehouse/shared/i18n';
import type { ErrorDefinition } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import { type IngestDeps, readTakenIds } from '../log/index.js';
import type { EventKey } from '../manifest/index.js';
import { requireDoor } from '../require-door.js';
import { insertAnswers, readAnswers } from './desk-answers.js';
import { type DeskDoor, heldBy, openDoor } from './desk-door.js';
import { appendRows, lockDeskLog } from './desk-log.js';
import type { AnsweredScan, NewScan } from './desk-schemas.js';
import { type Drafted, DraftLog } from './draft-log.js';
import { type DeskKnowledge, lookUp } from './look-up.js';
import { wordsOfProblem } from './problems.js';
import { sayAnswerFault } from './read-answers.js';
import { readScans, type Understood } from './read-scans.js';
import { type Showing, showDecision, speakerOf } from './say.js';

export interface ScansCall {
  readonly key: EventKey;
  readonly scans: readonly NewScan[];
  readonly locale: Locale;
}

/**
 * Decides scans one after another and keeps them, all in one transaction; each is answered by itself, in the order in
 * which they were sent.
 * @throws AppError platform.not_found
 */
export function recordScans(tenancy: Tenancy, deps: IngestDeps, call: ScansCall): Promise<AnsweredScan[]> {
  return tenancy.run(call.key, async (trx) => {
    const { key } = call;
    const { door, understood } = await understand(trx, deps, call);
    const log = await lockDeskLog(trx, key);
    const readable = understood.flatMap((scan) => ('problem' in scan ? [] : [scan]));
    const knowledge = await lookUp(trx, deps, { door, scans: readable });
    const drafts = await draftAll(trx, deps, { ...call, door, understood, knowledge, log });
    const fresh = drafts.flatMap(({ row }) => row ?? []);
    if (fresh.length > 0) {
      await appendRows(trx, deps, { organisationId: key.organisationId, log, rows: fresh });
      await insertAnswers(
        trx,
        key.organisationId,
        drafts.flatMap(({ kept }) => kept ?? []),
      );
    }
    const showing = { door, knowledge, speaker: await speakerOf(door, call.locale, Date.now()) };
    return drafts.map((draft) => shownOf(draft, showing));
  });
}

async function understand(
  trx: ClosedTransaction,
  deps: IngestDeps,
  { key, scans }: ScansCall,
): Promise<{ door: DeskDoor; understood: Understood[] }> {
  // Foreign texts are kept as salted hashes, so there has to be a salt.
  const hasFeed = (await deps.ticketing.readFeed(trx, key.eventId)) !== undefined;
  const salt = hasFeed ? undefined : await saltFor(trx, deps, key);
  const door = await openDoor(trx, deps, salt === undefined ? { key } : { key, salt });
  return { door, understood: await readScans(trx, deps, { door, asked: scans }) };
}

/** The event has to be there before something is made for it. */
async function saltFor(trx: ClosedTransaction, deps: IngestDeps, key: EventKey): Promise<Uint8Array> {
  await requireDoor(trx, deps.events, key.eventId);
  return deps.ticketing.beginFeed(trx, key);
}

interface Drafting extends ScansCall {
  readonly door: DeskDoor;
  readonly understood: readonly Understood[];
  readonly knowledge: DeskKnowledge;
  readonly log: Awaited<ReturnType<typeof lockDeskLog>>;
}

async function draftAll(trx: ClosedTransaction, deps: IngestDeps, all: Drafting): Promise<Drafted[]> {
  const { key, scans, door, knowledge, log } = all;
  const ids = scans.map(({ id }) => id);
  const named = scans.flatMap(({ confirms, overrides }) => overrides ?? confirms ?? []);
  const drafts = new DraftLog({
    door,
    knowledge,
    log,
    held: await heldBy(trx, deps, key.eventId),
    answers: await readAnswers(trx, [...ids, ...named]),
    taken: await readTakenIds(trx, ids),
  });
  return scans.map((asked, index) => {
    const scan = all.understood[index];
    const contentHash = contentHashOf(key.eventId, asked);
    return drafts.add({
      id: asked.id,
      asked,
      contentHash,
      scan: scan ?? { problem: checkinErrors.codeOrTicket },
    });
  });
}

/** Of what was asked, whatever the order of its fields; the language of the answer is no part of it. */
function contentHashOf(eventId: string, asked: NewScan): Buffer {
  const fields = Object.entries(asked)
    .filter(([name]) => name !== 'id')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([eventId, fields]))
    .digest();
}

function shownOf({ id, problem, faults, decided }: Drafted, showing: Showing): AnsweredScan {
  if (problem || !decided)
    return {
      id,
      outcome: 'failed',
      at: null,
      decision: null,
      problem: problem && problemOf(problem, faults, showing),
    };
  return {
    id,
    outcome: decided.isNew ? 'recorded' : 'answered',
    at: new Date(decided.at).toISOString(),
    decision: showDecision(decided.decision, showing),
    problem: null,
  };
}

function problemOf(
  problem: ErrorDefinition,
  faults: Drafted['faults'],
  { speaker, door }: Showing,
): AnsweredScan['problem'] {
  return {
    code: problem.code,
    message: speaker.t(wordsOfProblem(problem)),
    faults: faults.map((fault) => ({ ...fault, message: sayAnswerFault(fault, door.root, speaker.t) })),
  };
}
