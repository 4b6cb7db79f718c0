import bidiPackage, { type EmbeddingLevels } from 'bidi-js';

// Its types tell of a default export; what Node loads is the function itself.
const bidiFactory = bidiPackage as unknown as typeof bidiPackage.default;
const bidi = bidiFactory();

/** Characters that only steer the order; drawn, they would be empty boxes. */
export const steersDirection = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/;

/** A stretch of one direction and one font, in the order of reading. */
export interface Run<F> {
  readonly text: string;
  readonly font: F;
}

export interface Paragraph<F> {
  readonly text: string;
  readonly fonts: readonly F[];
  readonly embedding: EmbeddingLevels;
}

/** @param base the direction of the sentence; without it the first letter with a direction decides, as for names */
export function readDirections<F>(
  text: string,
  fonts: readonly F[],
  base: 'ltr' | 'rtl' | undefined,
): Paragraph<F> {
  return { text, fonts, embedding: bidi.getEmbeddingLevels(text, base) };
}

/** The runs of the line [start, end) from left to right, each written so that fontkit draws it the right way. */
export function visualRuns<F>(paragraph: Paragraph<F>, start: number, end: number): Run<F>[] {
  const { text, embedding } = paragraph;
  const mirrored = bidi.getMirroredCharactersMap(text, embedding.levels, start, end - 1);
  const runs: { indices: number[]; font: F; rtl: boolean }[] = [];
  // The library answers with the indices of the whole text; only the line's own are reordered.
  for (const index of bidi.getReorderedIndices(text, embedding, start, end - 1).slice(start, end)) {
    const font = paragraph.fonts[index];
    if (font === undefined || steersDirection.test(text.charAt(index))) continue;
    const rtl = (embedding.levels[index] ?? 0) % 2 === 1;
    const last = runs.at(-1);
    const next = (last?.indices.at(-1) ?? 0) + (rtl ? -1 : 1);
    if (last && last.font === font && last.rtl === rtl && next === index) last.indices.push(index);
    else runs.push({ indices: [index], font, rtl });
  }
  return runs.map(({ indices, font, rtl }) => {
    const logical = rtl ? indices.toReversed() : indices;
    const shown = logical.map((index) => mirrored.get(index) ?? text.charAt(index)).join('');
    return { font, text: inDrawingOrder(shown, rtl) };
  });
}

const rightToLeftScript =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * fontkit looks at the letters alone: it draws a run with Arabic or Hebrew letters from right to left and everything
 * else from left to right, brackets between Hebrew words and Persian digits included.
 */
function inDrawingOrder(text: string, rtl: boolean): string {
  return rightToLeftScript.test(text) === rtl ? text : [...text].toReversed().join('');
}
