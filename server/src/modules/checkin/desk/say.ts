import { type Decision, type Speaker, sayExplanation, sayNotice, wordOf } from '@gatehouse/shared/checkin';
import { doorSpeaker } from '@gatehouse/shared/door';
import {
  bestLocale,
  createTranslator,
  type Locale,
  loadCatalogue,
  readAcceptLanguage,
} from '@gatehouse/shared/i18n';
import type { FastifyRequest } from 'fastify';
import type { NamedTicket } from '../../ticketing/index.js';
import type { DeskDoor } from './desk-door.js';
import type { ShownDecision, TicketSummary } from './desk-schemas.js';
import type { DeskKnowledge } from './look-up.js';
import { questionsOf } from './read-answers.js';

/** The language that was asked for by name, else the best one of the header. */
export function languageOf(request: FastifyRequest, asked: Locale | undefined): Locale {
  return asked ?? bestLocale(readAcceptLanguage(request.headers['accept-language']));
}

/** @param at milliseconds since 1970: times of another day are told with their day */
export async function speakerOf(door: DeskDoor, locale: Locale, at: number): Promise<Speaker> {
  const t = createTranslator(locale, await loadCatalogue(locale, ['door']));
  return doorSpeaker({ t, locale, root: door.root, now: at });
}

export interface Showing {
  readonly door: DeskDoor;
  readonly knowledge: DeskKnowledge;
  readonly speaker: Speaker;
}

/** A decision in words and names. */
export function showDecision(decision: Decision, { door, knowledge, speaker }: Showing): ShownDecision {
  const { result, effect, reason, texts, mayOverride, persons, list } = decision;
  const ticketClass = door.root.classes.find(({ index }) => index === decision.class);
  const ticket = knowledge.named(decision.ticket ?? '');
  return {
    result,
    effect,
    reason,
    word: speaker.t(wordOf(decision)),
    explanation: sayExplanation(decision.explanation, speaker),
    asks: decision.asks.map((ask) => ({
      reason: ask.reason,
      explanation: sayExplanation(ask.explanation, speaker),
    })),
    questions: questionsAsked(decision, door),
    notices: decision.notices.map((notice) => ({ code: notice.code, text: sayNotice(notice, speaker) })),
    texts: [...texts],
    mayOverride,
    persons,
    listId: list,
    label: ticketClass ? { text: ticketClass.label, colour: ticketClass.colour } : null,
    ticket: ticket ? summaryOf(ticket) : null,
    candidates: candidatesOf(decision, knowledge),
  };
}

function questionsAsked({ asks }: Decision, { root }: DeskDoor): ShownDecision['questions'] {
  const ids = asks.flatMap(({ explanation }) =>
    explanation.code === 'answers_required' ? explanation.questions : [],
  );
  return questionsOf(root)
    .filter(({ id }) => ids.includes(id))
    .map(({ lists: _lists, classes: _classes, mode: _mode, options, ...question }) => ({
      ...question,
      options: [...options],
    }));
}

function candidatesOf({ candidates }: Decision, knowledge: DeskKnowledge): TicketSummary[] {
  return candidates.flatMap(({ ticket }) => {
    const found = knowledge.named(ticket);
    return found ? [summaryOf(found)] : [];
  });
}

export function summaryOf({ id, name, ticketType, orderReference }: NamedTicket): TicketSummary {
  return { id, name, ticketType, orderReference };
}
