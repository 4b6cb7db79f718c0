export { type ProfileName, policyOf } from './policy-of.js';
export { toReviewRow } from './review-row.js';
