import { prepareZXingModule } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { chooseEngine } from './choose-engine.js';
import type { DecoderAnswer, DecoderRequest } from './decoder.js';
import { nativeEngine } from './native-engine.js';
import { createPen, isUndrawn, letGo, type Undrawn } from './picture.js';
import { inOrder } from './sight.js';
import { zxingEngine } from './zxing-engine.js';

// Its own idea is to fetch the file from the Internet.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true }).catch(
  () => undefined,
);

const engine = nativeEngine().then((native) =>
  chooseEngine({ native, wasm: zxingEngine, clock: () => performance.now() }),
);

addEventListener('message', ({ data }: MessageEvent<DecoderRequest>) => {
  void answer(data);
});

async function answer(request: DecoderRequest): Promise<void> {
  postMessage(await read(request));
}

async function read({ number, picture, effort }: DecoderRequest): Promise<DecoderAnswer> {
  try {
    const image = isUndrawn(picture) ? drawn(picture) : picture;
    if (image === null) return { number, sights: [], cannotDraw: true };
    return { number, sights: inOrder(await (await engine).read(image, effort)) };
  } catch {
    return { number, sights: null };
  }
}

let pen: ReturnType<typeof createPen> | null = null;

/** @returns null: this browser's workers cannot draw frames */
function drawn(undrawn: Undrawn): ImageData | null {
  try {
    pen ??= createPen(new OffscreenCanvas(1, 1));
    return pen(undrawn.frame, undrawn.part);
  } catch {
    return null;
  } finally {
    letGo(undrawn);
  }
}
