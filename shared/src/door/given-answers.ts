import { type Answers, checkAnswer, checkAnswers, type Policy, type Ticket } from '../checkin/index.js';

/** Answers as a form or another program gives them: by question, from JSON or as they were typed. */
export type RawAnswers = Readonly<Record<string, unknown>>;

/**
 * Those that fit their question, in the form in which they are kept. What does not fit, and what nobody asks at the
 * door, is no answer.
 */
export function givenAnswers({ questions }: Pick<Policy, 'questions'>, raw: RawAnswers): Answers {
  let fitting = questions.filter(
    (question) =>
      question.mode === 'asked' &&
      Object.hasOwn(raw, question.id) &&
      checkAnswer(question, raw[question.id]).ok,
  );
  for (;;) {
    const checked = checkAnswers(fitting, raw);
    if (checked.ok) return checked.answers;
    // Together they are more than a row has room for: the longest is asked again.
    const faulty = new Set(checked.faults.map(({ questionId }) => questionId));
    fitting = fitting.filter(({ id }) => !faulty.has(id));
  }
}

/** What `decide` needs to know of them. */
export function answerStates(answers: Answers): Ticket['answers'] {
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, answer === null ? 'empty' : 'given'] as const),
  );
}
