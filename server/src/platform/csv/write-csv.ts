/** Programs that open CSV run what such a cell begins with. */
const formulaStart = /^[=+\-@\t\r]/;
/** A signed number or a telephone number cannot do anything. */
const harmless = /^[+-][\d\s().,/-]*$/;

/**
 * One line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front, which
 * spreadsheets hide; numbers and telephone numbers stay as they are.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

function writeCell(text: string): string {
  const safe = formulaStart.test(text) && !harmless.test(text) ? `'${text}` : text;
  return /["\n\r,;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Tells spreadsheets that the file is UTF-8. */
export const byteOrderMark = '\ufeff';
