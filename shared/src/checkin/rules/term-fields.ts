/** What a field of a term may hold: how a phone reads it, and what an organiser may write into it. */
interface FieldKind {
  /** Whether this build can evaluate it; phones ask no more, so that a rule from outside is never half understood. */
  readonly isReadable: (value: unknown) => boolean;
  /** What is allowed when a rule is saved, as a JSON schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The same as a function, which forms use too. */
  readonly isAllowed: (value: unknown) => boolean;
}

const mostValues = 100;
const mostCount = 1_000_000;
const mostMinutes = 1440;
/** The end of the year 9999. */
const latestInstant = 253_402_300_799_999;
const comparisons = ['<', '<=', '=', '>=', '>'];
const eventTimes = ['start', 'admission', 'end'];
const namePattern = '^[^\\s](.{0,198}[^\\s])?$';
const datePattern = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';
const timePattern = '^([01][0-9]|2[0-3]):[0-5][0-9]$';

function listOf(item: { type: 'string'; pattern: string } | { type: 'integer'; minimum: 1; maximum: 7 }) {
  const isAllowedItem =
    item.type === 'string'
      ? (value: unknown) => typeof value === 'string' && new RegExp(item.pattern, 'u').test(value)
      : wholeNumber(item.minimum, item.maximum);
  const type = item.type === 'string' ? 'string' : 'number';
  return {
    isReadable: (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === type),
    schema: { type: 'array', items: item, minItems: 1, maxItems: mostValues, uniqueItems: true },
    isAllowed: (value: unknown) =>
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= mostValues &&
      new Set(value).size === value.length &&
      value.every(isAllowedItem),
  };
}

function numberUpTo(maximum: number): FieldKind {
  return {
    isReadable: Number.isFinite,
    schema: { type: 'integer', minimum: 0, maximum },
    isAllowed: wholeNumber(0, maximum),
  };
}

function choiceOf(choices: readonly string[]): FieldKind {
  const isChoice = (value: unknown) => typeof value === 'string' && choices.includes(value);
  return { isReadable: isChoice, schema: { type: 'string', enum: choices }, isAllowed: isChoice };
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean';

/** The kinds of fields that terms are made of. */
export const fieldKinds = {
  names: listOf({ type: 'string', pattern: namePattern }),
  dates: listOf({ type: 'string', pattern: datePattern }),
  weekdays: listOf({ type: 'integer', minimum: 1, maximum: 7 }),
  comparison: choiceOf(comparisons),
  side: choiceOf(['after', 'before']),
  count: numberUpTo(mostCount),
  tolerance: numberUpTo(mostMinutes),
  flag: { isReadable: isFlag, schema: { type: 'boolean' }, isAllowed: isFlag },
  moment: { isReadable: isReadableMoment, schema: momentSchema(), isAllowed: isAllowedMoment },
} as const satisfies Readonly<Record<string, FieldKind>>;

export type FieldKindName = keyof typeof fieldKinds;

function wholeNumber(minimum: number, maximum: number) {
  return (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
}

function isReadableMoment(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('at' in value) return Number.isFinite(value.at);
  if ('timeOfDay' in value) return isTimeOfDay(value.timeOfDay);
  return 'event' in value && eventTimes.includes(String(value.event));
}

function isAllowedMoment(value: unknown): boolean {
  if (!isReadableMoment(value) || Object.keys(Object(value)).length !== 1) return false;
  const { at, event }: { readonly at?: unknown; readonly event?: unknown } = Object(value);
  return (
    (at === undefined || wholeNumber(0, latestInstant)(at)) &&
    (event === undefined || typeof event === 'string')
  );
}

function isTimeOfDay(value: unknown): boolean {
  return typeof value === 'string' && new RegExp(timePattern).test(value);
}

function momentSchema() {
  const one = (name: string, schema: object) => ({
    type: 'object',
    properties: { [name]: schema },
    required: [name],
    additionalProperties: false,
  });
  return {
    anyOf: [
      one('at', {
        type: 'integer',
        minimum: 0,
        maximum: latestInstant,
        description: 'Milliseconds since 1970.',
      }),
      one('event', { type: 'string', enum: eventTimes }),
      one('timeOfDay', { type: 'string', pattern: timePattern, description: 'Within the event’s day.' }),
    ],
  };
}
