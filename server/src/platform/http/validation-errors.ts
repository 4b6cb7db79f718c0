import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { FieldError } from '../errors/app-error.js';

/**
 * Names each wrong field once, with a stable code made from the schema's keyword (`platform.required`,
 * `platform.min_length` …). A field that the schema does not name fails the schema `false`.
 */
export function toFieldErrors(
  validation: readonly FastifySchemaValidationError[],
  context: string,
): FieldError[] {
  const byField = new Map<string, FieldError>();
  for (const error of validation) {
    for (const field of fieldsOf(error)) {
      const name = field === '' ? context : field;
      if (byField.has(name)) continue;
      byField.set(name, {
        field: name,
        ...(error.keyword === 'boolean'
          ? { code: 'platform.unknown_field', message: 'is no field of this request' }
          : { code: `platform.${snakeCase(error.keyword)}`, message: error.message ?? 'is wrong' }),
      });
    }
  }
  return [...byField.values()];
}

function fieldsOf(error: FastifySchemaValidationError): string[] {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer).join('.');
  const named = error.params['requiredProperties'] ?? error.params['additionalProperties'];
  if (!Array.isArray(named)) return [path];
  return named.map((name) => (path === '' ? String(name) : `${path}.${name}`));
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function snakeCase(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
