import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';

/** U+0000 and halves of surrogate pairs: JSON can carry them, text in PostgreSQL cannot. */
const unstorable = /[\0\p{Surrogate}]/u;
const everyUnstorable = new RegExp(unstorable, 'gu');

/** The text with a mark in place of what cannot be kept, for what must not be refused. */
export function toStorableText(text: string): string {
  return text.replace(everyUnstorable, '\ufffd');
}

/** Refuses requests with text that no table could keep, before any schema or rule looks at them. */
export function refuseUnstorableText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const sources = { params: request.params, query: request.query, body: request.body };
    for (const [name, source] of Object.entries(sources)) {
      const path = findUnstorable(source, []);
      if (!path) continue;
      const message = 'The text contains characters that cannot be kept.';
      throw new AppError(platformErrors.invalidRequest, {
        detail: message,
        errors: [{ field: path.join('.') || name, code: 'platform.invalid_text', message }],
      });
    }
  });
}

/** No schema of ours nests so deep: what lies below is refused there, and never walked. */
const deepest = 32;

/** @returns where the first such text is */
function findUnstorable(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return unstorable.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null || path.length > deepest) return undefined;
  // A file, which its own route reads.
  if (value instanceof Uint8Array) return undefined;
  for (const [name, item] of Object.entries(value)) {
    if (unstorable.test(name)) return path;
    const found = findUnstorable(item, [...path, name]);
    if (found) return found;
  }
  return undefined;
}
