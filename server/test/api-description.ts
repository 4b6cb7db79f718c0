import type {} from '@fastify/swagger';
import type { JsonSchema } from 'json-schema-faker';
import type { App } from '../src/platform/http/create-server.js';

/** One method of one path, as the API describes itself. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With its parameters in braces: `/api/v1/events/{eventId}`. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly tags: readonly string[];
  /** Whether an access token is asked for. */
  readonly secured: boolean;
  /** Whether that is the token of a phone. */
  readonly forPhones: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
  /** Status → content type → pointer to the schema inside the document; a status without a body has none. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

interface RawOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
  readonly responses: Record<string, { readonly content?: Record<string, object> }>;
}

/** The OpenAPI document as the app serves it. */
export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, RawOperation>>;
}

export function describe(app: App): ApiDocument {
  return JSON.parse(JSON.stringify(app.swagger())) as ApiDocument;
}

export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      id: raw.operationId ?? `${method} ${path}`,
      method: method.toUpperCase(),
      path,
      summary: raw.summary,
      tags: raw.tags ?? [],
      secured: (raw.security ?? []).length > 0,
      forPhones: (raw.security ?? []).some((one) => 'deviceToken' in one),
      parameters: raw.parameters ?? [],
      body: raw.requestBody?.content['application/json']?.schema,
      answers: new Map(
        Object.entries(raw.responses).map(([status, { content }]) => [
          Number(status),
          new Map(
            Object.keys(content ?? {}).map((type) => [
              type,
              `/paths/${pointer(path)}/${method}/responses/${status}/content/${pointer(type)}/schema`,
            ]),
          ),
        ]),
      ),
    })),
  );
}

export function parametersIn(operation: Operation, place: Parameter['in']): Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

/** The query that an operation cannot do without, as far as its values are known. */
export function knownQuery(operation: Operation, values: ReadonlyMap<string, string>): string {
  const query = new URLSearchParams();
  for (const { name, required } of parametersIn(operation, 'query')) {
    const value = values.get(name);
    if (required && value !== undefined) query.set(name, value);
  }
  return query.toString();
}

/** The path with each parameter's value, encoded. @throws when a parameter has none */
export function fillPath(path: string, values: ReadonlyMap<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`No value is known for the parameter ${name} of ${path}.`);
    return encodeURIComponent(value);
  });
}

function pointer(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
