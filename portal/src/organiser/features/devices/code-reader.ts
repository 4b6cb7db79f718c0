/** Reads QR codes where the portal runs; what does that comes when it is wanted first. */
export interface CodeReader {
  /**
   * What the code in a picture says; null: there is none, or it cannot be read.
   * @param longest edge, in pixels, down to which a larger picture is made smaller
   */
  read(picture: CanvasImageSource, size: Size, longest?: number): Promise<string | null>;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Longest edge, in pixels: a code that fills a screen is found in it, and slow machines keep up. */
const LONGEST = 1_200;
const silent = {
  log: () => undefined,
  warn: () => undefined,
  logError: () => undefined,
  logErrors: () => undefined,
};

/** The browser's own reader where it has one, or else one in plain JavaScript: the portal's pages run no WebAssembly. */
export async function createCodeReader(): Promise<CodeReader> {
  const [{ Html5QrcodeShim }, { Html5QrcodeSupportedFormats }] = await Promise.all([
    import('html5-qrcode/esm/code-decoder'),
    import('html5-qrcode/esm/core'),
  ]);
  const shim = new Html5QrcodeShim([Html5QrcodeSupportedFormats.QR_CODE], true, false, silent);
  const canvas = document.createElement('canvas');
  return {
    async read(picture, { width, height }, longest = LONGEST) {
      const scale = Math.min(1, longest / Math.max(width, height));
      canvas.width = Math.max(1, Math.round(width * scale));
      canvas.height = Math.max(1, Math.round(height * scale));
      canvas
        .getContext('2d', { willReadFrequently: true })
        ?.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return shim.decodeRobustlyAsync(canvas).then(
        ({ text }) => text,
        () => null,
      );
    },
  };
}

/**
 * Shares of a picture's size at which it is looked at. The reader misses every tenth code that is perfectly clean, and
 * another one at each size.
 */
const looks = [1, 0.7, 0.5, 0.85, 0.6, 0.4, 0.3, 0.55, 0.45, 0.35, 0.25];

/**
 * @returns null when there is no code in the file, or it is no picture that this browser knows.
 * @throws when the reader itself cannot be fetched
 */
export async function readCodeOfFile(file: Blob): Promise<string | null> {
  const reader = await createCodeReader();
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const text = await readAtSomeSize(reader, bitmap);
  bitmap.close();
  return text;
}

async function readAtSomeSize(reader: CodeReader, bitmap: ImageBitmap): Promise<string | null> {
  const whole = Math.min(LONGEST, Math.max(bitmap.width, bitmap.height));
  for (const share of looks) {
    const text = await reader.read(bitmap, bitmap, whole * share);
    if (text !== null) return text;
  }
  return null;
}
