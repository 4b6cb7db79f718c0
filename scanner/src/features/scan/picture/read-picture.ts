import type { Decoder } from '../decoder/decoder.js';

/** Longest edges, in pixels: a code that fills the picture is found in a small one, a code in a corner in a large one. */
const EDGES = [800, 1600, 2800] as const;

/** What draws: a browser's, or a test's. */
export interface PicturePorts {
  readonly decoder: Pick<Decoder, 'decode'>;
  /** @throws when the file is no picture that this browser knows */
  readonly open: (file: Blob) => Promise<OpenPicture>;
}

export interface OpenPicture {
  readonly width: number;
  readonly height: number;
  /** The picture so large, in pixels. Null: there is no memory for it. */
  draw(width: number, height: number): ImageData | null;
  close(): void;
}

/**
 * What the codes in a picture say, each once. `unreadable`: this is no picture that can be opened here. It is looked
 * at in several sizes, because each finds codes that the others miss.
 */
export async function readPicture(file: Blob, { decoder, open }: PicturePorts) {
  const picture = await open(file).catch(() => null);
  if (picture === null) return 'unreadable' as const;
  try {
    const texts = new Set<string>();
    for (const edge of edgesFor(picture)) {
      const scale = edge / Math.max(picture.width, picture.height);
      const size = (length: number) => Math.max(1, Math.round(length * scale));
      const image = picture.draw(size(picture.width), size(picture.height));
      if (image === null) continue;
      for (const { text } of await decoder.decode(image, 'whole')) texts.add(text);
    }
    return [...texts];
  } finally {
    picture.close();
  }
}

/** None larger than the picture itself, which would show nothing new. */
function edgesFor({ width, height }: OpenPicture): readonly number[] {
  const longest = Math.max(width, height);
  return [...new Set(EDGES.map((edge) => Math.min(edge, longest)))];
}

/** Opens a file as browsers do, turned as the camera was held. */
export async function openPicture(file: Blob): Promise<OpenPicture> {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return {
    width: bitmap.width,
    height: bitmap.height,
    draw(width, height) {
      canvas.width = width;
      canvas.height = height;
      if (context === null) return null;
      // Where a picture lets something through, paper is white.
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.drawImage(bitmap, 0, 0, width, height);
      return context.getImageData(0, 0, width, height);
    },
    close: () => bitmap.close(),
  };
}
