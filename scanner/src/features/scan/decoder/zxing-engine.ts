import { type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { type Engine, sightOf } from './sight.js';

const common: ReaderOptions = {
  textMode: 'Plain',
  // A family holds several tickets into the picture.
  maxNumberOfSymbols: 8,
  tryDenoise: true,
};

/** Ours, and what most others print. */
const square: ReaderOptions = { ...common, formats: ['QRCode'] };

const others: ReaderOptions = {
  ...common,
  formats: [
    'Aztec',
    'DataMatrix',
    'PDF417',
    'Code128',
    'Code39',
    'EAN13',
    'EAN8',
    'UPCA',
    'UPCE',
    'ITF',
    'MicroQRCode',
  ],
};

/** ZXing as WebAssembly. `prepareZXingModule` has to have said where its file lies. */
export const zxingEngine: Engine = {
  async read(image, effort) {
    const found = await readBarcodes(image, square);
    const isDone = found.length > 0 || effort === 'quick';
    const codes = isDone ? found : await readBarcodes(image, others);
    return codes.map(({ text, position }) => {
      const { topLeft, topRight, bottomRight, bottomLeft } = position;
      return sightOf(text, [topLeft, topRight, bottomRight, bottomLeft], image);
    });
  },
};
