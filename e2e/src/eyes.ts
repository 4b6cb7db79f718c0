import type { Page } from 'playwright-core';

type Matrix = readonly [readonly number[], readonly number[], readonly number[]];
/** Of linear light, 0 to 1. */
type Light = readonly [number, number, number];

/** An eye that sees the colours of a screen in its own way. */
export interface Eye {
  readonly name: string;
  readonly sees: (light: Light) => Light;
}

/**
 * Protanopia and deuteranopia as G. M. Machado, M. M. Oliveira and L. A. F. Fernandes give them for severity 1.0 in "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE Transactions on Visualization and Computer
 * Graphics, 2009), for linear sRGB; grey by the weights of relative luminance in WCAG 2.
 */
const protanopia: Matrix = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];
const deuteranopia: Matrix = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];
const weights = [0.2126, 0.7152, 0.0722] as const;
const grey: Matrix = [weights, weights, weights];

export const eyes: readonly Eye[] = [
  { name: 'all colours', sees: (light) => light },
  { name: 'protanopia', sees: through(protanopia) },
  { name: 'deuteranopia', sees: through(deuteranopia) },
  { name: 'greyscale', sees: through(grey) },
];

function through(matrix: Matrix): Eye['sees'] {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const row = (weigh: readonly number[], light: Light) =>
    clamp(weigh.reduce((sum, weight, index) => sum + weight * (light[index] ?? 0), 0));
  return (light) => [row(matrix[0], light), row(matrix[1], light), row(matrix[2], light)];
}

/** @param colour `rgb(1, 2, 3)` or `#010203` */
export function lightOf(colour: string): Light {
  const parts = colour.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : [...colour.matchAll(/[\d.]+/g)].map(Number);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

/** The contrast of WCAG 2, 1 to 21. */
export function contrast(one: Light, other: Light): number {
  const [dark = 0, bright = 0] = [one, other]
    .map((light) => weights.reduce((sum, weight, index) => sum + weight * (light[index] ?? 0), 0.05))
    .sort((a, b) => a - b);
  return bright / dark;
}

/** A tone of a picture, and how much of the picture it is, 0 to 1. */
export interface Tone {
  readonly colour: string;
  readonly share: number;
}

/** The tones of a picture, the most frequent first. @param page any page, to count pixels on */
export async function tonesOf(page: Page, png: Buffer): Promise<Tone[]> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser draws nothing.');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 8)
      .map(([colour, count]) => ({ colour, share: (4 * count) / data.length }));
  }, png.toString('base64'));
}
