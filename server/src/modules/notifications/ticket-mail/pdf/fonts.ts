import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type GlyphRun } from 'fontkit';
import { steersDirection } from './bidi-line.js';
import { unpackWoff } from './unpack-woff.js';

export type Weight = 400 | 700;

export interface LoadedFont {
  /** Unique, for the document's register. */
  readonly name: string;
  readonly font: Font;
}

interface Family {
  readonly name: string;
  readonly subsets: readonly string[];
  readonly weights: readonly Weight[];
}

/**
 * In the order in which they are asked. Rubik is the face of Gatehouse; Noto Sans adds Greek, Vietnamese and
 * Devanagari. The last resort is Unifont: it draws every character of the Basic Multilingual Plane on a coarse grid,
 * plain to look at and yet a name that its owner can read.
 */
const families: readonly Family[] = [
  {
    name: 'rubik',
    subsets: ['latin', 'latin-ext', 'arabic', 'hebrew', 'cyrillic', 'cyrillic-ext'],
    weights: [400, 700],
  },
  {
    name: 'noto-sans',
    subsets: ['latin', 'latin-ext', 'vietnamese', 'greek', 'greek-ext', 'devanagari'],
    weights: [400, 700],
  },
];
const lastResort: Family = { name: 'unifont', subsets: ['latin'], weights: [400] };
const withLastResort = [...families, lastResort];

const require = createRequire(import.meta.url);
const loaded = new Map<string, LoadedFont>();

/** Reads a font when a text first needs it and keeps it: most mails need two files of forty kilobytes. */
function load(family: Family, subset: string, wanted: Weight): LoadedFont {
  const weight = family.weights.includes(wanted) ? wanted : 400;
  const name = `${family.name}-${subset}-${weight}`;
  const known = loaded.get(name);
  if (known) return known;
  const path = require.resolve(`@fontsource/${family.name}/files/${name}-normal.woff`);
  const font = create(unpackWoff(readFileSync(path)));
  if (!('layout' in font)) throw new Error(`${name} is a collection of fonts.`);
  const fresh = { name, font: rememberLayouts(font) };
  loaded.set(name, fresh);
  return fresh;
}

const rememberedLayouts = 2000;

/**
 * The same font, which lays a text out once: measuring, drawing and the labels of every ticket ask for the same
 * words, and joining Arabic letters costs milliseconds a line.
 */
function rememberLayouts(font: Font): Font {
  const known = new Map<string, GlyphRun>();
  const layout = (text: string): GlyphRun => {
    const run = known.get(text) ?? layOut(font, text);
    if (known.size >= rememberedLayouts) known.clear();
    known.set(text, run);
    // pdfkit scales positions in place.
    return Object.assign(Object.create(run), { positions: run.positions.map((one) => ({ ...one })) });
  };
  return Object.assign(Object.create(font), { layout });
}

/**
 * fontkit keeps each glyph with the characters for which it was drawn first, and Arabic letters share glyphs: what a
 * reader copies out of a PDF would depend on the tickets that were printed before.
 */
function layOut(font: Font, text: string): GlyphRun {
  Object.assign(font, { _glyphs: {} });
  return font.layout(text);
}

/** Joiners and variation selectors shape their neighbours, directions order them; none has a glyph of its own. */
const shapesOnly = /\u200c|\u200d|[\ufe00-\ufe0f]/;

function covers({ font }: LoadedFont, cluster: string): boolean {
  return [...cluster].every(
    (character) =>
      shapesOnly.test(character) ||
      steersDirection.test(character) ||
      font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface FontChoice {
  /** The font of each UTF-16 unit. */
  readonly fonts: readonly LoadedFont[];
  /** Characters that no font has: they are drawn as the empty box of the first font. */
  readonly missing: readonly string[];
}

/** One family for the whole text where one has it all, else one for each word, else for each character. */
export function chooseFonts(text: string, weight: Weight): FontChoice {
  const whole = inOneFamily(families, text, weight);
  if (whole) return { fonts: whole, missing: [] };
  const fonts: LoadedFont[] = [];
  const missing: string[] = [];
  for (const word of text.split(/(?<=\s)/)) {
    const ofWord = inOneFamily(withLastResort, word, weight);
    if (ofWord) {
      fonts.push(...ofWord);
      continue;
    }
    for (const { segment } of clusters.segment(word)) {
      const found = inOneFamily(withLastResort, segment, weight);
      if (!found) missing.push(segment);
      fonts.push(...(found ?? repeat(firstFont(weight), segment.length)));
    }
  }
  return { fonts, missing };
}

function inOneFamily(asked: readonly Family[], text: string, weight: Weight): LoadedFont[] | undefined {
  for (const family of asked) {
    const fonts = fromFamily(family, text, weight);
    if (fonts) return fonts;
  }
  return undefined;
}

function fromFamily(family: Family, text: string, weight: Weight): LoadedFont[] | undefined {
  const fonts: LoadedFont[] = [];
  for (const { segment } of clusters.segment(text)) {
    const before = fonts.at(-1);
    // A space stays with the word before it, so that the words of a script are one run.
    const found = before && covers(before, segment) ? before : findSubset(family, segment, weight);
    if (!found) return undefined;
    fonts.push(...repeat(found, segment.length));
  }
  return fonts;
}

function findSubset(family: Family, cluster: string, weight: Weight): LoadedFont | undefined {
  for (const subset of family.subsets) {
    const font = load(family, subset, weight);
    if (covers(font, cluster)) return font;
  }
  return undefined;
}

function firstFont(weight: Weight): LoadedFont {
  const [family] = families;
  if (!family) throw new Error('There is no font.');
  return load(family, 'latin', weight);
}

function repeat(font: LoadedFont, count: number): LoadedFont[] {
  return new Array<LoadedFont>(count).fill(font);
}
