import { fromUtf8, toUtf8 } from '../../bytes/index.js';
import { countries } from './countries.js';
import type { Answer, AnswerFault, QuestionForm, QuestionKind } from './question.js';

/** What is wrong with an answer; in a word of its own, so that it is never taken for an answer. */
export interface Fault {
  readonly fault: AnswerFault;
}

type Read = Answer | Fault;

/** How one kind of answer is read and checked. Everything that a form or a phone needs to know of it is here. */
interface Kind {
  /** What nobody filled in. */
  readonly isEmpty: (raw: unknown) => boolean;
  /** From JSON, or from what a person typed. Never throws. */
  readonly read: (raw: unknown, question: QuestionForm) => Read;
  /** Of what `min` and `max` count: null where this kind has no such bounds. */
  readonly bounds: Bounds | null;
  /** Whether an organiser gives the options. */
  readonly hasOptions: boolean;
}

export interface Bounds {
  readonly of: 'value' | 'characters' | 'options';
  /** What an organiser may set, and what counts where nothing is set. */
  readonly min: number;
  readonly max: number;
}

export const MAX_PHOTO_BYTES = 512 * 1024;
const MAX_NUMBER = 1e12;
const MAX_OPTIONS = 50;
const longest = { text: 200, longText: 1_000, email: 254 };
const digitForms = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** One table for the phone, the server and the forms. */
export const kinds: Readonly<Record<QuestionKind, Kind>> = {
  text: textKind(longest.text, (text) => text.replace(/[\s\p{Cc}]+/gu, ' ')),
  long_text: textKind(longest.longText, (text) =>
    text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ''),
  ),
  number: {
    isEmpty: isBlank,
    read: readNumber,
    bounds: { of: 'value', min: -MAX_NUMBER, max: MAX_NUMBER },
    hasOptions: false,
  },
  choice: { isEmpty: isBlank, read: readChoice, bounds: null, hasOptions: true },
  several: {
    isEmpty: (raw) => isBlank(raw) || (Array.isArray(raw) && raw.length === 0),
    read: readSeveral,
    bounds: { of: 'options', min: 0, max: MAX_OPTIONS },
    hasOptions: true,
  },
  yes_no: { isEmpty: isBlank, read: readYesNo, bounds: null, hasOptions: false },
  date: patternKind('not_a_date', dateText),
  time: patternKind('not_a_time', timeText),
  email: patternKind('not_an_email', (text) => (isEmail(text) ? text : null)),
  phone: patternKind('not_a_phone', phoneNumber),
  country: patternKind('not_a_country', (text) =>
    countries.includes(text.toUpperCase()) ? text.toUpperCase() : null,
  ),
  photo: { isEmpty: isBlank, read: readPhoto, bounds: null, hasOptions: false },
};

export function isFault(read: Read): read is Fault {
  return typeof read === 'object' && 'fault' in read;
}

function fault(code: AnswerFault): Fault {
  return { fault: code };
}

function isBlank(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');
}

function textKind(max: number, tidy: (text: string) => string): Kind {
  return {
    isEmpty: (raw) => isBlank(raw) || (typeof raw === 'string' && tidy(raw).trim() === ''),
    read(raw, question) {
      // A lone half of a character has no bytes of its own, and a phone and the server would differ about it.
      if (typeof raw !== 'string' || raw !== fromUtf8(toUtf8(raw))) return fault('not_a_text');
      const text = tidy(raw).trim();
      const characters = [...text].length;
      if (characters < (question.min ?? 0)) return fault('too_short');
      return characters > Math.min(question.max ?? max, max) ? fault('too_long') : text;
    },
    bounds: { of: 'characters', min: 0, max },
    hasOptions: false,
  };
}

/** A text that either has the kind's form, given in the one way that it is kept in, or not. */
function patternKind(code: AnswerFault, form: (text: string) => string | null): Kind {
  return {
    isEmpty: isBlank,
    read: (raw) =>
      typeof raw === 'string' && raw.length <= longest.email
        ? (form(raw.trim()) ?? fault(code))
        : fault(code),
    bounds: null,
    hasOptions: false,
  };
}

/** Typed with a comma or a point, in Arabic or Latin digits. */
function readNumber(raw: unknown, { min, max }: QuestionForm): Read {
  const number = typeof raw === 'string' ? typedNumber(raw) : raw;
  if (typeof number !== 'number' || !Number.isFinite(number)) return fault('not_a_number');
  if (number < Math.max(min ?? -MAX_NUMBER, -MAX_NUMBER)) return fault('too_small');
  if (number > Math.min(max ?? MAX_NUMBER, MAX_NUMBER)) return fault('too_big');
  // JSON has no minus zero.
  return number === 0 ? 0 : number;
}

function typedNumber(text: string): number {
  const plain = latinDigits(text.trim()).replace(/[,\u066b]/, '.');
  return plain.length <= 40 && /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

function latinDigits(text: string): string {
  return text.replace(digitForms, (digit) => String(digit.charCodeAt(0) & 0xf));
}

function readChoice(raw: unknown, { options }: QuestionForm): Read {
  return options.find(({ id }) => id === raw)?.id ?? fault('not_an_option');
}

/** In the order of the question, so that one choice has one form. */
function readSeveral(raw: unknown, { options, min, max }: QuestionForm): Read {
  if (!Array.isArray(raw) || raw.length > MAX_OPTIONS) return fault('not_an_option');
  if (!raw.every((taken) => options.some(({ id }) => id === taken))) return fault('not_an_option');
  const taken = options.map(({ id }) => id).filter((id) => raw.includes(id));
  if (taken.length < (min ?? 0)) return fault('too_few');
  return taken.length > (max ?? MAX_OPTIONS) ? fault('too_many') : taken;
}

function readYesNo(raw: unknown, { required }: QuestionForm): Read {
  if (typeof raw !== 'boolean') return fault('not_yes_or_no');
  return required && !raw ? fault('must_be_yes') : raw;
}

function dateText(typed: string): string | null {
  const text = latinDigits(typed);
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

function timeText(typed: string): string | null {
  const text = latinDigits(typed);
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null;
}

function isEmail(text: string): boolean {
  return /^[^\s@"(),:;<>[\\\]]+@[^\s@.\-"(),:;<>[\\\]]+([.-][^\s@.\-"(),:;<>[\\\]]+)*\.[^\s@.\d"(),:;<>[\\\]]{2,}$/.test(
    text,
  );
}

/** As people write it; kept as digits, with a plus where the country is named. */
function phoneNumber(text: string): string | null {
  const plain = latinDigits(text)
    .replace(/[\s\u00a0().\-/\u2010-\u2015]/g, '')
    .replace(/^00/, '+');
  return /^\+?\d{5,15}$/.test(plain) ? plain : null;
}

function readPhoto(raw: unknown): Read {
  if (typeof raw !== 'object' || raw === null || !('photo' in raw) || !('bytes' in raw))
    return fault('not_a_photo');
  const { photo, bytes } = raw;
  const isHash = typeof photo === 'string' && /^[0-9a-f]{64}$/.test(photo);
  const isSize =
    typeof bytes === 'number' && Number.isInteger(bytes) && bytes > 0 && bytes <= MAX_PHOTO_BYTES;
  return isHash && isSize ? { photo, bytes } : fault('not_a_photo');
}
