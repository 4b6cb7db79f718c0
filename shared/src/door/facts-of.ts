import type { Answers, Code, Facts, Scan, Ticket, TicketCode } from '../checkin/index.js';
import type { ParsedScan } from '../ticket-code/index.js';
import { answerStates } from './given-answers.js';
import {
  type DoorKnowledge,
  type FoundTickets,
  foundTicket,
  ticketOfCode,
  ticketsOfMedium,
  ticketsOfShortCode,
} from './look-up.js';
import { tailOf } from './tail-of.js';

/** What somebody held up or typed, and what a person said of it. */
export interface SeenScan {
  readonly parsed: ParsedScan;
  readonly signature: TicketCode['signature'];
  /** `typed`: by fingers. */
  readonly by: 'camera' | 'typed' | 'search';
  /** The hash of a ticket that was found by a search, which no text of it stands for. */
  readonly found?: Uint8Array | null;
  /** The best estimate of the time, milliseconds since 1970. */
  readonly at: number;
  readonly scan: Omit<Scan, 'how'>;
  /** As `givenAnswers` gives them; absent: nobody was asked before this scan. */
  readonly answers?: Answers;
}

/** Everything that `decide` looks at, without asking anything but what is handed in. */
export function factsOf(seen: SeenScan, knowledge: DoorKnowledge): Facts {
  return {
    scan: { ...seen.scan, how: howOf(seen) },
    code: withAnswers(codeOf(seen, knowledge), answerStates(seen.answers ?? {})),
    answered: null,
  };
}

/** Whichever ticket is meant in the end: the person who answered is the one who goes in with it. */
function withAnswers(code: Code, answers: Ticket['answers']): Code {
  const answered = (ticket: Ticket): Ticket => ({
    ...ticket,
    answers,
    addOns: ticket.addOns === 'missing' ? 'missing' : ticket.addOns.map(answered),
  });
  if (code.kind === 'ticket') return { ...code, ticket: answered(code.ticket) };
  return code.kind === 'reference' ? { ...code, tickets: code.tickets.map(answered) } : code;
}

/** What a camera read and no format of ours fits is looked up as a medium; what fingers typed proves less. */
function howOf({ parsed, by }: SeenScan): Scan['how'] {
  return by === 'camera' && parsed.form === 'foreign' ? 'medium' : by;
}

function codeOf(seen: SeenScan, knowledge: DoorKnowledge): Code {
  const { parsed } = seen;
  if (seen.by === 'search') return { kind: 'reference', ...foundTicket(seen.found ?? null, knowledge) };
  switch (parsed.form) {
    case 'unreadable':
      return { kind: parsed.reason === 'needs_update' ? 'unsupported' : 'unreadable' };
    case 'native':
    case 'rotating':
      return ticketCode(parsed, seen, knowledge);
    case 'short':
      return { kind: 'reference', ...typed(parsed, knowledge) };
    default:
      return { kind: 'reference', ...ticketsOfMedium(parsed.text, knowledge) };
  }
}

/** One typed medium in 32 looks like a short code. */
function typed(parsed: Extract<ParsedScan, { form: 'short' }>, knowledge: DoorKnowledge): FoundTickets {
  const found = ticketsOfShortCode(parsed.short, knowledge);
  if (found.tickets.length > 0) return found;
  const media = ticketsOfMedium(parsed.text, knowledge);
  return { ...media, complete: found.complete && media.complete };
}

function ticketCode(
  parsed: Extract<ParsedScan, { form: 'native' | 'rotating' }>,
  { signature, at }: SeenScan,
  knowledge: DoorKnowledge,
): TicketCode {
  const { body } = parsed;
  return {
    kind: 'ticket',
    event: body.event,
    kid: body.kid,
    generation: body.generation,
    class: body.class,
    signature,
    tail: tailOf(parsed, knowledge, at),
    ticket: ticketOfCode(body, knowledge) ?? strangersTicket,
  };
}

/** A ticket of another event: `decide` goes no further than the event. */
const strangersTicket: TicketCode['ticket'] = {
  id: '',
  row: 'none',
  newestGeneration: 0,
  history: [],
  ticketTexts: [],
  orderTexts: [],
  answers: {},
  askedOn: [],
  addOns: [],
  parent: null,
};
