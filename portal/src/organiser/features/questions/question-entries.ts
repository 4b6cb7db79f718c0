import { kinds, type QuestionOption, questionKinds, questionProblems } from '@gatehouse/shared/checkin';
import { Problem } from '../../../api/problem.js';
import type { Question, QuestionFields } from './question-api.js';

/** What the form of a question holds. A type, because it has the index signature that entries need. */
export type QuestionEntries = {
  readonly label: string;
  readonly hint: string;
  readonly kind: string;
  readonly mode: string;
  readonly required: boolean;
  readonly ticketTypeIds: readonly string[];
  readonly accessListIds: readonly string[];
  /** As JSON. */
  readonly options: string;
  readonly min: string;
  readonly max: string;
};

const usual: QuestionEntries = {
  label: '',
  hint: '',
  kind: 'yes_no',
  mode: 'asked',
  required: true,
  ticketTypeIds: [],
  accessListIds: [],
  options: '[]',
  min: '',
  max: '',
};

export function entriesOf(question: Question | undefined): QuestionEntries {
  if (question === undefined) return usual;
  return {
    label: question.label,
    hint: question.hint ?? '',
    kind: question.kind,
    mode: question.mode,
    required: question.required,
    ticketTypeIds: question.ticketTypeIds,
    accessListIds: question.accessListIds,
    options: JSON.stringify(question.options),
    min: question.min?.toString() ?? '',
    max: question.max?.toString() ?? '',
  };
}

export function kindOf({ kind }: Pick<QuestionEntries, 'kind'>): Question['kind'] {
  return questionKinds.find((known) => known === kind) ?? 'text';
}

export function optionsOf(held: string): QuestionOption[] {
  return JSON.parse(held) as QuestionOption[];
}

/**
 * What is sent. What this kind of question does not have stays behind, also where it was entered for another kind; a new
 * question that is only shown has no kind that matters.
 */
export function fieldsOf(entries: QuestionEntries, isNew: boolean) {
  const isAsked = entries.mode !== 'shown';
  const kind = isNew && !isAsked ? 'text' : kindOf(entries);
  const { hasOptions, bounds } = kinds[kind];
  const boundOf = (typed: string) => (bounds === null || !isAsked || typed === '' ? null : Number(typed));
  return {
    label: entries.label.trim(),
    hint: entries.hint.trim() || null,
    kind,
    mode: entries.mode as Question['mode'],
    // Nobody can answer what is only shown.
    required: isAsked && entries.required,
    ticketTypeIds: [...entries.ticketTypeIds],
    accessListIds: [...entries.accessListIds],
    options: hasOptions
      ? optionsOf(entries.options).map(({ id, label }) => ({ id, label: label.trim() }))
      : [],
    min: boundOf(entries.min),
    max: boundOf(entries.max),
  } satisfies QuestionFields;
}

/** By the rules that the server has, too. @throws Problem that names the entries */
export function refuseFaulty(fields: ReturnType<typeof fieldsOf>): void {
  const isEmpty = fields.options.some(({ label }) => label === '');
  const problems = isEmpty
    ? [{ field: 'options', code: 'empty_option' }]
    : questionProblems(fields).map(({ field, code }) => ({ field, code }));
  if (problems.length === 0) return;
  const errors = problems.map(({ field, code }) => ({ field, code: `events.${code}`, message: code }));
  throw new Problem(422, { code: 'client.entries', errors });
}
