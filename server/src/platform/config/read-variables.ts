import { readFileSync } from 'node:fs';
import Type from 'typebox';
import Value from 'typebox/value';
import { type Variables, variablesSchema } from './variables.js';

/** A setting that is missing or wrong. Its message is one line for the operator; the process ends without a stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and validates the variables; empty ones count as absent, because compose files and shells write
 * `NAME=` for "not set".
 */
export function readVariables(env: Environment): Variables {
  const given: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(variablesSchema.properties)) {
    const text = readOne(env, name);
    given[name] = text === undefined ? Value.Default(schema, undefined) : parse(schema, text);
    if (given[name] === undefined) {
      delete given[name];
    } else if (!Value.Check(schema, given[name])) {
      throw new ConfigError(`${name} is wrong: expected ${descriptionOf(schema)}.`);
    }
  }
  return Value.Parse(variablesSchema, given);
}

function readOne(env: Environment, name: string): string | undefined {
  const direct = env[name]?.trim();
  if (direct) return direct;
  const file = env[`${name}_FILE`]?.trim();
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    throw new ConfigError(`${name}_FILE names a file that cannot be read: ${file}`);
  }
}

function parse(schema: Type.TSchema, text: string): unknown {
  return Type.IsInteger(schema) && /^-?\d+$/.test(text) ? Number(text) : text;
}

function descriptionOf(schema: Type.TSchema): string {
  return 'description' in schema ? String(schema.description) : 'another value';
}
