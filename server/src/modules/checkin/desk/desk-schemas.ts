import { answersSchema, type QuestionKind, questionKinds } from '@gatehouse/shared/checkin';
import type { RawAnswers } from '@gatehouse/shared/door';
import type { Locale } from '@gatehouse/shared/i18n';
import Type, { type Static } from 'typebox';
import { id, instant, nullable } from '../../../platform/http/schemas.js';
import { localeSchema } from '../../../platform/http/text-formats.js';

const strict = { additionalProperties: false } as const;

/** What parseScan reads of a text; more is nothing that a reader gives. */
const longestCode = 4_096;
const mostScans = 1_000;

const language = Type.Optional(
  Type.Unsafe<Locale>({
    ...localeSchema,
    description: 'Of the words in the answer; `Accept-Language` where it is absent.',
  }),
);

const seen = {
  code: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: longestCode,
      description: 'What was read: the code of a ticket, a barcode, a wristband; or what was typed.',
    }),
  ),
  ticketId: Type.Optional(
    Type.String({ format: 'uuid', description: 'Instead of a code: a ticket that a search has found.' }),
  ),
  how: Type.Optional(
    Type.Enum(['camera', 'typed'], {
      description: '`camera` for every machine that reads; short codes are looked for in what was typed.',
    }),
  ),
  listId: Type.Optional(nullable(id)),
  gateId: Type.Optional(nullable(id)),
  direction: Type.Optional(Type.Enum(['in', 'out', 'check'], { description: '`in` where it is absent.' })),
  persons: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
  chosenTicketId: Type.Optional(
    Type.String({ format: 'uuid', description: 'Of several tickets on one medium, the one that is meant.' }),
  ),
  answers: Type.Optional(Type.Unsafe<RawAnswers>(answersSchema)),
};

export const validateBody = Type.Object({ eventId: id, language, ...seen }, strict);

const scan = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'Made by the caller, one for each try: the same scan sent again gets the same answer.',
    }),
    ...seen,
    confirms: Type.Optional(
      Type.String({ format: 'uuid', description: 'The scan whose questions a person has said yes to.' }),
    ),
    overrides: Type.Optional(
      Type.String({ format: 'uuid', description: 'The scan whose refusal a person goes against.' }),
    ),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
);

export const scansBody = Type.Object(
  { eventId: id, language, scans: Type.Array(scan, { minItems: 1, maxItems: mostScans }) },
  strict,
);

export const annulParams = Type.Object({ scanId: id });
export const annulBody = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'Made by the caller: the same again gets the same answer.',
    }),
  },
  strict,
);

export const searchQuery = Type.Object(
  {
    eventId: id,
    q: Type.String({
      minLength: 1,
      maxLength: 100,
      description:
        'Words of a name, an e-mail address, an order reference or an external id; or a short code.',
    }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  },
  strict,
);

/** A question as a form needs it. */
const askedQuestion = Type.Object({
  id: Type.String(),
  kind: Type.Unsafe<QuestionKind>({ type: 'string', enum: [...questionKinds] }),
  label: Type.String(),
  hint: nullable(Type.String()),
  required: Type.Boolean(),
  options: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
  min: nullable(Type.Number()),
  max: nullable(Type.Number()),
});

const ticketSummary = Type.Object({
  id,
  name: Type.String(),
  ticketType: Type.String(),
  orderReference: nullable(Type.String()),
});

export const foundTicket = Type.Object({
  ...ticketSummary.properties,
  state: Type.Enum(['good', 'cancelled', 'blocked', 'held', 'unapproved']),
});

export const decisionSchema = Type.Object({
  result: Type.Enum(['admit', 'exit', 'confirm', 'refuse']),
  effect: Type.Enum(['entry', 'person', 'exit', 'check', 'none'], {
    description: '`entry` uses the ticket; `person` lets somebody in without; only these are admissions.',
  }),
  reason: Type.String({ description: 'Stable; see docs/DECISION.md.' }),
  word: Type.String({ description: 'The verdict in a word or two, in the asked language.' }),
  explanation: Type.String({ description: 'Why, in a sentence; empty where nothing stood against it.' }),
  asks: Type.Array(Type.Object({ reason: Type.String(), explanation: Type.String() }), {
    description: 'All that a person has to say yes to.',
  }),
  questions: Type.Array(askedQuestion, {
    description: 'To be answered first; sent with the next scan in `answers`.',
  }),
  notices: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  texts: Type.Array(Type.String(), { description: 'Lines of the ticket and its class, at most three.' }),
  mayOverride: Type.Boolean(),
  persons: Type.Integer(),
  listId: nullable(id),
  label: nullable(
    Type.Object(
      { text: Type.String(), colour: Type.String() },
      { description: 'Of the class of the ticket.' },
    ),
  ),
  ticket: nullable(ticketSummary),
  candidates: Type.Array(ticketSummary, {
    description:
      'Where several tickets are usable now: ask which one is meant, and send its id as `chosenTicketId` with a new scan.',
  }),
});

export const answeredScan = Type.Object({
  id,
  outcome: Type.Enum(['recorded', 'answered', 'failed'], {
    description: '`answered`: this very scan was recorded before. `failed`: nothing was recorded.',
  }),
  at: nullable(instant),
  decision: nullable(decisionSchema),
  problem: nullable(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      faults: Type.Array(
        Type.Object({ questionId: Type.String(), code: Type.String(), message: Type.String() }),
        { description: 'Answers that do not fit their question.' },
      ),
    }),
  ),
});

export const annulledScan = Type.Object({ id, scanId: id, at: instant });

export type AskedScan = Omit<Static<typeof validateBody>, 'eventId' | 'language'>;
export type NewScan = Static<typeof scan>;
export type AnsweredScan = Static<typeof answeredScan>;
export type ShownDecision = Static<typeof decisionSchema>;
export type TicketSummary = Static<typeof ticketSummary>;
export type FoundTicket = Static<typeof foundTicket>;
export type SearchQuery = Static<typeof searchQuery>;
export type AnnulledScan = Static<typeof annulledScan>;
