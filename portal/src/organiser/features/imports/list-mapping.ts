import { attendeeFields } from '@gatehouse/shared/attendee-list';
import type { AttendeeField, ImportMapping, ImportPreview } from './import-api.js';

/** A ticket type, as much as names one. */
export interface NamedType {
  readonly id: string;
  readonly name: string;
}

/** What the person has decided so far. */
export interface Draft {
  readonly headingLine: boolean;
  readonly columns: readonly (AttendeeField | null)[];
  /** The ticket type of rows that name none that is known; empty: such rows are refused. */
  readonly otherwise: string;
  readonly create: boolean;
  /** Ticket types by the name in the list. */
  readonly types: ReadonlyMap<string, string>;
}

/** What the headings suggest. Where there is one ticket type, it is that of rows that name none. */
export function suggest(preview: ImportPreview, types: readonly NamedType[]): Draft {
  const columns = preview.columns.map(({ field }) => field);
  return {
    headingLine: preview.headingLine,
    columns,
    otherwise: types.length === 1 ? (types[0]?.id ?? '') : '',
    create: columns.includes('ticketType'),
    types: new Map(),
  };
}

/** A field is read from one column: choosing it again takes it from the column that had it. */
export function choose(draft: Draft, column: number, field: AttendeeField | null): Draft {
  const columns = draft.columns.map((held, index) => {
    if (index === column) return field;
    return held === field ? null : held;
  });
  return { ...draft, columns };
}

export function fieldOf(text: string): AttendeeField | null {
  return attendeeFields.find((field) => field === text) ?? null;
}

/** How the server compares the names of ticket types. */
export function plain(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

export interface UnknownName {
  readonly name: string;
  readonly count: number;
}

/** The names in the list that no ticket type has; unset where the list names too many to be told. */
export function unknownNames(
  preview: ImportPreview,
  draft: Draft,
  types: readonly NamedType[],
): readonly UnknownName[] | undefined {
  const column = preview.columns[draft.columns.indexOf('ticketType')];
  if (column === undefined) return [];
  const known = new Set(types.map(({ name }) => plain(name)));
  return column.values
    ?.map(({ value: name, count }) => ({ name, count }))
    .filter(({ name }) => !known.has(plain(name)));
}

/** What is wrong with the draft before anything is sent. */
export function findFault(draft: Draft): 'columns' | 'otherwise' | undefined {
  if (draft.columns.every((field) => field === null)) return 'columns';
  // Every row would be refused.
  if (!draft.columns.includes('ticketType') && draft.otherwise === '') return 'otherwise';
  return undefined;
}

/** What is sent. */
export function mappingOf(draft: Draft): ImportMapping {
  const named = draft.columns.includes('ticketType');
  return {
    headingLine: draft.headingLine,
    columns: [...draft.columns],
    defaultTicketTypeId: draft.otherwise || null,
    ticketTypes: named
      ? [...draft.types].flatMap(([name, ticketTypeId]) => (ticketTypeId ? [{ name, ticketTypeId }] : []))
      : [],
    createTicketTypes: named && draft.create,
  };
}
