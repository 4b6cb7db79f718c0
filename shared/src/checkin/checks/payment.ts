import { confirm, nothing, refuse, type Walk } from '../walk.js';

/** Check 9: paid, or good without; where the list lets unpaid people in, somebody takes the money first. */
export function paid({ row, list }: Walk) {
  if (!row?.unpaid || row.goodThoughUnpaid) return nothing;
  return list?.includeUnpaid ? confirm({ code: 'unpaid' }) : refuse({ code: 'unpaid' });
}
