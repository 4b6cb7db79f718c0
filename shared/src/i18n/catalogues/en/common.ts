import type { Messages } from '../../messages.js';

/** Texts of the components that every app shares. */
export const common = {
  brand: 'Gatehouse',
  skip: 'Skip to the content',
  menu: 'Menu',
  navigation: 'Main navigation',
  cancel: 'Cancel',
  close: 'Close',
  'colour.other': 'Another colour',
  tryAgain: 'Try again',
  loading: 'Loading …',
  loadMore: 'Load more',
  allShown: { one: 'One entry, and that is all', other: '{count} entries, and that is all' },
  optional: 'optional',
  language: 'Language',
  'theme.label': 'Appearance',
  'theme.system': 'As on this device',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'form.errors': { one: 'One entry needs attention', other: '{count} entries need attention' },
  'verdict.admit': 'Admit',
  'verdict.refuse': 'Refuse',
  'verdict.already': 'Already in',
  'verdict.confirm': 'Ask first',
} as const satisfies Messages;
