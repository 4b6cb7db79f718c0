import {
  detectEncoding,
  detectLayout,
  type ListEncoding,
  type ListSeparator,
} from '@gatehouse/shared/attendee-list';
import { AppError } from '../../../platform/errors/app-error.js';
import { ticketingErrors } from '../errors.js';

/** A list as every later step reads it. */
export interface DecodedList {
  readonly encoding: ListEncoding;
  readonly separator: ListSeparator;
  /** UTF-8 without byte order mark and without the line that announces the separator; lines end with `\n`. */
  readonly content: Buffer;
}

/** What a spreadsheet's own file format (a ZIP archive) begins with. */
const zip = Buffer.from('PK\u0003\u0004', 'latin1');
/** Control characters that no text has; many of them, and the file is a picture or a program. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** @throws AppError ticketing.import_not_text */
export function decodeList(file: Buffer): DecodedList {
  if (file.subarray(0, 4).equals(zip)) throw new AppError(ticketingErrors.notText);
  const encoding = detectEncoding(file);
  const text = new TextDecoder(encoding).decode(file).replace(/\r\n?/g, '\n');
  const probe = text.slice(0, 100_000);
  if ((probe.match(controls)?.length ?? 0) > probe.length / 1000) throw new AppError(ticketingErrors.notText);
  const { separator, skippedLines } = detectLayout(probe);
  const start = skippedLines === 0 ? 0 : text.indexOf('\n') + 1 || text.length;
  return { encoding, separator, content: Buffer.from(text.slice(start), 'utf8') };
}
