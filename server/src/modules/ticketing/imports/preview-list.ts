import { looksLikeHeadings, recogniseHeadings } from '@gatehouse/shared/attendee-list';
import { readCsv } from '../../../platform/csv/read-csv.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { ticketingErrors } from '../errors.js';
import { type ImportPreview, mostColumns, mostRows } from '../import-schemas.js';
import type { DecodedList } from './decode-list.js';

const sampleRows = 5;
const sampleLength = 120;
/** A column that says more different things than this is no list of ticket types. */
const mostValues = 50;

/**
 * Reads the whole list once and says what is in it.
 * @throws AppError ticketing.import_empty, import_too_many_rows, import_too_many_columns
 */
export async function previewList(list: DecodedList): Promise<ImportPreview> {
  let headings: readonly string[] | undefined;
  let headingLine = true;
  let rows = 0;
  let columns: ColumnNotes[] = [];
  for await (const record of readCsv(list.content, list.separator)) {
    const cells = 'cells' in record ? record.cells.map(withoutControls) : undefined;
    if (headings === undefined && cells) {
      if (cells.length > mostColumns) throw new AppError(ticketingErrors.tooManyColumns);
      headings = cells;
      headingLine = looksLikeHeadings(cells);
      columns = cells.map(() => new ColumnNotes());
      if (headingLine) continue;
    }
    rows += 1;
    if (rows > mostRows) throw new AppError(ticketingErrors.tooManyRows);
    for (const [index, column] of columns.entries()) column.add(cells?.[index] ?? '');
  }
  if (headings === undefined || rows === 0) throw new AppError(ticketingErrors.emptyList);
  const recognised = recogniseHeadings(headingLine ? headings : []);
  return {
    encoding: list.encoding,
    separator: list.separator,
    source: recognised.source,
    headingLine,
    rows,
    columns: columns.map((column, index) => ({
      heading: headingLine ? cut(headings?.[index] ?? '') : '',
      field: recognised.fields[index] ?? null,
      samples: column.samples,
      values: column.values(),
    })),
  };
}

/** What a column says, while it is being read. */
class ColumnNotes {
  readonly samples: string[] = [];
  #counts: Map<string, number> | undefined = new Map();

  add(cell: string): void {
    const text = cut(cell.trim());
    if (this.samples.length < sampleRows) this.samples.push(text);
    if (text === '' || !this.#counts) return;
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
    if (this.#counts.size > mostValues) this.#counts = undefined;
  }

  values(): { value: string; count: number }[] | null {
    return this.#counts ? [...this.#counts].map(([value, count]) => ({ value, count })) : null;
  }
}

/** U+0000 could not be kept. */
function withoutControls(cell: string): string {
  return cell.replaceAll('\0', '\ufffd');
}

/** Never half of a character, which JSON could not keep. */
function cut(text: string): string {
  return text.slice(0, sampleLength).replace(/[\ud800-\udbff]$/, '');
}
