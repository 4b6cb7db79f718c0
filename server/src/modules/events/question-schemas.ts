import {
  type QuestionKind,
  type QuestionMode,
  questionKinds,
  questionLimits,
  questionModes,
} from '@gatehouse/shared/checkin';
import Type, { type Static } from 'typebox';
import { id, line, nullable } from '../../platform/http/schemas.js';

const strict = { additionalProperties: false } as const;

const option = Type.Object({ id: Type.String(), label: line(questionLimits.option) });
/** An option that is new has no id yet; one that stays keeps its own, by which answers name it. */
const writtenOption = Type.Object(
  {
    id: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' })),
    label: line(questionLimits.option),
  },
  strict,
);

const kind = Type.Unsafe<QuestionKind>({ type: 'string', enum: [...questionKinds] });
const mode = Type.Unsafe<QuestionMode>({
  type: 'string',
  enum: [...questionModes],
  description: '`shown`: the operator reads it, and nothing is written down.',
});
const bound = Type.Number({ minimum: -1e12, maximum: 1e12 });
const some = (what: string) =>
  Type.Array(id, { maxItems: 1000, uniqueItems: true, description: `Empty: ${what}.` });

const fields = {
  label: line(questionLimits.label),
  hint: nullable(Type.String({ maxLength: questionLimits.hint })),
  required: Type.Boolean({ description: 'A required yes/no needs yes.' }),
  mode,
  ticketTypeIds: some('of every ticket type'),
  accessListIds: some('on every access list'),
  min: nullable(bound),
  max: nullable(bound),
};
const writtenOptions = Type.Array(writtenOption, { maxItems: questionLimits.options });

export const questionSchema = Type.Object({
  id,
  kind,
  ...fields,
  options: Type.Array(option, { description: 'Of `choice` and `several`.' }),
  position: Type.Integer({ description: 'Ascending; set by the order.' }),
});

export const newQuestion = Type.Object(
  {
    kind,
    ...Type.Partial(Type.Object({ ...fields, options: writtenOptions })).properties,
    label: fields.label,
  },
  strict,
);
export const questionChanges = Type.Partial(Type.Object({ ...fields, options: writtenOptions }), {
  ...strict,
  minProperties: 1,
});
export const questionOrder = Type.Object(
  { ids: Type.Array(id, { maxItems: questionLimits.perEvent, uniqueItems: true }) },
  strict,
);
export const questionParams = Type.Object({ eventId: id, questionId: id });

export type Question = Static<typeof questionSchema>;
export type NewQuestion = Static<typeof newQuestion>;
export type QuestionChanges = Static<typeof questionChanges>;
