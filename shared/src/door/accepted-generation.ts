import type { Decision, Facts } from '../checkin/index.js';

/** From a genuine code on that was let through, older ones of the same ticket are dead where it was. */
export function acceptedGeneration(
  { code }: Facts,
  { result }: Decision,
): { readonly ticket: string; readonly generation: number } | null {
  const isAccepted = result === 'admit' || result === 'exit';
  if (code.kind !== 'ticket' || code.signature !== 'good' || !isAccepted || code.ticket.id === '')
    return null;
  const { id, row, newestGeneration } = code.ticket;
  const known = Math.max(newestGeneration, typeof row === 'object' ? row.generation : 0);
  return code.generation > known ? { ticket: id, generation: code.generation } : null;
}
