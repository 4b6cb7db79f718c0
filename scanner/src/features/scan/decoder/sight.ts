/** A place in a picture: parts of its width and of its height, 0 at the left and at the top. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** One code in a picture: what it says and where its four corners lie; a bar code's may be two. */
export interface Sight {
  readonly text: string;
  readonly corners: readonly Spot[];
}

/** `quick`: for QR codes alone, which takes an eighth of the time of looking for every kind. */
export type Effort = 'quick' | 'whole';

/** What reads codes in a picture. */
export interface Engine {
  read(image: ImageData, effort: Effort): Promise<readonly Sight[]>;
}

/** @param corners of the code, in pixels of the picture */
export function sightOf(
  text: string,
  corners: readonly Spot[],
  { width, height }: Pick<ImageData, 'width' | 'height'>,
): Sight {
  return { text, corners: corners.map(({ x, y }) => ({ x: x / width, y: y / height })) };
}

export function middleOf(corners: readonly Spot[]): Spot {
  const count = Math.max(1, corners.length);
  return {
    x: corners.reduce((sum, { x }) => sum + x, 0) / count,
    y: corners.reduce((sum, { y }) => sum + y, 0) / count,
  };
}

/** Each text once, the nearest to the middle first. */
export function inOrder(sights: readonly Sight[]): Sight[] {
  const distance = ({ corners }: Sight) => {
    const { x, y } = middleOf(corners);
    return Math.hypot(x - 0.5, y - 0.5);
  };
  const byText = new Map<string, Sight>();
  for (const sight of [...sights].sort((a, b) => distance(a) - distance(b)))
    if (sight.text !== '' && !byText.has(sight.text)) byText.set(sight.text, sight);
  return [...byText.values()];
}
