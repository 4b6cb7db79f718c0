import type { Locale } from '@gatehouse/shared/i18n';
import type { PictureName } from './captions.js';

/** One way in which screens are looked at: a language and a brightness. */
export interface Look {
  /** Before the names of its files. */
  readonly prefix: string;
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
  readonly event: string;
  /** What stands before the list of its pictures. */
  readonly title: string;
  /** Names of pictures; without them every one. */
  readonly only?: readonly PictureName[];
}

export const looks: readonly Look[] = [
  { prefix: '', locale: 'en', theme: 'light', event: 'Night at the Pier', title: '' },
  {
    ...{ prefix: 'dark-', locale: 'en', theme: 'dark', event: 'Night at the Pier' },
    title: 'In the dark, where a screen follows the phone',
    only: [
      ...(['pairing', 'storage-refused', 'waiting', 'shift', 'update'] as const),
      ...(['readiness', 'readiness-bad', 'readiness-code', 'revoked'] as const),
    ],
  },
  {
    ...{ prefix: 'ar-', locale: 'ar', theme: 'light', event: 'ليلة على الرصيف' },
    title: 'In Arabic, from right to left',
    only: [
      ...(['pairing', 'shift', 'scan', 'admit', 'already', 'refuse', 'typed', 'settings'] as const),
      ...(['search', 'questions', 'questions-faults', 'kiosk'] as const),
    ],
  },
];
