/** A part of a picture in its own pixels, and how large it is to be read. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly shownWidth: number;
  readonly shownHeight: number;
}

/** A picture of a video that nobody has drawn yet. Drawing it and taking its pixels is for the worker. */
export interface Undrawn {
  readonly frame: VideoFrame;
  readonly part: Part;
}

export type Picture = ImageData | Undrawn;

export function isUndrawn(picture: Picture): picture is Undrawn {
  return 'frame' in picture;
}

/** What is handed over with a picture, so that nothing of it is copied. */
export function transferOf(picture: Picture): Transferable[] {
  return [isUndrawn(picture) ? picture.frame : picture.data.buffer];
}

/** A camera has few frames and waits until each is given back. One that was handed over is closed already. */
export function letGo(picture: Picture): void {
  if (isUndrawn(picture)) picture.frame.close();
}

type Surface = HTMLCanvasElement | OffscreenCanvas;

/** @returns takes the pixels of a part of a picture; null: there is nothing to draw on */
export function createPen<T extends Surface>(
  surface: T,
): (source: CanvasImageSource, part: Part) => ImageData | null {
  const options = { willReadFrequently: true, alpha: false };
  const context = surface.getContext('2d', options) as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  return (source, { left, top, width, height, shownWidth, shownHeight }) => {
    if (context === null) return null;
    // Setting a size empties the canvas, also where it is the same.
    if (surface.width !== shownWidth) surface.width = shownWidth;
    if (surface.height !== shownHeight) surface.height = shownHeight;
    context.drawImage(source, left, top, width, height, 0, 0, shownWidth, shownHeight);
    return context.getImageData(0, 0, shownWidth, shownHeight);
  };
}
