import type { Decision, Facts, Notice } from '../checkin/index.js';

/**
 * From a genuine code on that was let through, older ones of the same ticket are dead where it was. Whoever holds a
 * leaked key makes genuine codes too: one that only an exit let through, because nobody is kept inside, kills nothing.
 */
export function acceptedGeneration(
  { code }: Facts,
  { result, notices }: Decision,
): { readonly ticket: string; readonly generation: number } | null {
  const isAccepted = result === 'admit' || result === 'exit';
  if (code.kind !== 'ticket' || code.signature !== 'good' || !isAccepted || code.ticket.id === '')
    return null;
  if (notices.some(isAboutKey)) return null;
  const { id, row, newestGeneration } = code.ticket;
  const known = Math.max(newestGeneration, typeof row === 'object' ? row.generation : 0);
  return code.generation > known ? { ticket: id, generation: code.generation } : null;
}

function isAboutKey(notice: Notice): boolean {
  if (notice.code !== 'noted') return false;
  const { code } = notice.explanation;
  return code === 'key_revoked' || code === 'key_needs_row';
}
