export { acceptedGeneration } from './accepted-generation.js';
export {
  type BindConflict,
  type BindMode,
  type BindRow,
  noMedium,
  type SettledBinds,
  settleBinds,
} from './binds.js';
export { doorSpeaker, type SpeakerParts } from './door-speaker.js';
export { factsOf, type SeenScan } from './facts-of.js';
export { type AnsweredScan, type FollowUp, followUpOf } from './follow-up.js';
export { answerStates, givenAnswers, type RawAnswers } from './given-answers.js';
export { type Arrival, type CountedScans, type HeadCount, headCountOf } from './head-count.js';
export { type KnownRow, movesOf } from './known-row.js';
export { type DoorKnowledge, type FoundTickets, ticketsOfOrder } from './look-up.js';
export { doorRulesOf, type ProfileName, policyOf, profileOf, questionsOf } from './policy-of.js';
export { toReviewRow } from './review-row.js';
export { type Circumstances, rowOf } from './row-of.js';
export { clipped, type SaidOfScan, scanDetails } from './scan-details.js';
export { type SeenFacts, sameTextHash, seenTextOf } from './seen-text.js';
export { checkSignature } from './signature.js';
export { nothingDecided, undoRow, type WrittenRow } from './undo-row.js';
