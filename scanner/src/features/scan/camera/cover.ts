import type { Spot } from '../decoder/sight.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture fills a frame: as large as it takes, the middle in the middle, and what is too much cut off. */
export interface Cover {
  /** @param spot in parts of the picture @returns pixels of the frame, from its left and its top */
  toFrame(spot: Spot): Spot;
  /** @param spot pixels of the frame @returns parts of the picture */
  toPicture(spot: Spot): Spot;
}

/** Both sizes in pixels, of whatever kind. A picture or a frame without any extent lies at 0. */
export function coverOf(picture: Size, frame: Size): Cover {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height) || 0;
  const [width, height] = [picture.width * scale || 0, picture.height * scale || 0];
  const [left, top] = [(frame.width - width) / 2, (frame.height - height) / 2];
  return {
    toFrame: ({ x, y }) => ({ x: left + x * width, y: top + y * height }),
    toPicture: ({ x, y }) => ({
      x: width === 0 ? 0 : (x - left) / width,
      y: height === 0 ? 0 : (y - top) / height,
    }),
  };
}
