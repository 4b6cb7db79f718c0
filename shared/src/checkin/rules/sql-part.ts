/** A piece of SQL: texts with a value between each two of them. Values never become part of a text. */
export interface SqlPart {
  readonly texts: readonly string[];
  readonly values: readonly SqlValue[];
}

export type SqlValue = string | number | readonly string[] | readonly number[];

/** Writes a piece of SQL; a piece in it is taken over, anything else is a value. */
export function part(texts: readonly string[], ...inserts: readonly (SqlPart | SqlValue)[]): SqlPart {
  let joined: SqlPart = { texts: [texts[0] ?? ''], values: [] };
  for (const [index, insert] of inserts.entries())
    joined = concat(concat(joined, isPart(insert) ? insert : value(insert)), text(texts[index + 1] ?? ''));
  return joined;
}

/** A piece without values. */
export function text(written: string): SqlPart {
  return { texts: [written], values: [] };
}

export function joinParts(parts: readonly SqlPart[], between: string): SqlPart {
  const [first, ...others] = parts;
  return others.reduce((all, next) => concat(concat(all, text(between)), next), first ?? text(''));
}

function value(inserted: SqlValue): SqlPart {
  return { texts: ['', ''], values: [inserted] };
}

function isPart(insert: SqlPart | SqlValue): insert is SqlPart {
  return typeof insert === 'object' && 'texts' in insert;
}

function concat(a: SqlPart, b: SqlPart): SqlPart {
  const seam = `${a.texts.at(-1) ?? ''}${b.texts[0] ?? ''}`;
  return { texts: [...a.texts.slice(0, -1), seam, ...b.texts.slice(1)], values: [...a.values, ...b.values] };
}
