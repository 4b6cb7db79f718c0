import type { Translate } from '../../i18n/index.js';
import { kinds } from './kinds.js';
import type { AnswerFault, QuestionForm } from './question.js';

/** What to do about an answer that does not fit its question, in one sentence. */
export function sayFault(
  code: AnswerFault,
  { kind, min, max }: Pick<QuestionForm, 'kind' | 'min' | 'max'>,
  t: Translate,
): string {
  const { bounds } = kinds[kind];
  switch (code) {
    case 'too_short':
    case 'too_small':
    case 'too_few':
      return t(`door.fault.${code}`, { min: min ?? bounds?.min ?? 0 });
    case 'too_long':
    case 'too_big':
    case 'too_many':
      return t(`door.fault.${code}`, { max: max ?? bounds?.max ?? 0 });
    default:
      return t(`door.fault.${code}`);
  }
}
