/** Reads QR codes where the portal runs; what does that comes when it is wanted first. */
export interface CodeReader {
  /** What the code in a picture says; null: there is none, or it cannot be read. */
  read(picture: CanvasImageSource, size: Size): Promise<string | null>;
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
    async read(picture, { width, height }) {
      const scale = Math.min(1, LONGEST / Math.max(width, height));
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

/** @returns null when there is no code in the file, or it is no picture that this browser knows */
export async function readCodeOfFile(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const text = await (await createCodeReader()).read(bitmap, bitmap);
  bitmap.close();
  return text;
}
