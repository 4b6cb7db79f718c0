import type { Ask, Decision } from '@gatehouse/shared/checkin';
import { doorSpeaker, profileOf } from '@gatehouse/shared/door';
import { createTranslator, loadCatalogue, locales } from '@gatehouse/shared/i18n';
import { describe, expect, it } from 'vitest';
import type { Shown } from '../../store/log/index.js';
import type { PhoneEvent } from '../../store/phone.js';
import type { Door } from '../scan/door-context.js';
import { faceOf } from '../scan/session/face.js';
import { wordsOf } from './verdict-words.js';

const now = Date.parse('2027-05-03T12:30:00Z');
const named = (id: string, name: string) => ({ id, name });
const root = {
  offsets: [[0, 120]],
  gates: [named('b', 'Gate B')],
  devices: [named('d', 'North')],
  questions: [{ id: 'q', text: 'Allergies' }],
} as unknown as Parameters<typeof doorSpeaker>[0]['root'];

async function doorIn(locale: (typeof locales)[number]): Promise<Door> {
  const t = createTranslator(locale, await loadCatalogue(locale, ['common', 'door', 'scanner']));
  const speaker = doorSpeaker({ t, locale, root, now });
  return { event: {} as PhoneEvent, profile: profileOf('steward'), speaker };
}

const plain: Decision = {
  result: 'admit',
  effect: 'entry',
  reason: 'ok',
  explanation: { code: 'ok' },
  asks: [],
  candidates: [],
  notices: [],
  texts: [],
  mayOverride: false,
  persons: 1,
  ticket: null,
  generation: null,
  class: null,
  list: 'l',
};

function given(decision: Partial<Decision>, recorded = true) {
  const shown = {
    recorded,
    problem: recorded ? null : 'storage',
    decision: { ...plain, ...decision },
  } as Shown;
  return { shown, face: faceOf(shown) };
}

const unpaid: Ask = { reason: 'unpaid', explanation: { code: 'unpaid' } };
const typed: Ask = { reason: 'by_hand', explanation: { code: 'by_hand', how: 'typed' } };
const confirm = (...asks: Ask[]) =>
  given({ result: 'confirm', effect: 'none', reason: asks[0]?.reason ?? 'ok', asks });

describe('the words of an answer', () => {
  it('say large when and where somebody went in before', async () => {
    const at = Date.parse('2027-05-03T12:02:00Z');
    const explanation = { code: 'already_used', at, gate: 'b', device: 'd', entries: 1 } as const;
    const used = given({ result: 'refuse', effect: 'none', reason: 'already_used', explanation });
    expect(wordsOf(used, await doorIn('en'))).toEqual({
      word: 'Already in',
      lead: '14:02 · Gate B',
      text: 'On phone North',
      asks: [],
    });
  });

  it('list everything that is asked, and say one thing large', async () => {
    const door = await doorIn('en');
    expect(wordsOf(confirm(unpaid), door)).toMatchObject({ word: 'Unpaid', asks: [] });
    const both = wordsOf(confirm(unpaid, typed), door);
    expect(both.word).toBe('Ask first');
    expect(both.asks.map(({ word }) => word)).toEqual(['Unpaid', 'Look closely']);
    expect(both.asks[0]?.text).toBe('This ticket is not paid.');
  });

  it.each(locales)('never call an answer a yes in %s that was not kept or was taken back', async (locale) => {
    const door = await doorIn(locale);
    const yes = wordsOf(given({}), door).word;
    expect(wordsOf(given({}, false), door).word).not.toBe(yes);
    expect(wordsOf({ shown: null, face: 'unrecorded' }, door).word).not.toBe(yes);
    expect(wordsOf(given({}), door, true).word).not.toBe(yes);
    expect(wordsOf(given({ effect: 'check' }), door).word).not.toBe(yes);
  });
});
