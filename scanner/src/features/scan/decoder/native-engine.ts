import { type Engine, type Spot, sightOf } from './sight.js';

interface Detected {
  readonly rawValue: string;
  readonly cornerPoints: readonly Spot[];
}

/** The browser's own reader, which TypeScript's library does not describe: Chrome on Android and macOS have it. */
interface Detector {
  new (options: {
    readonly formats: readonly string[];
  }): { detect(image: ImageData): Promise<readonly Detected[]> };
  getSupportedFormats(): Promise<readonly string[]>;
}

const formats = [
  'qr_code',
  'aztec',
  'data_matrix',
  'pdf417',
  'code_128',
  'code_39',
  'ean_13',
  'ean_8',
  'upc_a',
  'upc_e',
  'itf',
];

/** @returns null where the browser has none, or one that cannot read every kind of code that tickets carry */
export async function nativeEngine(): Promise<Engine | null> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: Detector };
  if (BarcodeDetector === undefined) return null;
  try {
    const known = new Set(await BarcodeDetector.getSupportedFormats());
    if (!formats.every((format) => known.has(format))) return null;
    const detector = new BarcodeDetector({ formats });
    return {
      async read(image) {
        const found = await detector.detect(image);
        return found.map(({ rawValue, cornerPoints }) => sightOf(rawValue, cornerPoints, image));
      },
    };
  } catch {
    return null;
  }
}
