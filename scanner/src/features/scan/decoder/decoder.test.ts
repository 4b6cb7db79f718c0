import { expect, test } from 'vitest';
import { createDecoder, type DecoderAnswer, type DecoderRequest, type DecoderThread } from './decoder.js';

type Behaviour = (request: DecoderRequest) => Omit<DecoderAnswer, 'number'> | 'silent' | 'crash';

/** A worker of the browser's, which behaves as it is told. */
function thread(behave: Behaviour, ended: () => void): DecoderThread {
  const target = new EventTarget();
  return {
    addEventListener: target.addEventListener.bind(target) as DecoderThread['addEventListener'],
    terminate: ended,
    postMessage(request: DecoderRequest) {
      queueMicrotask(() => {
        const told = behave(request);
        if (told === 'crash') target.dispatchEvent(new Event('error'));
        else if (told !== 'silent')
          target.dispatchEvent(new MessageEvent('message', { data: { number: request.number, ...told } }));
      });
    },
  };
}

function decoderOf(...behaviours: Behaviour[]) {
  const counts = { spawned: 0, ended: 0 };
  const decoder = createDecoder({
    spawn: () => {
      const behave = behaviours[Math.min(counts.spawned, behaviours.length - 1)] ?? (() => 'silent');
      counts.spawned += 1;
      return thread(behave, () => {
        counts.ended += 1;
      });
    },
    patienceMs: 20,
    firstPatienceMs: 20,
    restMs: 0,
    hasFrames: true,
  });
  return { decoder, counts };
}

const picture = () => ({ data: new Uint8ClampedArray(4), width: 1, height: 1 }) as ImageData;
const seen = { text: 'G:1', corners: [] };
const good: Behaviour = () => ({ sights: [seen] });

test('hands on what the worker reads, with the same worker', async () => {
  const { decoder, counts } = decoderOf(good);
  expect(await decoder.decode(picture())).toEqual([seen]);
  expect(await decoder.decode(picture())).toEqual([seen]);
  expect(counts).toEqual({ spawned: 1, ended: 0 });
});

test.each<[string, Behaviour]>([
  ['hangs', () => 'silent'],
  ['dies', () => 'crash'],
  ['breaks down over a picture', () => ({ sights: null })],
])('replaces a worker that %s', async (_, bad) => {
  const { decoder, counts } = decoderOf(bad, good);
  expect(await decoder.decode(picture())).toEqual([]);
  expect(await decoder.decode(picture())).toEqual([seen]);
  expect(counts).toEqual({ spawned: 2, ended: 1 });
  expect(decoder.isFailing()).toBe(false);
});

test('lives on when a worker cannot even be made, and says that it fails', async () => {
  const decoder = createDecoder({
    restMs: 0,
    spawn: () => {
      throw new Error('blocked');
    },
  });
  for (let picturesTaken = 0; picturesTaken < 3; picturesTaken++)
    expect(await decoder.decode(picture())).toEqual([]);
  expect(decoder.isFailing()).toBe(true);
});

test('takes one picture at a time', async () => {
  const { decoder } = decoderOf(good);
  const first = decoder.decode(picture());
  expect(await decoder.decode(picture())).toEqual([]);
  expect(await first).toEqual([seen]);
});

/** A frame of a camera, which has to be given back. */
function undrawn() {
  const state = { closed: 0 };
  function close(): void {
    state.closed += 1;
  }
  const frame = { close } as VideoFrame;
  const part = { left: 0, top: 0, width: 1, height: 1, shownWidth: 1, shownHeight: 1 };
  return { picture: { frame, part }, state };
}

test('a worker that cannot draw frames gets pixels from then on, and has not failed', async () => {
  const { decoder, counts } = decoderOf(({ picture }) =>
    'frame' in picture ? { sights: [], cannotDraw: true } : { sights: [seen] },
  );
  expect(decoder.takesFrames()).toBe(true);
  expect(await decoder.decode(undrawn().picture)).toEqual([]);
  expect(decoder.takesFrames()).toBe(false);
  expect(await decoder.decode(picture())).toEqual([seen]);
  expect(counts).toEqual({ spawned: 1, ended: 0 });
});

test('every frame is given back, also one that nobody reads', async () => {
  const { decoder } = decoderOf(good, () => 'crash');
  const [read, turnedAway] = [undrawn(), undrawn()];
  const reading = decoder.decode(read.picture);
  expect(await decoder.decode(turnedAway.picture)).toEqual([]);
  await reading;
  expect([read.state.closed, turnedAway.state.closed]).toEqual([1, 1]);
});
