import type { Burst, BurstEnd, Stroke } from './wedge.js';

const half = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:abcdefghijklmnopqrstuvwxyz_=?&#@!,;()';

/**
 * What the calibration code says: every character that codes are likely to hold, forth and back. So read it tells by
 * itself where it begins, whatever a scanner sends before and after it and whatever its characters arrive as.
 */
export const calibrationText = half + [...half].reverse().join('');

/** What is known of the hand scanner at this phone. */
export interface WedgeSetup {
  /** What each key means, by the key's name, where that is not what arrives. */
  readonly characters: Readonly<Record<string, string>>;
  /** The names of the keys before and after every code. */
  readonly prefix: readonly string[];
  readonly suffix: readonly string[];
  /** What those read as, for people. */
  readonly before: string;
  readonly after: string;
  readonly end: BurstEnd;
}

/** By its place where the browser tells it, because a layout may write the same sign, or none, with several keys. */
function strokeName({ key, code, shift, third }: Stroke): string {
  if (code === undefined || code === '') return `=${key}`;
  return `${code}${shift === true ? '^' : ''}${third === true ? '~' : ''}`;
}

/** What the layout of this device makes of the keys. */
export function plainText(strokes: readonly Stroke[]): string {
  return strokes.map(writtenBy).join('');
}

function writtenBy({ key }: Stroke): string {
  return [...key].length === 1 ? key : '';
}

/** @returns null when this was not the calibration code, or characters of it were lost on the way */
export function learnWedge({ strokes, end }: Burst): WedgeSetup | null {
  const names = strokes.map(strokeName);
  for (let start = 0; start + calibrationText.length <= names.length; start += 1) {
    const stop = start + calibrationText.length;
    const meant = meaningOf(names.slice(start, stop));
    if (meant === null) continue;
    const differs = strokes
      .slice(start, stop)
      .map((stroke, index) => [strokeName(stroke), writtenBy(stroke), calibrationText[index] ?? ''] as const)
      .filter(([, written, character]) => written !== character);
    return {
      characters: Object.fromEntries(differs.map(([name, , character]) => [name, character])),
      prefix: names.slice(0, start),
      suffix: names.slice(stop),
      before: plainText(strokes.slice(0, start)),
      after: plainText(strokes.slice(stop)),
      end,
    };
  }
  return null;
}

/** Null unless each key stands for one character and each character for one key. */
function meaningOf(names: readonly string[]): ReadonlyMap<string, string> | null {
  const meant = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const character = calibrationText[index] ?? '';
    if ((meant.get(name) ?? character) !== character) return null;
    meant.set(name, character);
  }
  return meant.size === new Set(calibrationText).size ? meant : null;
}

/** What was in the code: without what the scanner puts around it, each key as what it means. */
export function translate(strokes: readonly Stroke[], setup: WedgeSetup): string {
  const names = strokes.map(strokeName);
  const begins = setup.prefix.every((name, index) => names[index] === name);
  const start = begins ? setup.prefix.length : 0;
  const rest = names.length - setup.suffix.length;
  const ends = rest >= start && setup.suffix.every((name, index) => names[rest + index] === name);
  return strokes
    .slice(start, ends ? rest : undefined)
    .map((stroke) => setup.characters[strokeName(stroke)] ?? writtenBy(stroke))
    .join('');
}
