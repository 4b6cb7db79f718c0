import { nothing, refuse, type Walk } from '../walk.js';

/** Check 3: the code is of this event, or of a pass that includes it. */
export function ofThisEvent({ code, policy }: Walk) {
  if (code === null || policy.events.some(({ id }) => id === code.event)) return nothing;
  const known = policy.otherEvents.find(({ id }) => id === code.event);
  const { name = null, starts = [] } = known ?? {};
  return refuse({ code: 'wrong_event', event: name, ...(starts.length > 0 ? { starts } : {}) });
}
