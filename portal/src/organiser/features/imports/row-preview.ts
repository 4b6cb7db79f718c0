import { attendeeFields } from '@gatehouse/shared/attendee-list';
import type { AttendeeField, ImportPreview } from './import-api.js';
import { type Draft, type NamedType, plain } from './list-mapping.js';

/** Which ticket type a row gets. */
export type TypeRead =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'new'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string };

export interface PreviewedRow {
  readonly values: Readonly<Partial<Record<AttendeeField, string>>>;
  readonly type: TypeRead;
}

/** The first rows of the list, as cells, where the headings are read as the person says. */
export function firstRows(preview: ImportPreview, headingLine: boolean): readonly (readonly string[])[] {
  const count = Math.max(...preview.columns.map(({ samples }) => samples.length));
  const rows = Array.from({ length: count }, (_, row) =>
    preview.columns.map(({ samples }) => samples[row] ?? ''),
  );
  if (headingLine === preview.headingLine) return rows;
  return headingLine ? rows.slice(1) : [preview.columns.map(({ heading }) => heading), ...rows];
}

/** What names each column; empty where the list has no headings. */
export function headingsOf(preview: ImportPreview, headingLine: boolean): readonly string[] {
  if (!headingLine) return preview.columns.map(() => '');
  return preview.columns.map(({ heading, samples }) => (preview.headingLine ? heading : (samples[0] ?? '')));
}

/** The fields that the preview has a column for: a name stands for its parts. */
export function shownFields({ columns }: Draft): readonly AttendeeField[] {
  const chosen = new Set(columns);
  const named = chosen.has('name') || chosen.has('firstName') || chosen.has('lastName');
  return attendeeFields.filter((field) => {
    if (field === 'name') return named;
    return field !== 'firstName' && field !== 'lastName' && field !== 'ticketType' && chosen.has(field);
  });
}

/** Reads the first rows as the import will. */
export function previewRows(
  preview: ImportPreview,
  draft: Draft,
  types: readonly NamedType[],
): readonly PreviewedRow[] {
  return firstRows(preview, draft.headingLine).map((cells) => {
    const values = valuesOf(cells, draft);
    return { values, type: readType(values.ticketType ?? '', draft, types) };
  });
}

function valuesOf(cells: readonly string[], { columns }: Draft): Partial<Record<AttendeeField, string>> {
  const values: Partial<Record<AttendeeField, string>> = {};
  for (const [index, field] of columns.entries()) {
    const text = cells[index]?.trim() ?? '';
    if (field !== null && text !== '') values[field] = text;
  }
  const { firstName, lastName } = values;
  const name = values.name ?? [firstName, lastName].filter(Boolean).join(' ');
  return name === '' ? values : { ...values, name };
}

/** As a person mapped it, else by its own name, else a new type where that is wanted, else the one for the rest. */
function readType(name: string, draft: Draft, types: readonly NamedType[]): TypeRead {
  const named = (id: string | undefined) => types.find((type) => type.id === id);
  const mapped = [...draft.types].find(([text, id]) => id !== '' && plain(text) === plain(name));
  const known = named(mapped?.[1]) ?? types.find((type) => plain(type.name) === plain(name));
  if (known) return { kind: 'known', name: known.name };
  if (name !== '' && draft.create) return { kind: 'new', name };
  const otherwise = named(draft.otherwise);
  return otherwise ? { kind: 'known', name: otherwise.name } : { kind: 'refused', name };
}
