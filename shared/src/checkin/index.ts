export { decide } from './decide.js';
export type { Ask, Decision, Effect } from './decision.js';
export { type Explanation, type Notice, reasonOf } from './explanation.js';
export type { Code, Facts, Row, Scan, Ticket, TicketCode, TicketState } from './facts.js';
export type {
  AcceptedEvent,
  AccessList,
  Choice,
  EventTimes,
  Gate,
  Now,
  Policy,
  Profile,
  Question,
  TicketClass,
  TicketKey,
} from './policy.js';
export type { Move } from './presence.js';
export { type Reason, reasons } from './reasons.js';
export { type Conflict, conflictsOf, historyOf, reviewsOf } from './review/conflicts.js';
export { insideByList, type Tally } from './review/inside.js';
export { type Placed, placeRows } from './review/place.js';
export { type Walked, walkRows } from './review/review.js';
export type {
  CountRow,
  KnownTicket,
  LogRow,
  Review,
  ReviewInput,
  ScanRow,
  StaleBecause,
  TicketChange,
  UndoRow,
} from './review/rows.js';
export { insideByZone } from './review/zones.js';
export { evaluate, type Truth } from './rules/evaluate.js';
export { nearestReasons } from './rules/nearest.js';
export type { Comparison, Moment, Rule, Term, TermName } from './rules/rule.js';
export type { TermNeed, TermReason } from './rules/term-reason.js';
export type { RuleView } from './rules/view.js';
export { sayTerm } from './say/rule-words.js';
export { sayExplanation, sayNotice } from './say/sentences.js';
export type { Named, Speaker } from './say/speaker.js';
export { reasonWords, wordOf } from './say/words.js';
export { mayUndo, type UndoAnswer, type Undoer, type UndoneScan } from './undo.js';
export { unreachable } from './unreachable.js';
export { dateOf, dayOf, type Instant, instantOf, nextTimeOfDay, type ZoneOffsets } from './zone-time.js';
