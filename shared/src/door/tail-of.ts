import type { TicketCode } from '../checkin/index.js';
import { checkRotation, type ParsedScan } from '../ticket-code/index.js';
import type { DoorKnowledge } from './look-up.js';

type CodeScan = Extract<ParsedScan, { form: 'native' | 'rotating' }>;

/**
 * What the tail of a code says at this gate.
 * @param at the best estimate of the time, milliseconds since 1970
 */
export function tailOf(parsed: CodeScan, knowledge: DoorKnowledge, at: number): TicketCode['tail'] {
  if (parsed.form === 'native') return 'none';
  const { manifest } = knowledge;
  // The page of a pass makes its codes with the secret of the pass, at whichever date it is shown.
  const secrets = knowledge.rotationSecretsOf(parsed.body.event);
  if (secrets === null) return 'unchecked';
  const facts = { code: parsed.code, tail: parsed.tail, secrets };
  const found = checkRotation({ ...facts, nowMs: at });
  if (found !== 'wrong') return found;
  // A clock that is off by weeks finds no step near it; a time that the server has signed does.
  return checkRotation({ ...facts, nowMs: manifest.root.issuedAt }) === 'wrong' ? 'wrong' : 'late';
}
