import { confirm, type Finding, nothing, refuse, refuseByTime, type Walk } from '../walk.js';

/** Check 8: the ticket's class is on the access list, and the list is open. */
export function onList({ list, lists, classIndex, ticket, now }: Walk): readonly Finding[] {
  if (lists.candidates.length > 1) return refuse({ code: 'ambiguous_list', count: lists.candidates.length });
  if (list === null || classIndex === null || !list.classes.includes(classIndex))
    return offList(list, ticket);
  if (list.activeFrom !== null && now.estimate < list.activeFrom)
    return refuseByTime({ code: 'list_not_open', at: list.activeFrom });
  if (list.activeUntil !== null && now.estimate >= list.activeUntil)
    return refuseByTime({ code: 'list_over', at: list.activeUntil });
  return nothing;
}

/** Its add-ons may be on the list, and nobody knows them here yet. */
function offList(list: Walk['list'], { addOns }: Walk['ticket']): readonly Finding[] {
  const mayHaveMatch = list?.addOnMatch === true && addOns === 'missing';
  return mayHaveMatch ? confirm({ code: 'list_incomplete' }) : refuse({ code: 'wrong_list' });
}
