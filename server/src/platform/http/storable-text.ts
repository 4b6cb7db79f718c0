import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';

/**
 * PostgreSQL's text holds neither the character NUL nor half of a surrogate pair, though JSON can carry both.
 * Refused once for every route, whatever its schema says of a text.
 */
const unstorable = /[\0\p{Surrogate}]/u;

export function refuseUnstorableText(app: FastifyInstance): void {
  app.addHook('preHandler', async (request) => {
    for (const part of [request.params, request.query, request.body]) {
      const field = findUnstorable(part);
      if (field === undefined) continue;
      const message = 'This text has characters that cannot be stored.';
      const errors = [{ field, code: 'platform.invalid_text', message }];
      throw new AppError(platformErrors.invalidRequest, { detail: message, errors });
    }
  });
}

/**
 * @returns the dotted path of the first unstorable text, a key or a value, inside plain data
 */
function findUnstorable(data: unknown): string | undefined {
  // A list of open ends and not a recursion: a body may be nested deeper than the stack.
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: data }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && unstorable.test(value)) return path;
    if (!isPlain(value)) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (unstorable.test(key)) return path;
      open.push({ path: path === '' ? key : `${path}.${key}`, value: inner });
    }
  }
  return undefined;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  // Query and path parameters come in objects without the usual prototype.
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || !(value instanceof Object);
}
