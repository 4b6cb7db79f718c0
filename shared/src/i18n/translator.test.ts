import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './load-catalogue.js';
import { createTranslator } from './translator.js';

describe('createTranslator', () => {
  it('chooses the plural form that the language wants', async () => {
    const arabic = createTranslator('ar', await loadCatalogue('ar', ['attendee']));
    const said = [0, 1, 2, 3, 11, 100].map((count) => arabic('attendee.organisation.count', { count }));
    expect(said).toEqual(['لا فعاليات', 'فعالية واحدة', 'فعاليتان', '3 فعاليات', '11 فعالية', '100 فعالية']);
  });

  it('writes numbers as the language does', async () => {
    const german = createTranslator('de', await loadCatalogue('de', ['attendee']));
    expect(german('attendee.organisation.count', { count: 12345 })).toBe('12.345 Veranstaltungen');
  });

  it('isolates names inside a right-to-left sentence, and only there', async () => {
    const english = createTranslator('en', await loadCatalogue('en', ['portal']));
    const arabic = createTranslator('ar', await loadCatalogue('ar', ['portal']));
    expect(english('portal.home.greeting', { name: 'Ada' })).toBe('Hello, Ada');
    expect(arabic('portal.home.greeting', { name: 'Ada' })).toBe('مرحبًا، \u2068Ada\u2069');
  });

  it('answers with the key while its area is not loaded', () => {
    expect(createTranslator('en', {})('common.brand')).toBe('common.brand');
  });
});
