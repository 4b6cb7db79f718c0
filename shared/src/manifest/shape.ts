import { fromHex } from '../bytes/index.js';

/**
 * What a part of a JSON document has to be: gives the value, typed, or undefined when it is something else. The type
 * of a document follows from its shape, so that it is written once.
 */
export type Shape<Value> = (json: unknown) => Value | undefined;

export type ShapeOf<S> = S extends Shape<infer Value> ? Value : never;

type Fields = Readonly<Record<string, Shape<unknown>>>;

export const text: Shape<string> = (json) => (typeof json === 'string' ? json : undefined);
export const flag: Shape<boolean> = (json) => (typeof json === 'boolean' ? json : undefined);

/** Any JSON, for what another folder reads; a missing field is null. */
export const anything: Shape<unknown> = (json) => json ?? null;

/** Finite: what JSON can hold. */
export const number: Shape<number> = (json) =>
  typeof json === 'number' && Number.isFinite(json) ? json : undefined;

export function integer(min: number, max: number): Shape<number> {
  return (json) =>
    typeof json === 'number' && Number.isInteger(json) && json >= min && json <= max ? json : undefined;
}

export function oneOf<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return (json) => words.find((word) => word === json);
}

/** Lower-case hexadecimal, given as bytes. */
export function hex(length: number): Shape<Uint8Array> {
  return (json) => {
    if (typeof json !== 'string' || json.length !== 2 * length || json !== json.toLowerCase())
      return undefined;
    return fromHex(json) ?? undefined;
  };
}

export function nullable<Value>(shape: Shape<Value>): Shape<Value | null> {
  return (json) => (json === null ? null : shape(json));
}

/** For a field that older servers do not write. @param absent what its absence means */
export function sinceThen<Value>(shape: Shape<Value>, absent: Value): Shape<Value> {
  return (json) => (json === undefined ? absent : shape(json));
}

export function list<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
  return (json) => {
    if (!Array.isArray(json)) return undefined;
    const values: Value[] = [];
    for (const item of json) {
      const value = shape(item);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
}

export function pair<First, Second>(
  first: Shape<First>,
  second: Shape<Second>,
): Shape<readonly [First, Second]> {
  return (json) => {
    if (!Array.isArray(json) || json.length !== 2) return undefined;
    const a = first(json[0]);
    const b = second(json[1]);
    return a === undefined || b === undefined ? undefined : [a, b];
  };
}

/** Fields that the shape does not name are left out: an older program reads a newer document. */
export function object<F extends Fields>(fields: F): Shape<{ readonly [Name in keyof F]: ShapeOf<F[Name]> }> {
  return (json) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
    const values: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(fields)) {
      const value = shape(Object.hasOwn(json, name) ? Reflect.get(json, name) : undefined);
      if (value === undefined) return undefined;
      values[name] = value;
    }
    return values as { readonly [Name in keyof F]: ShapeOf<F[Name]> };
  };
}
