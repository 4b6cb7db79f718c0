import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { type CodeTexts, codeTexts } from './codes.js';
import type { EventKey } from './feed.js';
import { readFeed } from './feed.js';
import type { TicketDeps } from './issue.js';
import { signerOf } from './keys.js';
import { readTicketCode } from './ticket-queries.js';

/**
 * The code of a ticket as text, signed again.
 * @throws AppError platform.not_found, platform.sealed_secret, ticketing.dead_key
 */
export async function readCodeTexts(
  trx: ClosedTransaction,
  deps: TicketDeps,
  key: EventKey & { ticketId: string },
): Promise<CodeTexts & { generation: number }> {
  const ticket = await readTicketCode(trx, key.eventId, key.ticketId);
  const { publicNumber } = await deps.events.read(trx, key.eventId);
  const feed = await readFeed(trx, key.eventId);
  if (!feed) throw new Error('A ticket exists before its feed.');
  const signer = await signerOf(trx, key, { sealer: deps.sealer, kid: ticket.kid });
  const texts = await codeTexts(ticket, signer, { publicNumber, salt: feed.salt });
  return { ...texts, generation: ticket.generation };
}
