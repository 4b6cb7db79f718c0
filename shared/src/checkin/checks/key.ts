import type { TicketCode } from '../facts.js';
import type { Policy, TicketKey } from '../policy.js';
import { byChoice, type Finding, nothing, notice, refuse, type Walk } from '../walk.js';

/**
 * Check 4a: the key that the code names is one of the event's and may still be used. Numbers only rise, so a
 * higher one than any here belongs to a key that this phone has not heard of yet.
 */
export function ofGoodKey({ code, policy, row, list }: Walk): readonly Finding[] {
  if (code === null) return nothing;
  const keys = keysFor(code, policy);
  const key = keys.find(({ kid }) => kid === code.kid);
  if (key) return mayUse(key, row !== null && row.generation === code.generation);
  const isNewer = keys.every(({ kid }) => kid < code.kid);
  if (!isNewer) return refuse({ code: 'unknown_key' });
  const found = byChoice(list?.notOnList ?? 'refuse', { code: 'unknown_key' });
  return [...found, ...notice({ code: 'not_checked', what: ['signature'] })];
}

function mayUse({ status }: TicketKey, isOnList: boolean): readonly Finding[] {
  if (status === 'dead') return refuse({ code: 'key_revoked' });
  return status === 'list-only' && !isOnList ? refuse({ code: 'key_needs_row' }) : nothing;
}

/** Check 4b: what a known key has signed. A signature that was not checked although it could be is not good. */
export function genuine({ code, policy }: Walk): readonly Finding[] {
  if (code === null || code.signature === 'good') return nothing;
  const isKnown = keysFor(code, policy).some(({ kid }) => kid === code.kid);
  return isKnown || code.signature === 'bad' ? refuse({ code: 'forged' }) : nothing;
}

function keysFor(code: TicketCode, { events }: Policy): readonly TicketKey[] {
  return events.find(({ id }) => id === code.event)?.keys ?? [];
}
