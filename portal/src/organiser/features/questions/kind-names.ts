import type { PlainKey } from '@gatehouse/shared/i18n';
import type { Question } from './question-api.js';

export const kindNames: Readonly<Record<Question['kind'], PlainKey>> = {
  yes_no: 'questions.kind.yes_no',
  text: 'questions.kind.text',
  long_text: 'questions.kind.long_text',
  number: 'questions.kind.number',
  choice: 'questions.kind.choice',
  several: 'questions.kind.several',
  date: 'questions.kind.date',
  time: 'questions.kind.time',
  email: 'questions.kind.email',
  phone: 'questions.kind.phone',
  country: 'questions.kind.country',
  photo: 'questions.kind.photo',
};
