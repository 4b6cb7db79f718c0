export type ListSeparator = ',' | ';' | '\t' | '|';

const separators: readonly ListSeparator[] = [',', ';', '\t', '|'];
const probeLines = 30;

/** A first line that only tells spreadsheets which separator follows. */
const announcement = /^"?sep=(.)"?$/i;

export interface ListLayout {
  readonly separator: ListSeparator;
  /** Lines above the list itself: 1 where the first one announces the separator. */
  readonly skippedLines: 0 | 1;
}

/**
 * Finds out what separates the cells: what `sep=;` says, else the sign that cuts the first lines into the same
 * number of cells most steadily. A list with one column has none; it reads as separated by commas.
 * @param text the beginning of the list; more than thirty lines are not looked at
 */
export function detectLayout(text: string): ListLayout {
  const lines = text.split(/\r\n|\n|\r/, probeLines);
  const announced = announcement.exec(lines[0]?.trim() ?? lines[0] ?? '')?.[1];
  const named = separators.find((separator) => separator === announced);
  if (named !== undefined) return { separator: named, skippedLines: 1 };
  if (/^"?sep=\t"?$/i.test(lines[0] ?? '')) return { separator: '\t', skippedLines: 1 };
  const filled = lines.filter((line) => line.trim() !== '');
  const best = separators
    .map((separator) => ({ separator, score: scoreOf(filled, separator) }))
    .reduce((a, b) => (b.score > a.score ? b : a));
  return { separator: best.separator, skippedLines: 0 };
}

/** Lines that agree with the first one on how many cells there are; more cells win among equals. */
function scoreOf(lines: readonly string[], separator: ListSeparator): number {
  const counts = lines.map((line) => unquoted(line).split(separator).length - 1);
  const first = counts[0] ?? 0;
  if (first === 0) return 0;
  return counts.filter((count) => count === first).length * 1000 + Math.min(first, 999);
}

function unquoted(line: string): string {
  return line.replace(/"(?:[^"]|"")*"/g, '');
}
