import { fromHex } from '@gatehouse/shared/bytes';
import type { Candidate } from '@gatehouse/shared/checkin';
import { shortCodeText } from '@gatehouse/shared/ticket-code';
import type { Door } from './door-context.js';

/** The last characters of the code for typing, which stand under the ticket's QR code. */
const SHOWN = 4;

/** What a ticket of which no name is known is called: its class, as gates call it. */
export function classNameOf({ class: index, ticket }: Candidate, { event }: Door): string {
  const found = event.root?.classes.find((one) => one.index === index);
  return found === undefined ? ticket : found.label || found.ticketType;
}

/** @returns null where the list does not tell: where passes are good too, it does not say whose ticket it is */
export function endingOf({ ticket, generation }: Candidate, { event: { root } }: Door): string | null {
  const salt = root?.events.length === 1 ? root.events[0]?.salt : undefined;
  const hash = fromHex(ticket);
  if (salt === undefined || hash === null || generation === null) return null;
  return shortCodeText(salt, hash, generation).slice(-SHOWN);
}
