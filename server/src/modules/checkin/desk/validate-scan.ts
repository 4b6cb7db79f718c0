import type { Speaker } from '@gatehouse/shared/checkin';
import type { Locale } from '@gatehouse/shared/i18n';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { EventKey } from '../manifest/index.js';
import { type AnswerCache, nameOfAnswer } from './answer-cache.js';
import { decideScan } from './decide-scan.js';
import { type DeskDoor, openDoor } from './desk-door.js';
import type { AskedScan, ShownDecision } from './desk-schemas.js';
import { type LookUpDeps, lookUp } from './look-up.js';
import { sayAnswerFault } from './read-answers.js';
import { type ReadScan, readScans, type Understood } from './read-scans.js';
import { showDecision, speakerOf } from './say.js';

export interface ValidateDeps extends LookUpDeps {
  readonly answers: AnswerCache;
}

/**
 * What the door would say now. Nothing is written and nothing is locked.
 * @throws AppError platform.not_found, checkin.code_or_ticket, unknown_ticket, unknown_list, unknown_gate,
 * checkin.wrong_answers beside each answer that does not fit
 */
export function validateScan(
  tenancy: Tenancy,
  deps: ValidateDeps,
  { key, asked, locale }: { readonly key: EventKey; readonly asked: AskedScan; readonly locale: Locale },
): Promise<ShownDecision> {
  return tenancy.snapshot(key, async (trx) => {
    const door = await openDoor(trx, deps, { key });
    const second = deps.answers.second();
    const name = await nameOfAnswer(trx, deps, { door, asked, locale, second });
    const kept = deps.answers.find(name);
    if (kept) return kept;
    const [scan] = await readScans(trx, deps, { door, asked: [asked] });
    if (!scan) throw new Error('One scan was asked for and none was read.');
    const speaker = await speakerOf(door, locale, Date.now());
    if ('problem' in scan) throw refusalOf(scan, door, speaker);
    const knowledge = await lookUp(trx, deps, { door, scans: [scan] });
    const at = Date.now();
    const { decision } = decideScan(scan, knowledge, { after: null, at });
    const answer = showDecision(decision, { door, knowledge, speaker });
    // What other events are called is not in the name.
    if (knowledge.known.policy.otherEvents.length === 0) deps.answers.keep(name, answer);
    return answer;
  });
}

function refusalOf(
  { problem, faults = [] }: Exclude<Understood, ReadScan>,
  { root }: DeskDoor,
  { t }: Speaker,
): AppError {
  const errors = faults.map((fault) => ({
    field: `answers.${fault.questionId}`,
    code: fault.code,
    message: sayAnswerFault(fault, root, t),
  }));
  return new AppError(problem, { errors });
}
