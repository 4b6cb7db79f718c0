import { questionKinds } from '@gatehouse/shared/checkin';
import Type from 'typebox';
import { key, name, optional, refs, strict } from './parts.js';

export const question = Type.Object(
  {
    id: key,
    text: name,
    hint: optional(Type.String({ maxLength: 500 })),
    kind: optional(Type.Enum([...questionKinds, 'yes-no'])),
    mode: optional(
      Type.Enum(['asked', 'shown'], { description: 'shown: the operator reads it, and nobody answers.' }),
    ),
    choices: optional(Type.Array(Type.String(), { description: 'Of choice and several.' })),
    min: optional(Type.Number()),
    max: optional(Type.Number()),
    required: optional(Type.Boolean()),
    lists: optional(refs('lists')),
    classes: optional(refs('classes')),
  },
  { ...strict, title: 'question' },
);

export const answer = Type.Union(
  [
    Type.String(),
    Type.Number(),
    Type.Boolean(),
    Type.Array(Type.String()),
    Type.Object({ photo: Type.String(), bytes: Type.Integer() }, strict),
    Type.Null(),
  ],
  { description: 'By the id of a question: a choice is one of its texts, null is left open.' },
);
