export { decide } from './decide.js';
export type { Ask, Candidate, Decision, Effect } from './decision.js';
export { type Explanation, type Notice, reasonOf } from './explanation.js';
export type { Code, Facts, Row, Scan, Ticket, TicketCode, TicketState } from './facts.js';
export { insideSql, type MayEnterGround, mayEnterSql, usableSql } from './may-enter-sql.js';
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
export { checkedOut, type Move } from './presence.js';
export {
  type Answer,
  type AnswerFault,
  type AnswerProblem,
  type Answers,
  type AskedOn,
  answerOfText,
  answerSchema,
  answersSchema,
  answerText,
  type Bounds,
  type CheckedAnswers,
  checkAnswer,
  checkAnswers,
  countries,
  faultCodes,
  kinds,
  MAX_ANSWERS_BYTES,
  MAX_PHOTO_BYTES,
  type PhotoAnswer,
  type PlacedQuestion,
  type QuestionForm,
  type QuestionKind,
  type QuestionMode,
  type QuestionOption,
  type QuestionPlace,
  type QuestionProblem,
  questionKinds,
  questionLimits,
  questionModes,
  questionProblems,
  questionsMeant,
  sayFault,
} from './questions/index.js';
export { type Reason, reasons } from './reasons.js';
export { type Conflict, conflictsOf, historyOf, reviewsOf } from './review/conflicts.js';
export { groupBy } from './review/group-by.js';
export { type Body, bodies, insideByList, type Tally } from './review/inside.js';
export { type Placed, placeInSequence, placeRows } from './review/place.js';
export { type Walked, walkRows } from './review/review.js';
export type {
  CountRow,
  DoorRules,
  EarlierList,
  KnownTicket,
  LogRow,
  Review,
  ReviewInput,
  ScanRow,
  StaleBecause,
  TicketChange,
  UndoRow,
} from './review/rows.js';
export { insideByZone, sumsByZone } from './review/zones.js';
export {
  type OtherNames,
  type PlacedTerm,
  type RuleProblem,
  type RuleProblemCode,
  renamed,
  ruleLimits,
  ruleProblem,
  ruleSchema,
  shapeOf,
  type TermShape,
  termNames,
  termsOf,
} from './rules/check-rule.js';
export { evaluate, type Truth } from './rules/evaluate.js';
export { nearestReasons } from './rules/nearest.js';
export type { Comparison, Moment, NowTerm, Rule, Term, TermName, TermOf } from './rules/rule.js';
export type { SqlPart, SqlValue } from './rules/sql-part.js';
export { type FieldKindName, fieldKinds } from './rules/term-fields.js';
export type { TermNeed, TermReason } from './rules/term-reason.js';
export { needOf } from './rules/terms.js';
export { dateNumber, type RuleGround, type RuleView } from './rules/view.js';
export { sayTerm } from './say/rule-words.js';
export { sayExplanation, sayNotice } from './say/sentences.js';
export type { Named, Speaker } from './say/speaker.js';
export { reasonWords, wordOf } from './say/words.js';
export { mayUndo, type UndoAnswer, type Undoer, type UndoneScan } from './undo.js';
export { unreachable } from './unreachable.js';
export {
  dateOf,
  dayOf,
  type Instant,
  instantOf,
  lastTimeOfDay,
  nextTimeOfDay,
  type ZoneOffsets,
} from './zone-time.js';
