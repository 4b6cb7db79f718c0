import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse/sync';

/** One record, or a line that is none. */
export type CsvLine =
  | { readonly line: number; readonly cells: readonly string[] }
  /** `quote`: a quotation mark is opened and never closed; `long`: more than any honest row holds. */
  | { readonly line: number; readonly broken: 'quote' | 'long'; readonly text: string };

/** Records at a time; other requests are served in between. */
const recordsAtOnce = 500;
/** What one record may hold, in bytes. It also bounds how far a quotation mark without an end is looked for. */
const longestRecord = 128 * 1024;
const newline = 0x0a;

/**
 * Reads CSV record by record. A line that cannot be read is given back as broken, and reading goes on with the line
 * below it, so that one stray quotation mark does not swallow the rest of the list.
 * @param content UTF-8 without byte order mark, lines ended by `\n` alone
 */
export async function* readCsv(content: Buffer, separator: string): AsyncGenerator<CsvLine> {
  let at = { offset: 0, line: 1 };
  while (at.offset < content.length) {
    const { records, failed } = readSome(content.subarray(at.offset), separator);
    const begin = at.offset;
    for (const { cells, end } of records) {
      const start = skipEmptyLines(content, at);
      yield { line: start.line, cells };
      at = { offset: begin + end, line: start.line + newlines(content, start.offset, begin + end) };
    }
    if (failed) {
      const start = skipEmptyLines(content, at);
      const end = lineEnd(content, start.offset);
      yield readAlone(content.subarray(start.offset, end), separator, start.line);
      at = { offset: end + 1, line: start.line + 1 };
    } else if (records.length < recordsAtOnce) {
      return;
    }
    await nextTurn();
  }
}

interface Read {
  readonly cells: readonly string[];
  /** Offset behind the record. */
  readonly end: number;
}

const options = { record_delimiter: '\n', relax_column_count: true, skip_empty_lines: true };

function readSome(content: Buffer, delimiter: string): { records: Read[]; failed: boolean } {
  const records: Read[] = [];
  try {
    parse(content, {
      ...options,
      delimiter,
      max_record_size: longestRecord,
      to: recordsAtOnce,
      on_record: (cells: string[], { bytes }) => {
        records.push({ cells, end: bytes });
        return null;
      },
    });
    return { records, failed: false };
  } catch (error) {
    if (error instanceof CsvError) return { records, failed: true };
    throw error;
  }
}

/** A line by itself, with quotation marks inside a cell taken as they are: `5" vinyl`. */
function readAlone(content: Buffer, delimiter: string, line: number): CsvLine {
  if (content.length > longestRecord) return { line, broken: 'long', text: cut(content) };
  try {
    const [cells] = parse(content, { ...options, delimiter, relax_quotes: true });
    if (cells) return { line, cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return { line, broken: 'quote', text: cut(content) };
}

/** Enough to find the line again. */
function cut(content: Buffer): string {
  return content.subarray(0, 200).toString('utf8');
}

function skipEmptyLines(content: Buffer, from: { offset: number; line: number }) {
  let { offset, line } = from;
  for (; content[offset] === newline; offset++) line += 1;
  return { offset, line };
}

function lineEnd(content: Buffer, offset: number): number {
  const end = content.indexOf(newline, offset);
  return end < 0 ? content.length : end;
}

function newlines(content: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = content.indexOf(newline, from); at >= 0 && at < to; at = content.indexOf(newline, at + 1))
    count += 1;
  return count;
}
