import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawScene, height, width } from './camera-picture.js';

/**
 * The camera of a Chromium, which reads a file of raw video (Y4M) as if a camera had seen it, over and over. It asks for
 * each frame when it is due and keeps none, so that writing over the frames changes what is seen: a test shows one code
 * after another to a page that goes on scanning. As with a hand before a lens, one frame may be half of each.
 * Two phones are two launches with a camera each; a phone that is killed and started again keeps its own.
 */
export interface FakeCamera extends AsyncDisposable {
  /** For the command line of the browser; each browser that is to see something else needs a camera of its own. */
  readonly args: readonly string[];
  /** Holds these codes before the camera, side by side, until something else is held there. None: an empty table. */
  show(...texts: string[]): Promise<void>;
  /** Plays each code for `frames` frames and then an empty table for `blank`, over and over. */
  play(texts: readonly string[], timing?: { readonly frames: number; readonly blank: number }): Promise<void>;
}

const framesPerSecond = 10;
const smallLook = { width, height, framesPerSecond, scene: drawScene };
/** Few enough to be written at once, and each with its own noise and angle. */
const shownFrames = 3;

/** What a camera gives: how large, how often, and what it sees of codes, as planar YUV 4:2:0. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly scene: (texts: readonly string[], frame: number) => Buffer;
}

/** Makes a camera that looks at an empty table. */
export async function makeCamera(look: Look = smallLook): Promise<FakeCamera> {
  const { width, height, framesPerSecond } = look;
  const header = `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420mpeg2\n`;
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-camera-'));
  const path = join(folder, 'camera.y4m');
  let length = 0;
  const write = async (frames: readonly Buffer[]) => {
    const bytes = Buffer.concat([
      Buffer.from(header),
      ...frames.flatMap((frame) => [Buffer.from('FRAME\n'), frame]),
    ]);
    // In place: the browser holds the file open, and would not notice another one of the same name.
    const file = await open(path, length === 0 ? 'w' : 'r+');
    try {
      await file.write(bytes, 0, bytes.length, 0);
      if (bytes.length < length) await file.truncate(bytes.length);
    } finally {
      await file.close();
    }
    length = bytes.length;
  };
  const scene = (texts: readonly string[], frames: number) =>
    Array.from({ length: frames }, (_, index) => look.scene(texts, index));
  await write(scene([], shownFrames));
  return {
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${path}`,
    ],
    show: (...texts) => write(scene(texts, shownFrames)),
    play: (texts, { frames, blank } = { frames: 10, blank: 4 }) =>
      write(texts.flatMap((text) => [...scene([text], frames), ...scene([], blank)])),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
