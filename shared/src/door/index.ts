export { factsOf, type SeenScan } from './facts-of.js';
export { type KnownRow, movesOf } from './known-row.js';
export type { DoorKnowledge } from './look-up.js';
export { type ProfileName, policyOf, profileOf } from './policy-of.js';
export { toReviewRow } from './review-row.js';
export { type Circumstances, rowOf } from './row-of.js';
export { type SeenFacts, seenTextOf } from './seen-text.js';
export { checkSignature } from './signature.js';
