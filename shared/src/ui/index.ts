export * from './app-shell.js';
export * from './area-scope.js';
export * from './badge.js';
export * from './button.js';
export * from './card.js';
export * from './choice-fields.js';
export * from './colour-field.js';
export * from './dialog.js';
export * from './empty-state.js';
export { FieldError, type FieldProps, type TextualProps } from './field-frame.js';
export * from './fields.js';
export * from './form-error.js';
export {
  type I18n,
  I18nProvider,
  type I18nProviderProps,
  LanguageScope,
  prepareLanguage,
  type Spoken,
  useI18n,
} from './i18n-context.js';
export * from './icons.js';
export * from './kept.js';
export * from './load-more.js';
export * from './logo.js';
export * from './menu.js';
export * from './notice.js';
export * from './panel.js';
export * from './progress.js';
export * from './switches.js';
export * from './table.js';
export * from './tabs.js';
export * from './theme.js';
export * from './toast.js';
export * from './verdict.js';
