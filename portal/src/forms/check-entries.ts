/** The part of JSON Schema that a form can check while somebody types. It is the route's own schema. */
export interface EntrySchema {
  readonly type?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
}

export interface FormSchema {
  readonly properties: Readonly<Record<string, EntrySchema>>;
  readonly required?: readonly string[];
}

/** What is wrong with an entry. The codes are the keywords of JSON Schema, which the server uses too. */
export interface EntryIssue {
  readonly code: string;
  /** The bound that was crossed. */
  readonly limit?: number;
  /** The server's own words, for a code that this app does not know. */
  readonly message?: string;
}

/** What a control holds: a text as it was typed, a tick, or the values that were picked. */
export type Entry = string | boolean | readonly string[];

export type Entries = Readonly<Record<string, Entry>>;
export type EntryIssues = Readonly<Record<string, EntryIssue>>;

const formats: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d/,
};

/** The issues of a form, by entry. An entry that may be left out and is empty has none. */
export function checkEntries(schema: FormSchema, entries: Entries): EntryIssues {
  const found = Object.entries(schema.properties).flatMap(([name, entry]) => {
    const held = entries[name] ?? '';
    const issue = held === '' ? missing(schema, name) : checkEntry(entry, held);
    return issue === undefined ? [] : [[name, issue] as const];
  });
  return Object.fromEntries(found);
}

function missing(schema: FormSchema, name: string): EntryIssue | undefined {
  return schema.required?.includes(name) === true ? { code: 'required' } : undefined;
}

function checkEntry(entry: EntrySchema, held: Entry): EntryIssue | undefined {
  if (typeof held === 'string') return checkText(entry, held);
  if (typeof held === 'boolean') return undefined;
  if (held.length < (entry.minItems ?? 0)) return { code: 'minItems', limit: entry.minItems ?? 0 };
  if (held.length <= (entry.maxItems ?? held.length)) return undefined;
  return { code: 'maxItems', limit: entry.maxItems ?? 0 };
}

function checkText(entry: EntrySchema, text: string): EntryIssue | undefined {
  if (entry.type === 'integer' || entry.type === 'number') return checkNumber(entry, text);
  // Code points, as JSON Schema counts, and not the halves of an emoji.
  const length = [...text].length;
  if (entry.minLength !== undefined && length < entry.minLength)
    return { code: 'minLength', limit: entry.minLength };
  if (entry.maxLength !== undefined && length > entry.maxLength)
    return { code: 'maxLength', limit: entry.maxLength };
  if (entry.enum !== undefined && !entry.enum.includes(text)) return { code: 'enum' };
  const format = formats[entry.format ?? ''];
  if (format !== undefined && !format.test(text)) return { code: `format.${entry.format}` };
  if (entry.pattern !== undefined && !new RegExp(entry.pattern, 'u').test(text)) return { code: 'pattern' };
  return undefined;
}

function checkNumber(entry: EntrySchema, text: string): EntryIssue | undefined {
  const value = Number(text);
  if (!Number.isFinite(value) || (entry.type === 'integer' && !Number.isInteger(value)))
    return { code: 'type' };
  if (entry.minimum !== undefined && value < entry.minimum) return { code: 'minimum', limit: entry.minimum };
  if (entry.maximum !== undefined && value > entry.maximum) return { code: 'maximum', limit: entry.maximum };
  return undefined;
}
