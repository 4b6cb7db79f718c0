import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import { isStorableInstant, uuidPattern } from './text-formats.js';

/** The keys of the last row of a page, in the order of its ORDER BY. */
export type Cursor = readonly string[];

/** Packs a cursor into the opaque text of `page.next`. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

interface Pattern {
  test(text: string): boolean;
}

/**
 * Reads `after`.
 * @param patterns one for each key; a text that does not fit is the caller's error, never the database's
 * @throws AppError platform.invalid_request
 */
export function decodeCursor(text: string, patterns: readonly Pattern[]): string[] {
  const keys = parse(text);
  if (keys.length === patterns.length && patterns.every((pattern, index) => pattern.test(keys[index] ?? '')))
    return keys;
  const message = 'This is not a cursor of this list.';
  throw new AppError(platformErrors.invalidRequest, {
    detail: message,
    errors: [{ field: 'after', code: 'platform.invalid_cursor', message }],
  });
}

function parse(text: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : [];
  } catch {
    return [];
  }
}

export const cursorPatterns = {
  uuid: uuidPattern,
  /** UTC with up to microseconds, and a day that the calendar has. */
  instant: {
    test: (text: string) =>
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}Z$/.test(text) && isStorableInstant(text),
  },
} as const;
