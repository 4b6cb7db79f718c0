import { type Finding, nothing, refuseByTime, type Walk } from '../walk.js';

/** Check 10: within the window of the ticket's class, [from, until). */
export function inWindow({ class: ticketClass, now }: Walk): readonly Finding[] {
  const { validFrom = null, validUntil = null } = ticketClass ?? {};
  if (validFrom !== null && now.estimate < validFrom)
    return refuseByTime({ code: 'not_yet_valid', at: validFrom });
  if (validUntil !== null && now.estimate >= validUntil)
    return refuseByTime({ code: 'expired', at: validUntil });
  return nothing;
}
