import type { AttendeeField } from '@gatehouse/shared/attendee-list';
import { isLocale } from '@gatehouse/shared/i18n';
import Format from 'typebox/format';
import type { CsvLine } from '../../../platform/csv/read-csv.js';
import type { ImportMapping } from '../import-schemas.js';
import { readBarcode } from '../media.js';
import type { TicketDetails } from '../tables.js';
import { longest } from '../ticket-schemas.js';
import { type DoorWords, readDoorWords } from './door-words.js';
import { readInstant } from './read-instant.js';
import { RowProblem } from './row-problem.js';

/** A row that can be imported. Only the columns that a person chose are in it. */
export interface PreparedRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** The trimmed cells of the chosen columns that say something. */
  readonly values: Readonly<Partial<Record<AttendeeField, string>>>;
  readonly details: Partial<TicketDetails>;
  readonly ticketType: string;
  /** The external id of the ticket that this one was added to; null: to none; undefined: there is no such column. */
  readonly addOnTo: string | null | undefined;
  /** Undefined: there is no such column. */
  readonly barcode: string | null | undefined;
  /** What it says of the door's knowledge of the ticket. */
  readonly door: DoorWords;
}

/** A row that cannot, and why. */
export interface BadRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly code: string;
  readonly message: string;
}

export interface RowContext {
  readonly mapping: ImportMapping;
  /** Cells that every row must have. */
  readonly width: number;
  /** The event's. */
  readonly timeZone: string;
}

export function isBad(row: PreparedRow | BadRow): row is BadRow {
  return 'code' in row;
}

const brokenMessages = {
  quote: 'A quotation mark is opened and never closed.',
  long: 'The row is too long.',
} as const;

/** Looks at one line of the list by itself: nothing of it is compared with tickets yet. */
export function prepareRow(record: CsvLine, context: RowContext): PreparedRow | BadRow {
  const { line } = record;
  if ('broken' in record) {
    const cells = [storable(record.text)];
    return { line, cells, code: record.broken, message: brokenMessages[record.broken] };
  }
  const cells = record.cells.map(storable);
  try {
    return readRow({ line, cells }, context);
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error;
    return { line, cells, code: error.code, message: error.message };
  }
}

function readRow(row: { line: number; cells: readonly string[] }, context: RowContext): PreparedRow {
  const { cells } = row;
  checkWidth(cells, context.width);
  const values: Partial<Record<AttendeeField, string>> = {};
  for (const [index, field] of context.mapping.columns.entries()) {
    const text = cells[index]?.trim() ?? '';
    if (field !== null && text !== '') values[field] = unescaped(text);
  }
  if (Object.keys(values).length === 0) throw new RowProblem('empty', 'The chosen columns are all empty.');
  const has = (field: AttendeeField) => context.mapping.columns.includes(field);
  const { barcode } = values;
  return {
    ...row,
    values,
    details: readDetails(values, has, context.timeZone),
    ticketType: values.ticketType ?? '',
    addOnTo: has('addOnTo') ? checkLength(values, 'addOnTo', longest.externalId) : undefined,
    barcode: has('barcode') ? (barcode === undefined ? null : checkBarcode(barcode)) : undefined,
    door: readDoorWords(values),
  };
}

/** A row of another width than the headings has most likely a separator or a line break too many. */
function checkWidth(cells: readonly string[], width: number): void {
  if (cells.length < width)
    throw new RowProblem('too_few_cells', `The row has ${cells.length} cells instead of ${width}.`);
  if (cells.slice(width).some((cell) => cell.trim() !== ''))
    throw new RowProblem('too_many_cells', `The row has ${cells.length} cells instead of ${width}.`);
}

type Values = Readonly<Partial<Record<AttendeeField, string>>>;

function readDetails(
  values: Values,
  has: (field: AttendeeField) => boolean,
  timeZone: string,
): Partial<TicketDetails> {
  const details: Partial<TicketDetails> = {};
  for (const field of ['firstName', 'lastName', 'orderReference', 'seat', 'note', 'externalId'] as const)
    if (has(field)) details[field] = checkLength(values, field, longest[field]);
  if (has('name') || has('firstName') || has('lastName'))
    details.name = checkLength(values, 'name', longest.name) ?? nameOf(details);
  if (has('email')) details.email = checkEmail(values);
  if (has('language')) details.language = readLanguage(values.language);
  if (has('text1') || has('text2') || has('text3')) details.texts = readTexts(values);
  if (has('validFrom')) details.validFrom = checkInstant(values, 'from', timeZone);
  if (has('validUntil')) details.validUntil = checkInstant(values, 'until', timeZone);
  return details;
}

function nameOf({ firstName, lastName }: Partial<TicketDetails>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}

function checkLength(values: Values, field: AttendeeField, most: number): string | null {
  const text = values[field];
  if (text !== undefined && text.length > most)
    throw new RowProblem('too_long', `${field} has more than ${most} characters.`);
  return text ?? null;
}

function checkEmail(values: Values): string | null {
  const email = checkLength(values, 'email', longest.email);
  if (email !== null && !Format.Test('email', email))
    throw new RowProblem('email', `“${email}” is no e-mail address.`);
  return email;
}

/** Of a language that Gatehouse does not speak nothing is kept: its mails are in the organisation's own. */
function readLanguage(text: string | undefined): string | null {
  const language = text?.toLowerCase().split(/[-_]/)[0] ?? '';
  return isLocale(language) ? language : null;
}

/** Up to three lines, without holes. */
function readTexts(values: Values): string[] {
  return (['text1', 'text2', 'text3'] as const)
    .map((field) => checkLength(values, field, longest.text))
    .filter((text) => text !== null);
}

function checkInstant(values: Values, use: 'from' | 'until', timeZone: string): Date | null {
  const text = use === 'from' ? values.validFrom : values.validUntil;
  if (text === undefined) return null;
  const instant = readInstant(text, use, timeZone);
  if (!instant)
    throw new RowProblem('date', `“${text.slice(0, 40)}” is no time. Write it like 2027-07-01 18:00.`);
  return instant;
}

function checkBarcode(text: string): string {
  const barcode = readBarcode(text);
  if (barcode === null) throw new RowProblem('barcode', 'This cannot be a foreign barcode.');
  return barcode;
}

/** Our own export puts an apostrophe before what a spreadsheet would run. */
function unescaped(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** U+0000 cannot be kept. */
function storable(cell: string): string {
  return cell.replaceAll('\0', '\ufffd');
}
