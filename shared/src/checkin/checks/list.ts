import { type Finding, nothing, refuse, refuseByTime, type Walk } from '../walk.js';

/** Check 8: the ticket's class is on the access list, and the list is open. */
export function onList({ list, lists, classIndex, now }: Walk): readonly Finding[] {
  if (lists.candidates.length > 1) return refuse({ code: 'ambiguous_list', count: lists.candidates.length });
  if (list === null || classIndex === null || !list.classes.includes(classIndex))
    return refuse({ code: 'wrong_list' });
  if (list.activeFrom !== null && now.estimate < list.activeFrom)
    return refuseByTime({ code: 'list_not_open', at: list.activeFrom });
  if (list.activeUntil !== null && now.estimate >= list.activeUntil)
    return refuseByTime({ code: 'list_over', at: list.activeUntil });
  return nothing;
}
