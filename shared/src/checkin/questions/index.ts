export { answerOfText, answerText } from './answer-text.js';
export {
  type AnswerProblem,
  type CheckedAnswers,
  checkAnswer,
  checkAnswers,
  MAX_ANSWERS_BYTES,
} from './check-answers.js';
export { countries } from './countries.js';
export { type Bounds, kinds, MAX_PHOTO_BYTES } from './kinds.js';
export { type AskedOn, type PlacedQuestion, type QuestionPlace, questionsMeant } from './meant.js';
export {
  type Answer,
  type AnswerFault,
  type Answers,
  faultCodes,
  type PhotoAnswer,
  type QuestionForm,
  type QuestionKind,
  type QuestionMode,
  type QuestionOption,
  questionKinds,
  questionModes,
} from './question.js';
export { type QuestionProblem, questionLimits, questionProblems } from './question-problems.js';
export { sayFault } from './say-fault.js';
export { answerSchema, answersSchema } from './schemas.js';
