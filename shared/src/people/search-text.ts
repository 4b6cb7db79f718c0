import type { Person } from './person.js';

/** What Unicode takes for letters of their own and people do not. */
const sameLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ک: 'ك',
  ٱ: 'ا',
};
const letters = new RegExp(`[${Object.keys(sameLetters).join('')}]`, 'gu');
const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/gu;

/**
 * A text as it is searched for: without accents, vowel signs and hyphenation marks, in small letters, and with the
 * several forms of a letter as one.
 */
export function searchForm(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .toLowerCase()
    .replace(letters, (letter) => sameLetters[letter] ?? letter)
    .replace(arabicDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .trim();
}

/** What a search looks at: name, order and e-mail. */
export function searchTextOf({ name, order, email }: Person): string {
  return searchForm(`${name}\n${order}\n${email}`);
}

/** The words that all have to be there. */
export function searchWords(text: string): string[] {
  return searchForm(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
}
