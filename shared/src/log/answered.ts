import { countAnswers } from './details.js';
import type { LogRow } from './row.js';

/**
 * Whether the questions of the row's list were answered with it, and it was let in: nobody asks that ticket again
 * there. A verdict that lets in is only given when everything was answered, so that some answer is enough.
 * @param details what lies beside it
 */
export function isAnsweredRow(
  { kind, result, ticketHash, list }: Pick<LogRow, 'kind' | 'result' | 'ticketHash' | 'list'>,
  details: Uint8Array | null,
): boolean {
  const isIn = kind === 'scan' && result === 'admit' && ticketHash !== null && list !== null;
  return isIn && details !== null && countAnswers(details) > 0;
}
