import { nothing, refuse, type Walk } from '../walk.js';

/** Check 5: no newer code of this ticket is known, from its row or from a code that this phone has seen. */
export function ofNewestGeneration({ code, ticket }: Walk) {
  if (code === null) return nothing;
  const listed = typeof ticket.row === 'object' ? ticket.row.generation : 0;
  return code.generation < Math.max(listed, ticket.newestGeneration)
    ? refuse({ code: 'superseded' })
    : nothing;
}
