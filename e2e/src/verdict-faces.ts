import type { Page } from 'playwright-core';
import { contrast, type Eye, lightOf, type Tone, tonesOf } from './eyes.js';

/** How an answer looks on a real screen, apart from its colours and in them. */
export interface SeenFace {
  readonly kind: string;
  readonly word: string;
  readonly shape: string;
  /** The kinds and angles of what is painted on the ground, without colours. */
  readonly pattern: string;
  readonly tone: string;
  readonly mark: string;
  readonly ink: string;
  /** Of the whole screen, the most frequent first. */
  readonly tones: readonly Tone[];
}

/** More of a screen than this in one tone, and the tone fills it. */
const FILLS = 0.5;

/** Looks at the answer that is on the screen. @param paper an empty page to count pixels on */
export async function seeFace(page: Page, paper: Page): Promise<SeenFace> {
  const face = await page.locator('.ui-verdict').evaluate((verdict: HTMLElement) => {
    const styleOf = (selector: string) => {
      const element = verdict.querySelector(selector) ?? verdict;
      return getComputedStyle(element);
    };
    const [whole, head] = [getComputedStyle(verdict), styleOf('.ui-verdict-head')];
    const uncoloured = (text: string) => text.replace(/rgba?\([^)]*\)|#[0-9a-f]+/gi, '');
    const painted = [whole.backgroundImage, head.backgroundImage, head.borderImageSource].map(uncoloured);
    return {
      kind: verdict.dataset['verdict'] ?? '',
      word: verdict.querySelector('strong')?.textContent ?? '',
      shape: verdict.querySelector('.ui-verdict-shape')?.getAttribute('d') ?? '',
      pattern: [...painted, head.outlineStyle].join(' / '),
      tone: whole.getPropertyValue('--tone').trim(),
      mark: whole.getPropertyValue('--mark').trim(),
      ink: whole.getPropertyValue('--ink').trim(),
    };
  });
  return { ...face, tones: await tonesOf(paper, await page.screenshot()) };
}

/** The tone that fills the screen; null: none does. */
export function filling({ tones }: SeenFace): string | null {
  const [most] = tones;
  return most !== undefined && most.share > FILLS ? most.colour : null;
}

/** In what two answers are too alike for this eye; empty: they cannot be mistaken for each other. */
export function alike(one: SeenFace, other: SeenFace, eye: Eye): string[] {
  const same = (['word', 'shape', 'pattern'] as const).filter((part) => one[part] === other[part]);
  const [fill, otherFill] = [filling(one), filling(other)];
  if (fill === null || otherFill === null) return same;
  const ratio = contrast(eye.sees(lightOf(fill)), eye.sees(lightOf(otherFill)));
  return ratio >= 3 ? same : [...same, `luminance ${ratio.toFixed(2)}`];
}

/** What of an answer's own look this eye cannot make out: its pattern, or its words on the ground and the pattern. */
export function faint({ kind, tone, mark, ink }: SeenFace, eye: Eye): string[] {
  const [ground, pattern, words] = [tone, mark, ink].map((colour) => eye.sees(lightOf(colour)));
  if (ground === undefined || pattern === undefined || words === undefined) return [kind];
  const isPlain = tone === mark;
  return [
    ...(!isPlain && contrast(ground, pattern) < 1.15 ? ['pattern'] : []),
    ...(contrast(words, ground) < 4.5 ? ['words'] : []),
  ];
}
