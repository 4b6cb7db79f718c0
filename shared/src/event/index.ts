export {
  type ClassFacts,
  classEffects,
  type ListFacts,
  listEffects,
  type PhoneEffect,
} from './phone-effects.js';
