import { describe, expect, it } from 'vitest';
import { bestLocale, directionOf, readAcceptLanguage } from './locales.js';

describe('the language of a reader', () => {
  it('takes the best language that is spoken here', () => {
    expect(bestLocale(['pt-BR', 'de-AT', 'en'])).toBe('de');
    expect(bestLocale(['ja'])).toBe('en');
    expect(bestLocale([])).toBe('en');
  });

  it('orders the header by quality and leaves out what is refused', () => {
    const tags = readAcceptLanguage('en;q=0.4, fr-CH, it;q=0.9, de;q=0, *;q=0.1');
    expect(tags).toEqual(['fr-CH', 'it', 'en']);
    expect(readAcceptLanguage(undefined)).toEqual([]);
    expect(readAcceptLanguage('de;q=abc')).toEqual([]);
  });

  it('runs Arabic from right to left', () => {
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('fr')).toBe('ltr');
  });
});
