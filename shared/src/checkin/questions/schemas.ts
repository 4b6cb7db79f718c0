import { MAX_PHOTO_BYTES } from './kinds.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON schema of one answer of any kind; whether it fits its question is said by `checkAnswers`. */
export const answerSchema: JsonSchema = {
  description:
    'A text, number or yes/no; the ids of several options; or a picture that is sent under its hash. Null: left open.',
  anyOf: [
    { type: 'string', maxLength: 2_000 },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: { type: 'string', maxLength: 64 }, maxItems: 50 },
    {
      type: 'object',
      properties: {
        photo: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        bytes: { type: 'integer', minimum: 1, maximum: MAX_PHOTO_BYTES },
      },
      required: ['photo', 'bytes'],
      additionalProperties: false,
    },
    { type: 'null' },
  ],
};

/** By the id of the question. */
export const answersSchema: JsonSchema = {
  type: 'object',
  description: 'Answers by the id of their question.',
  patternProperties: { '^[0-9A-Za-z_-]{1,64}$': answerSchema },
  additionalProperties: false,
  maxProperties: 64,
};
