/** One code in a picture: what it says, and how far its middle is from the picture's middle (0 to about 0.7). */
export interface Sight {
  readonly text: string;
  readonly distance: number;
}

/** `quick`: for QR codes alone, which takes an eighth of the time of looking for every kind. */
export type Effort = 'quick' | 'whole';

/** What reads codes in a picture. */
export interface Engine {
  read(image: ImageData, effort: Effort): Promise<readonly Sight[]>;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** @param corners of the code, in pixels of the picture */
export function sightOf(text: string, corners: readonly Spot[], size: Pick<ImageData, 'width' | 'height'>) {
  const count = Math.max(1, corners.length);
  const x = corners.reduce((sum, corner) => sum + corner.x, 0) / count / size.width - 0.5;
  const y = corners.reduce((sum, corner) => sum + corner.y, 0) / count / size.height - 0.5;
  return { text, distance: Math.hypot(x, y) };
}
