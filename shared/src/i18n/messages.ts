import type { Locale } from './locales.js';

/** The plural categories that CLDR gives each language for cardinal numbers. */
export interface PluralCategories {
  en: 'one' | 'other';
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
  de: 'one' | 'other';
  es: 'one' | 'many' | 'other';
  fr: 'one' | 'many' | 'other';
  it: 'one' | 'many' | 'other';
}

/** A text with `{placeholders}`, or one such text for each plural category of `{count}`. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The texts of one area of one app, keyed by what they say and not by where they stand. */
export type Messages = Readonly<Record<string, Message>>;

/** What a translation of the English area `M` must look like: every key, and every plural form of its language. */
export type Translation<M extends Messages, L extends Locale> = {
  readonly [K in keyof M]: M[K] extends string ? string : Readonly<Record<PluralCategories[L], string>>;
};

type Placeholder<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;

type PlaceholderOf<M> = M extends string
  ? Placeholder<M>
  : 'count' | Placeholder<Extract<M[keyof M], string>>;

export type ParameterValue = string | number;

/** The parameters that a message needs; a message without placeholders needs none. */
export type ParametersOf<M> = [PlaceholderOf<M>] extends [never]
  ? []
  : [parameters: { readonly [Name in PlaceholderOf<M>]: Name extends 'count' ? number : ParameterValue }];
