import { unreachable } from '../unreachable.js';
import { byChoice, confirm, type Finding, nothing, notice, type Walk } from '../walk.js';

/** Check 7: the ticket is on the list that this phone holds; else the organiser's choice, and what it leaves open. */
export function listed({ rowStatus, list }: Walk): readonly Finding[] {
  const choice = list?.notOnList ?? 'refuse';
  const unchecked = notice({ code: 'not_checked', what: ['state', 'payment'] });
  switch (rowStatus) {
    case 'held':
      return nothing;
    case 'missing':
      return [...confirm({ code: 'list_incomplete' }), ...unchecked];
    case 'none':
      return [...byChoice(choice, { code: 'not_on_list' }), ...unchecked];
    case 'older':
      return [...byChoice(choice, { code: 'newer_than_list' }), ...unchecked];
    default:
      return unreachable(rowStatus);
  }
}
