import { describe, expect, it } from 'vitest';
import { createTranslator, formatDate, loadCatalogue, locales } from '../../i18n/index.js';
import {
  decide,
  type Notice,
  reasonWords,
  type Speaker,
  sayExplanation,
  sayNotice,
  wordOf,
} from '../index.js';
import { factsOf, type Given, nowOf, policyOf, vectorFiles } from '../test/vectors.js';

async function speakerFor(locale: (typeof locales)[number]): Promise<Speaker> {
  return {
    t: createTranslator(locale, await loadCatalogue(locale, ['door'])),
    time: (at) => formatDate(locale, new Date(at), { timeZone: 'Europe/Berlin', style: 'time' }),
    date: (at) => formatDate(locale, new Date(at), { timeZone: 'Europe/Berlin', style: 'date' }),
    name: (kind, id) => `${kind} ${id}`,
    day: (date) => date,
    weekday: (weekday) => String(weekday),
    list: (items) => items.join(', '),
  };
}

const decisionOf = (given?: Given) => decide(factsOf(given), policyOf(given), nowOf(given));
const decisions = vectorFiles.flatMap(([, vectors]) => vectors.map(({ given }) => decisionOf(given)));

describe.each(locales)('in %s', (locale) => {
  it('has words for everything that a door says', async () => {
    const speaker = await speakerFor(locale);
    for (const { explanation, asks, notices, reason } of decisions) {
      const texts = [
        ...(reason === 'ok' ? [] : [sayExplanation(explanation, speaker)]),
        ...asks.map((ask) => sayExplanation(ask.explanation, speaker)),
        ...notices.map((notice: Notice) => sayNotice(notice, speaker)),
      ];
      for (const text of texts) {
        expect(text).not.toBe('');
        expect(text).not.toMatch(/door\.|[{}]|undefined|NaN/);
      }
    }
  });

  it('has a word of its own for each reason', async () => {
    const { t } = await speakerFor(locale);
    const words = Object.values(reasonWords).map((key) => t(key));
    expect(new Set(words).size).toBe(words.length);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(24);
  });
});

it('says what is nearest, when and where', async () => {
  const speaker = await speakerFor('en');
  const say = (given: Given) => sayExplanation(decisionOf(given).explanation, speaker);
  expect(say({ history: [{}] })).toBe('Already admitted: 17:00, gate south, phone device d2.');
  const from = { term: 'now', is: 'after', moment: { timeOfDay: '18:30' } };
  expect(say({ list: { rule: from } })).toBe('From 18:30');
  const elsewhere = (name: string | null, ...days: number[]) => ({
    code: { event: 9 },
    policy: { otherEvents: [{ id: 9, name, starts: days.map((day) => Date.UTC(2027, 4, day, 18)) }] },
  });
  expect(say(elsewhere(null, 8))).toBe('This ticket is for Sat, 8 May 2027.');
  expect(say(elsewhere('Weekend', 8, 8, 9))).toBe(
    'This ticket is for Weekend (Sat, 8 May 2027, Sun, 9 May 2027).',
  );
  const once = { entry: 'multiple', rule: { term: 'entries_today', is: '<', value: 1 } };
  expect(say({ list: once, history: [{}] })).toBe('Entries today: fewer than 1 (from 06:00)');
  expect(say({ now: { unsure: true }, class: { validFrom: Date.parse('2027-05-03T17:00:00Z') } })).toBe(
    'The clock of this phone may be wrong. By it: This ticket is valid from 19:00.',
  );
});

it('tells nobody who only asks to admit', async () => {
  expect(wordOf(decisionOf())).toBe('door.word.admit');
  expect(wordOf(decisionOf({ scan: { direction: 'check' } }))).toBe('door.word.check');
  expect(wordOf(decisionOf({ scan: { direction: 'out' } }))).toBe('door.word.exit');
  const overridden = { scan: { overridden: ['cancelled'] }, row: { state: 'cancelled' } };
  expect(wordOf(decisionOf(overridden))).toBe('door.word.person');
});
