import type { PlainKey } from '@gatehouse/shared/i18n';
import type { ErrorDefinition } from '../../../platform/errors/app-error.js';
import { checkinErrors } from '../errors.js';

const words: readonly (readonly [ErrorDefinition, PlainKey])[] = [
  [checkinErrors.codeOrTicket, 'door.problem.code_or_ticket'],
  [checkinErrors.unknownTicket, 'door.problem.unknown_ticket'],
  [checkinErrors.unknownList, 'door.problem.unknown_list'],
  [checkinErrors.unknownGate, 'door.problem.unknown_gate'],
  [checkinErrors.scanIdTaken, 'door.problem.scan_id_taken'],
  [checkinErrors.wrongFollowUp, 'door.problem.wrong_follow_up'],
  [checkinErrors.wrongAnswers, 'door.problem.wrong_answers'],
];
const wordsByCode = new Map(words.map(([{ code }, key]) => [code, key]));

/** Why one of many scans was not taken, for people. */
export function wordsOfProblem({ code }: ErrorDefinition): PlainKey {
  const key = wordsByCode.get(code);
  if (key === undefined) throw new Error(`No words are known for ${code}.`);
  return key;
}
