import { describe, expect, it, test } from 'vitest';
import { formatDate, formatDateRange, formatMoney, formatNumber, formatRelative } from './format.js';
import { intlTag, locales } from './locales.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ');

describe('dates', () => {
  it('shows an instant in the zone of the event', () => {
    const instant = '2027-05-03T18:00:00Z';
    expect(formatDate('de', instant, { timeZone: 'Europe/Berlin' })).toBe('3. Mai 2027, 20:00');
    expect(formatDate('en', instant, { timeZone: 'Asia/Tokyo' })).toContain('4 May 2027, 03:00');
  });

  it('says the shared part of a range once', () => {
    const range = { start: '2027-05-03T10:00:00Z', end: '2027-05-05T10:00:00Z' };
    expect(plain(formatDateRange('en', range, { timeZone: 'UTC', style: 'date' }))).toMatch(/3.*5 May 2027$/);
  });

  it('keeps Western digits in Arabic', () => {
    expect(formatDate('ar', '2027-05-03T18:00:00Z', { timeZone: 'UTC' })).toContain('2027');
  });

  it('tells distance in the largest unit that is filled', () => {
    const now = new Date('2027-05-01T12:00:00Z');
    expect(formatRelative('en', '2027-05-04T12:00:00Z', now)).toBe('in 3 days');
    expect(formatRelative('fr', '2027-04-30T12:00:00Z', now)).toBe('hier');
    expect(formatRelative('en', '2027-05-01T11:59:58Z', now)).toBe('2 seconds ago');
  });
});

describe('formatMoney', () => {
  it('knows how many digits the currency has after the point', () => {
    expect(plain(formatMoney('en', 1250, 'EUR'))).toBe('€12.50');
    expect(plain(formatMoney('de', 123456, 'EUR'))).toBe('1.234,56 €');
    expect(plain(formatMoney('en', 1250, 'JPY'))).toContain('1,250');
    expect(plain(formatMoney('en', 1250, 'KWD'))).toBe('KWD 1.250');
  });
});

test.each(locales)('numbers are written as in %s, also those that need no format', (locale) => {
  const format = new Intl.NumberFormat(intlTag(locale));
  for (const value of [0, 1, 9, 10, 999, 1000, 12_345, 0.5, -1])
    expect(formatNumber(locale, value)).toBe(format.format(value));
});
