import { prepareZXingModule } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { chooseEngine } from './choose-engine.js';
import type { DecoderAnswer, DecoderRequest } from './decoder.js';
import { nativeEngine } from './native-engine.js';
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

async function read({ number, image, effort }: DecoderRequest): Promise<DecoderAnswer> {
  try {
    return { number, sights: inOrder(await (await engine).read(image, effort)) };
  } catch {
    return { number, sights: null };
  }
}
