export { type AccessOptions, defaultAccessOptions } from './access-options.js';
export {
  type ClassFacts,
  classEffects,
  type ListFacts,
  listEffects,
  type PhoneEffect,
} from './phone-effects.js';
