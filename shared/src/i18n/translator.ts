import type { EnglishCatalogue } from './catalogues/en/index.js';
import { formatNumber, pluralCategory } from './format.js';
import { directionOf, type Locale } from './locales.js';
import type { Message, Messages, ParametersOf, ParameterValue } from './messages.js';

export type Area = keyof EnglishCatalogue;

/** `area.message`, as in `portal.events.count`: the part before the first dot names the area. */
export type MessageKey = { [A in Area]: `${A}.${keyof EnglishCatalogue[A] & string}` }[Area];

type MessageAt<K extends MessageKey> = K extends `${infer A extends Area}.${infer Rest}`
  ? Rest extends keyof EnglishCatalogue[A]
    ? EnglishCatalogue[A][Rest]
    : never
  : never;

/** The message in the reader's language. Numbers are written as the language writes them. */
export type Translate = <K extends MessageKey>(key: K, ...parameters: ParametersOf<MessageAt<K>>) => string;

/** The keys that need no parameters, for tables of labels. */
export type PlainKey = { [K in MessageKey]: ParametersOf<MessageAt<K>> extends [] ? K : never }[MessageKey];

/** The areas that an app has loaded. */
export type Catalogue = Readonly<Partial<Record<Area, Messages>>>;

/** A key whose area is not loaded answers with the key itself, which a test of the page then sees. */
export function createTranslator(locale: Locale, catalogue: Catalogue): Translate {
  const translate = (key: string, parameters: Readonly<Record<string, ParameterValue>> = {}): string => {
    const message = messageAt(catalogue, key);
    if (message === undefined) return key;
    return fill(pick(locale, message, parameters), locale, parameters);
  };
  return translate;
}

function messageAt(catalogue: Catalogue, key: string): Message | undefined {
  const dot = key.indexOf('.');
  return catalogue[key.slice(0, dot) as Area]?.[key.slice(dot + 1)];
}

function pick(
  locale: Locale,
  message: Message,
  parameters: Readonly<Record<string, ParameterValue>>,
): string {
  if (typeof message === 'string') return message;
  const { count } = parameters;
  return message[pluralCategory(locale, Number(count))] ?? message.other ?? '';
}

/** In a right-to-left sentence a name of the other direction is isolated, or it drags its neighbours along. */
function fill(text: string, locale: Locale, parameters: Readonly<Record<string, ParameterValue>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    if (typeof value === 'number') return formatNumber(locale, value);
    return directionOf(locale) === 'rtl' ? `\u2068${value}\u2069` : value;
  });
}
