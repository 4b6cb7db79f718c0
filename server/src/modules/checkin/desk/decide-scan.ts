import { type Code, type Decision, decide, type Facts, type Ticket } from '@gatehouse/shared/checkin';
import { type FollowUp, factsOf } from '@gatehouse/shared/door';
import type { DeskKnowledge } from './look-up.js';
import type { ReadScan } from './read-scans.js';

export interface Decided {
  readonly facts: Facts;
  readonly decision: Decision;
}

/**
 * Decides as a phone would that has heard of everything up to now.
 * @param moment `after`: the scan that this one answers or overrides; `at`: milliseconds since 1970
 */
export function decideScan(
  read: ReadScan,
  knowledge: DeskKnowledge,
  { after, at }: { readonly after: FollowUp | null; readonly at: number },
): Decided {
  const { parsed, signature, by, answers } = read;
  const { known } = knowledge;
  const scan = {
    ...read.scan,
    confirmed: after?.confirmed ?? [],
    overridden: after?.overridden ?? [],
  };
  const how = by === 'search' ? 'typed' : by;
  const found = factsOf({ parsed, signature, by: how, at, scan, answers }, known);
  const facts: Facts = {
    ...found,
    scan: by === 'search' ? { ...found.scan, how: 'search' } : found.scan,
    code: withTexts(found.code, knowledge),
  };
  return { facts, decision: decide(facts, known.policy, { estimate: at, unsure: false }) };
}

/** The lines of a ticket lie in parts of the list that phones open with its code; here they are at hand. */
function withTexts(code: Code, knowledge: DeskKnowledge): Code {
  const tell = (ticket: Ticket): Ticket => ({
    ...ticket,
    ticketTexts: knowledge.named(ticket.id)?.texts ?? ticket.ticketTexts,
  });
  if (code.kind === 'ticket') return { ...code, ticket: tell(code.ticket) };
  return code.kind === 'reference' ? { ...code, tickets: code.tickets.map(tell) } : code;
}
