import { kinds } from './kinds.js';
import type { QuestionForm } from './question.js';

/** How much one question may hold. */
export const questionLimits = { label: 200, hint: 500, options: 50, option: 100, perEvent: 50 } as const;

export type QuestionProblem =
  | { readonly field: 'options'; readonly code: 'needs_options' | 'no_options' | 'twice' }
  | { readonly field: 'min' | 'max'; readonly code: 'no_bounds' | 'out_of_range' | 'not_whole' }
  | { readonly field: 'max'; readonly code: 'below_min' };

/** What is wrong with a question that somebody wants to save, beyond the form of its fields. */
export function questionProblems(
  question: Pick<QuestionForm, 'kind' | 'options' | 'min' | 'max'>,
): readonly QuestionProblem[] {
  return [...optionProblems(question), ...boundProblems(question)];
}

function optionProblems({ kind, options }: Pick<QuestionForm, 'kind' | 'options'>): QuestionProblem[] {
  const { hasOptions } = kinds[kind];
  if (!hasOptions && options.length > 0) return [{ field: 'options', code: 'no_options' }];
  if (hasOptions && options.length === 0) return [{ field: 'options', code: 'needs_options' }];
  const isTwice =
    new Set(options.map(({ id }) => id)).size < options.length ||
    new Set(options.map(({ label }) => label.trim())).size < options.length;
  return isTwice ? [{ field: 'options', code: 'twice' }] : [];
}

function boundProblems(question: Pick<QuestionForm, 'kind' | 'options' | 'min' | 'max'>): QuestionProblem[] {
  const { min, max } = question;
  const problems = (['min', 'max'] as const).flatMap((field) => boundProblem(field, question));
  const isCrossed = min !== null && max !== null && max < min;
  return isCrossed ? [...problems, { field: 'max', code: 'below_min' }] : problems;
}

function boundProblem(
  field: 'min' | 'max',
  question: Pick<QuestionForm, 'kind' | 'options' | 'min' | 'max'>,
): QuestionProblem[] {
  const value = question[field];
  if (value === null) return [];
  const { bounds } = kinds[question.kind];
  if (bounds === null) return [{ field, code: 'no_bounds' }];
  if (bounds.of !== 'value' && !Number.isInteger(value)) return [{ field, code: 'not_whole' }];
  // Nobody could take more options than there are.
  const most = bounds.of === 'options' && field === 'min' ? question.options.length : bounds.max;
  return value < bounds.min || value > most ? [{ field, code: 'out_of_range' }] : [];
}
