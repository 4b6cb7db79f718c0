export const questionKinds = [
  'text',
  'long_text',
  'number',
  'choice',
  'several',
  'yes_no',
  'date',
  'time',
  'email',
  'phone',
  'country',
  'photo',
] as const;

export type QuestionKind = (typeof questionKinds)[number];

/** `asked`: somebody has to answer at the door. `shown`: the operator reads it, and nothing is written down. */
export const questionModes = ['asked', 'shown'] as const;

export type QuestionMode = (typeof questionModes)[number];

export interface QuestionOption {
  readonly id: string;
  readonly label: string;
}

/** What an answer is checked against. */
export interface QuestionForm {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  /** Of `choice` and `several`; empty for other kinds. */
  readonly options: readonly QuestionOption[];
  /** Of a number, of the characters of a text, or of how many options are taken; null: the kind's own bound. */
  readonly min: number | null;
  readonly max: number | null;
}

/** A picture lies elsewhere, under its hash; an answer only names it. */
export interface PhotoAnswer {
  /** SHA-256 of the JPEG, in hexadecimal. */
  readonly photo: string;
  readonly bytes: number;
}

/** Dates are `2027-05-03`, times `18:30`, countries two letters, options their ids. */
export type Answer = string | number | boolean | readonly string[] | PhotoAnswer;

/** By question; null was asked and left open. */
export type Answers = Readonly<Record<string, Answer | null>>;

export const faultCodes = [
  'required',
  'too_short',
  'too_long',
  'too_small',
  'too_big',
  'not_a_text',
  'not_a_number',
  'not_an_option',
  'too_few',
  'too_many',
  'not_a_date',
  'not_a_time',
  'not_an_email',
  'not_a_phone',
  'not_a_country',
  'not_yes_or_no',
  'must_be_yes',
  'not_a_photo',
] as const;

export type AnswerFault = (typeof faultCodes)[number];
