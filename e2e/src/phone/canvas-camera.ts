import type { Page } from 'playwright-core';
import { drawScene, height, width } from '../camera-picture.js';

type CanvasPage = typeof globalThis & {
  /** Shows grey values, a byte each. @returns when the first frame of them was drawn, by the page's clock */
  gatehouseShow: (grey: string) => Promise<number>;
};

/** Runs in the page before everything else: its camera is a canvas, so that it is known when a picture appears. */
export function useCanvasAsCamera({ width, height }: { width: number; height: number }): void {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  const picture = new ImageData(width, height);
  let onDrawn: (() => void) | null = null;
  setInterval(() => {
    context?.putImageData(picture, 0, 0);
    onDrawn?.();
    onDrawn = null;
  }, 33);
  const page = globalThis as CanvasPage;
  page.gatehouseShow = (grey) => {
    const bytes = Uint8Array.from(atob(grey), (character) => character.charCodeAt(0));
    for (const [index, value] of bytes.entries()) picture.data.set([value, value, value, 255], 4 * index);
    return new Promise((resolve) => {
      onDrawn = () => resolve(performance.now());
    });
  };
  // On the prototype: WebKit may make the object anew and forget what was put on it.
  MediaDevices.prototype.getUserMedia = async () => canvas.captureStream(30);
}

export const canvasSize = { width, height };

/** @returns when the picture of this code was first seen, milliseconds of the page's clock; no code: an empty table */
export function showOnCanvas(page: Page, ...texts: string[]): Promise<number> {
  const grey = drawScene(texts, 0)
    .subarray(0, width * height)
    .toString('base64');
  return page.evaluate((picture) => (globalThis as CanvasPage).gatehouseShow(picture), grey);
}
