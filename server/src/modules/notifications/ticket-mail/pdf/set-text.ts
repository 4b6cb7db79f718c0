import { type Paragraph, type Run, readDirections, visualRuns } from './bidi-line.js';
import { chooseFonts, type LoadedFont, type Weight } from './fonts.js';

export interface SetRun extends Run<LoadedFont> {
  readonly widthPt: number;
}

export interface SetLine {
  /** From left to right. */
  readonly runs: readonly SetRun[];
  readonly widthPt: number;
}

export interface SetText {
  readonly lines: readonly SetLine[];
  readonly sizePt: number;
  /** Characters without a glyph in any font. */
  readonly missing: readonly string[];
}

export interface TextStyle {
  readonly widthPt: number;
  readonly sizePt: number;
  readonly weight?: Weight;
  /** A text that does not fit `maxLines` shrinks to this size and then takes more lines: nothing is ever cut off. */
  readonly minSizePt?: number;
  readonly maxLines?: number;
  /** For our own sentences. What people wrote has the direction of its first letter. */
  readonly base?: 'ltr' | 'rtl';
}

/** Breaks a text into lines and puts each into the order in which it is drawn. Line ends in the text are spaces. */
export function setText(source: string, style: TextStyle): SetText {
  const text = tidy(source);
  const { fonts, missing } = chooseFonts(text, style.weight ?? 400);
  const paragraph = readDirections(text, fonts, style.base);
  const pieces = readPieces(paragraph);
  const minSizePt = style.minSizePt ?? style.sizePt;
  for (let sizePt = style.sizePt; ; sizePt -= 0.5) {
    const { ends, brokeWord } = breakLines(paragraph, pieces, style.widthPt / sizePt);
    const fits = !brokeWord && ends.length <= (style.maxLines ?? Number.POSITIVE_INFINITY);
    if (!fits && sizePt - 0.5 >= minSizePt) continue;
    const lines = ends.map((end, index) => setLine(paragraph, [ends[index - 1] ?? 0, end], sizePt));
    return { lines, sizePt, missing };
  }
}

/** Composed letters are in more fonts; overrides of the direction are for tricks only. */
function tidy(source: string): string {
  return source
    .normalize('NFC')
    .replace(/[\u202d\u202e]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}-]+-*\s*|[-\s]+/gu;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

interface Piece {
  readonly start: number;
  readonly end: number;
  /** Widths in units of the font's size, with and without the space at the end. */
  readonly widthEm: number;
  readonly inkEm: number;
}

/** The smallest parts between which a line may end. */
function readPieces(paragraph: Paragraph<LoadedFont>): Piece[] {
  return [...paragraph.text.matchAll(words)].map(({ 0: word, index }) =>
    measurePiece(paragraph, index, index + word.length),
  );
}

function measurePiece(paragraph: Paragraph<LoadedFont>, start: number, end: number): Piece {
  const inkEm = rangeWidthEm(paragraph, start, trimmedEnd(paragraph.text, start, end));
  return { start, end, inkEm, widthEm: rangeWidthEm(paragraph, start, end) };
}

/** A word that is wider than a line is broken between characters. */
function breakWord(paragraph: Paragraph<LoadedFont>, { start, end }: Piece): Piece[] {
  return [...clusters.segment(paragraph.text.slice(start, end))].map(({ segment, index }) =>
    measurePiece(paragraph, start + index, start + index + segment.length),
  );
}

/** @param widthEm the width of a line in units of the font's size */
function breakLines(paragraph: Paragraph<LoadedFont>, pieces: readonly Piece[], widthEm: number) {
  const brokeWord = pieces.some((piece) => piece.inkEm > widthEm);
  const parts = pieces.flatMap((piece) => (piece.inkEm > widthEm ? breakWord(paragraph, piece) : [piece]));
  const ends: number[] = [];
  let takenEm = 0;
  for (const part of parts) {
    if (takenEm > 0 && takenEm + part.inkEm > widthEm) {
      ends.push(part.start);
      takenEm = 0;
    }
    takenEm += part.widthEm;
  }
  if (parts.length > 0) ends.push(paragraph.text.length);
  return { ends, brokeWord };
}

/** Spaces at the end of a line take no room. */
function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

function rangeWidthEm(paragraph: Paragraph<LoadedFont>, start: number, end: number): number {
  if (end <= start) return 0;
  return visualRuns(paragraph, start, end).reduce((sum, run) => sum + runWidthEm(run), 0);
}

function setLine(
  paragraph: Paragraph<LoadedFont>,
  range: readonly [number, number],
  sizePt: number,
): SetLine {
  const end = trimmedEnd(paragraph.text, ...range);
  const runs = end > range[0] ? visualRuns(paragraph, range[0], end) : [];
  const sized = runs.map((run) => ({ ...run, widthPt: runWidthEm(run) * sizePt }));
  return { runs: sized, widthPt: sized.reduce((sum, run) => sum + run.widthPt, 0) };
}

function runWidthEm({ font: { font }, text }: Run<LoadedFont>): number {
  return font.layout(text).advanceWidth / font.unitsPerEm;
}
