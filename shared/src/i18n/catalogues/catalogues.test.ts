import { describe, expect, it } from 'vitest';
import { pluralCategoriesOf } from '../format.js';
import { type Locale, locales } from '../locales.js';
import type { Message, Messages } from '../messages.js';
import { ar } from './ar/index.js';
import { de } from './de/index.js';
import { en } from './en/index.js';
import { es } from './es/index.js';
import { fr } from './fr/index.js';
import { it as italian } from './it/index.js';

type Areas = Readonly<Record<string, Messages>>;

const catalogues: Readonly<Record<Locale, Areas>> = { en, ar, de, es, fr, it: italian };
const others = locales.filter((locale) => locale !== 'en');

/** Words that are the same in both languages. Everything else that equals the English was forgotten. */
const sameAsEnglish: Readonly<Record<string, readonly string[]>> = {
  ar: [],
  de: [
    'portal.pass.badge',
    'portal.pass.ofType',
    'portal.event.name',
    'portal.edit.name',
    'portal.colour.orange',
    'portal.role.sponsor',
    'portal.rules.codes',
    'portal.settings.title',
    'attendee.event.tickets',
    'scanner.title',
    'desk.live.open',
    'desk.profile.kiosk',
    'desk.watch.scans',
    'preferences.normal',
    'preferences.shake',
    'scanner.kiosk.pin',
    'scanner.profile.kiosk',
    'rules.trial.ticket',
  ],
  es: [
    'preferences.normal',
    'questions.no',
    'scanner.kiosk.pin',
    'scanner.profile.supervisor',
    'scanner.verdict.no',
  ],
  fr: [
    'portal.event.tab.dates',
    'portal.pass.badge',
    'portal.series.date',
    'common.menu',
    'portal.zones.title',
    'portal.settings.title',
    'desk.conflict.sure',
    'desk.filter.result',
    'desk.watch.scans',
    'desk.watch.walkMinutes',
    'rules.title',
    'rules.condition',
    'rules.term.date',
    'portal.event.tab.questions',
    'preferences.normal',
    'preferences.shake',
    'questions.ask.title',
    'questions.kind.date',
    'questions.kind.photo',
    'questions.label',
    'questions.option',
    'questions.options',
  ],
  it: ['common.menu', 'portal.signIn.password', 'questions.no', 'scanner.kiosk.pin', 'scanner.verdict.no'],
};
const sameEverywhere = ['common.brand', 'attendee.event.summary'];

function flatten(areas: Areas): Map<string, Message> {
  const entries = Object.entries(areas).flatMap(([area, messages]) =>
    Object.entries(messages).map(([key, message]) => [`${area}.${key}`, message] as const),
  );
  return new Map(entries);
}

const textsOf = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));

const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

const english = flatten(en);

describe.each(locales)('the catalogue %s', (locale) => {
  const messages = flatten(catalogues[locale]);

  it('has the keys of the English one and no other', () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('has exactly the plural forms of its language', () => {
    const expected = [...pluralCategoriesOf(locale)].sort();
    for (const [key, message] of messages) {
      if (typeof message !== 'string')
        expect([key, ...Object.keys(message).sort()]).toEqual([key, ...expected]);
    }
  });

  it('uses the placeholders of the English text', () => {
    for (const [key, message] of messages) {
      const original = english.get(key) ?? '';
      if (typeof message === 'string') {
        expect([key, ...placeholdersOf(message)]).toEqual([key, ...placeholdersOf(String(original))]);
        continue;
      }
      const allowed = new Set(textsOf(original).flatMap(placeholdersOf));
      for (const text of textsOf(message)) {
        expect([key, placeholdersOf(text).filter((name) => !allowed.has(name))]).toEqual([key, []]);
      }
      expect([key, ...placeholdersOf(message.other ?? '')]).toEqual([key, 'count']);
    }
  });

  it('has no empty text, no straight apostrophe and no three dots', () => {
    for (const [key, message] of messages) {
      for (const text of textsOf(message)) {
        expect([key, text.trim() === text && text !== '']).toEqual([key, true]);
        expect([key, /'|\.\.\./.test(text)]).toEqual([key, false]);
      }
    }
  });
});

describe.each(others)('the translation %s', (locale) => {
  it('equals the English text only where the word is the same', () => {
    const messages = flatten(catalogues[locale]);
    const same = [...messages].filter(([key, message]) => {
      const original = english.get(key) ?? '';
      return textsOf(message).join('|') === textsOf(original).join('|');
    });
    const allowed = [...sameEverywhere, ...(sameAsEnglish[locale] ?? [])];
    expect(same.map(([key]) => key).sort()).toEqual([...allowed].sort());
  });
});
