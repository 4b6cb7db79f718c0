import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTranslator, loadCatalogue } from '../../i18n/index.js';
import {
  type AnswerFault,
  answerOfText,
  answerText,
  checkAnswer,
  checkAnswers,
  faultCodes,
  kinds,
  MAX_ANSWERS_BYTES,
  type QuestionForm,
  type QuestionKind,
  questionKinds,
  questionProblems,
  sayFault,
} from './index.js';

const hash = 'a'.repeat(64);

function question(kind: QuestionKind, fields: Partial<QuestionForm> = {}): QuestionForm {
  const options = kinds[kind].hasOptions ? ['a', 'b', 'c'].map((id) => ({ id, label: id })) : [];
  return { id: 'q', kind, label: 'Q', hint: null, required: false, options, min: null, max: null, ...fields };
}

const good: [QuestionKind, unknown, unknown?, Partial<QuestionForm>?][] = [
  ['text', ' Ada  Lovelace\n', 'Ada Lovelace'],
  ['text', 'ab', 'ab', { min: 2, max: 2 }],
  ['text', '👩‍🚀', '👩‍🚀', { max: 3 }],
  ['long_text', 'one\r\ntwo', 'one\ntwo'],
  ['number', '1,5', 1.5],
  ['number', '٤٢', 42],
  ['number', -0, 0],
  ['number', 3, 3, { min: 3, max: 3 }],
  ['choice', 'b'],
  ['several', ['c', 'a', 'a'], ['a', 'c']],
  ['yes_no', false],
  ['yes_no', true, true, { required: true }],
  ['date', '2028-02-29'],
  ['time', '23:59'],
  ['email', ' ada@example.org ', 'ada@example.org'],
  ['phone', '0049 (30) 123-456', '+4930123456'],
  ['country', 'de', 'DE'],
  ['photo', { photo: hash, bytes: 1000 }],
];

const bad: [AnswerFault, QuestionKind, unknown, Partial<QuestionForm>?][] = [
  ['required', 'text', '  ', { required: true }],
  ['required', 'several', [], { required: true }],
  ['required', 'photo', undefined, { required: true }],
  ['too_short', 'text', 'a', { min: 2 }],
  ['too_long', 'text', 'x'.repeat(201)],
  ['too_long', 'long_text', 'abc', { max: 2 }],
  ['too_small', 'number', 1, { min: 2 }],
  ['too_big', 'number', '3', { max: 2 }],
  ['not_a_text', 'text', 5],
  ['not_a_text', 'text', '\ud800'],
  ['not_a_number', 'number', '1e3'],
  ['not_a_number', 'number', Number.NaN],
  ['not_an_option', 'choice', 'd'],
  ['not_an_option', 'several', ['a', 'd']],
  ['too_few', 'several', ['a'], { min: 2 }],
  ['too_many', 'several', ['a', 'b'], { max: 1 }],
  ['not_a_date', 'date', '2027-02-29'],
  ['not_a_time', 'time', '24:00'],
  ['not_an_email', 'email', 'ada@example'],
  ['not_an_email', 'email', 'a b@example.org'],
  ['not_a_phone', 'phone', '12-34'],
  ['not_a_country', 'country', 'XX'],
  ['not_yes_or_no', 'yes_no', 'yes'],
  ['must_be_yes', 'yes_no', false, { required: true }],
  ['not_a_photo', 'photo', { photo: hash, bytes: 512 * 1024 + 1 }],
  ['not_a_photo', 'photo', { photo: 'A'.repeat(64), bytes: 10 }],
];

