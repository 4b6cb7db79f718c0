/** What a reader said of one picture. */
export interface Reading {
  readonly texts: readonly string[];
  readonly ms: number;
  /** Why the picture could not be opened; null: it was looked at. */
  readonly problem: string | null;
}

/** The two readers that are compared. */
export type Reader = 'gatehouse' | 'html5-qrcode';

/** The parts of the two that are used here. */
interface Loaded {
  readonly createDecoder: () => { decode(image: ImageData): Promise<readonly { readonly text: string }[]> };
  readonly Html5Qrcode: new (
    elementId: string,
    options: { verbose: boolean },
  ) => { scanFileV2(file: File, showImage: boolean): Promise<{ decodedText: string }> };
}

declare global {
  var gatehouseReaders: Readonly<Record<Reader, (picture: Blob) => Promise<Reading>>>;
}

/**
 * Runs in the page, which has loaded both: makes ours, with its worker and its WebAssembly, and has each read an empty
 * picture, so that nothing is measured that happens only once.
 */
export async function prepareReaders(): Promise<void> {
  const { createDecoder, Html5Qrcode } = globalThis as unknown as Loaded;
  const decoder = createDecoder();
  const host = document.body.appendChild(document.createElement('div'));
  host.id = 'stock';

  async function pixelsOf(picture: Blob): Promise<ImageData> {
    const bitmap = await createImageBitmap(picture);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('This browser draws nothing.');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  }

  globalThis.gatehouseReaders = {
    async gatehouse(picture) {
      const image = await pixelsOf(picture).catch((error: unknown) => String(error));
      if (typeof image === 'string') return { texts: [], ms: 0, problem: image };
      const start = performance.now();
      const sights = await decoder.decode(image);
      return { texts: sights.map(({ text }) => text), ms: performance.now() - start, problem: null };
    },
    async 'html5-qrcode'(picture) {
      const file = new File([picture], 'picture', { type: picture.type });
      const start = performance.now();
      const reader = new Html5Qrcode('stock', { verbose: false });
      const texts = await reader.scanFileV2(file, false).then(
        ({ decodedText }) => [decodedText],
        () => [],
      );
      return { texts, ms: performance.now() - start, problem: null };
    },
  };
  const empty = new OffscreenCanvas(320, 240);
  empty.getContext('2d')?.fillRect(0, 0, 320, 240);
  const blank = await empty.convertToBlob();
  for (const read of Object.values(globalThis.gatehouseReaders)) await read(blank);
}

/** Runs in the page. */
export async function readPicture(asked: {
  readonly reader: Reader;
  readonly picture: string;
}): Promise<Reading> {
  const blob = await (await fetch(asked.picture)).blob();
  return globalThis.gatehouseReaders[asked.reader](blob);
}
