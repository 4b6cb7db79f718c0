export * from './format.js';
export { loadCatalogue } from './load-catalogue.js';
export * from './locales.js';
export type {
  Message,
  Messages,
  ParametersOf,
  ParameterValue,
  PluralCategories,
  Translation,
} from './messages.js';
export {
  type Area,
  type Catalogue,
  createTranslator,
  type MessageKey,
  type PlainKey,
  type Translate,
} from './translator.js';
export * from './zoned-time.js';