describe('an answer', () => {
  it.each(good)('to %s may be %j', (kind, raw, kept = raw, fields = {}) => {
    expect(checkAnswer(question(kind, fields), raw)).toEqual({ ok: true, answer: kept });
  });

  it.each(bad)('is %s to %s: %j', (code, kind, raw, fields = {}) => {
    expect(checkAnswer(question(kind, fields), raw)).toEqual({ ok: false, code });
  });

  it('has every fault shown here', () => {
    expect(new Set(bad.map(([code]) => code))).toEqual(new Set(faultCodes));
  });

  it('may be left open where the question is optional', () => {
    for (const kind of questionKinds)
      expect(checkAnswer(question(kind, { min: 1 }), '')).toEqual({ ok: true, answer: null });
  });

  it('is never thrown at, and is kept in one form', () => {
    const anyQuestion = fc.record({
      kind: fc.constantFrom(...questionKinds),
      required: fc.boolean(),
      min: fc.option(fc.integer({ min: -3, max: 5 })),
      max: fc.option(fc.integer({ min: 0, max: 50 })),
    });
    const raw = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.subarray(['a', 'b', 'c', 'd']),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      fc.emailAddress(),
      fc.string({ unit: fc.constantFrom(...'+0123456789 -()') }),
      fc.constantFrom(...good.map(([, answer]) => answer)),
    );
    fc.assert(
      fc.property(anyQuestion, raw, (fields, answer) => {
        const asked = question(fields.kind, fields);
        const checked = checkAnswer(asked, answer);
        if (!checked.ok) {
          expect(faultCodes).toContain(checked.code);
          return;
        }
        // What was kept is read again as the same: on the phone, from the log, and on the server.
        const kept = answerOfText(answerText(checked.answer));
        expect(kept).toEqual(checked.answer);
        expect(checkAnswer(asked, kept)).toEqual(checked);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('answers', () => {
  const questions = [question('text', { id: 'name', required: true }), question('number', { id: 'age' })];

  it('are kept by question, without what nobody asked', () => {
    expect(checkAnswers(questions, { name: 'Ada', shoe: 3 })).toEqual({
      ok: true,
      answers: { name: 'Ada', age: null },
    });
  });

  it('name every fault', () => {
    expect(checkAnswers(questions, { age: 'old' })).toEqual({
      ok: false,
      faults: [
        { questionId: 'name', code: 'required' },
        { questionId: 'age', code: 'not_a_number' },
      ],
    });
    expect(checkAnswers(questions, JSON.parse('{"__proto__": {"name": "Ada"}}'))).toMatchObject({
      ok: false,
    });
  });

  it('have room together, or the longest is at fault', () => {
    const many = ['a', 'b', 'c'].map((id) => question('long_text', { id }));
    const text = '𒀀'.repeat(900);
    expect(text.length * 2 * 3).toBeGreaterThan(MAX_ANSWERS_BYTES);
    expect(checkAnswers(many, { a: text, b: text, c: `${text}!` })).toEqual({
      ok: false,
      faults: [{ questionId: 'c', code: 'too_long' }],
    });
  });

  it('in the log may be nonsense of another program', () => {
    for (const text of ['yes', '{}', '[1]', 'null', '{"photo":1,"bytes":2}'])
      expect(answerOfText(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void answerOfText(text)));
  });
});

describe('a question', () => {
  it('needs options where it offers some, and bounds that can be met', () => {
    const problems = (kind: QuestionKind, fields: Partial<QuestionForm>) =>
      questionProblems(question(kind, fields)).map(({ field, code }) => `${field} ${code}`);
    expect(problems('choice', { options: [] })).toEqual(['options needs_options']);
    expect(problems('text', { options: [{ id: 'a', label: 'a' }] })).toEqual(['options no_options']);
    expect(
      problems('choice', {
        options: [
          { id: 'a', label: 'x' },
          { id: 'b', label: ' x' },
        ],
      }),
    ).toEqual(['options twice']);
    expect(problems('date', { min: 1 })).toEqual(['min no_bounds']);
    expect(problems('text', { min: 1.5, max: 201 })).toEqual(['min not_whole', 'max out_of_range']);
    expect(problems('several', { min: 4 })).toEqual(['min out_of_range']);
    expect(problems('number', { min: 2, max: 1 })).toEqual(['max below_min']);
    for (const kind of questionKinds) expect(problems(kind, {})).toEqual([]);
  });

  it('has words for what is wrong with an answer', async () => {
    const t = createTranslator('en', await loadCatalogue('en', ['door']));
    expect(sayFault('too_short', question('text', { min: 4 }), t)).toBe('Too short. Characters at least: 4');
    for (const code of faultCodes) expect(sayFault(code, question('number'), t)).not.toContain('door.');
  });
});
