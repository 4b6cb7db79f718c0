import { type Read, watchFrames } from '../scan/camera/frames.js';
import { createDecoder, type Decoder } from '../scan/decoder/decoder.js';

/** The first ones wait for the reader to be loaded. */
const WARM_UP = 3;
const MEASURED = 9;
const PATIENCE_MS = 20_000;

/**
 * Reads pictures of the camera for a moment, as scanning does.
 * @returns the median, in milliseconds; null when the camera gave too few pictures
 * @throws when the camera cannot be opened
 */
export async function measureSpeed(): Promise<number | null> {
  const ideal = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: ideal, audio: false });
  const video = document.createElement('video');
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  const decoder = createDecoder();
  try {
    await video.play();
    return median(await timePictures(video, decoder));
  } finally {
    decoder.close();
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

function timePictures(video: HTMLVideoElement, decoder: Decoder): Promise<number[]> {
  return new Promise((done) => {
    const times: number[] = [];
    const end = () => {
      clearTimeout(timer);
      stop();
      done(times.slice(WARM_UP));
    };
    const timer = setTimeout(end, PATIENCE_MS);
    const read: Read = async (picture) => {
      const before = performance.now();
      await decoder.decode(picture);
      times.push(performance.now() - before);
      if (times.length >= WARM_UP + MEASURED) end();
    };
    const stop = watchFrames(video, read, decoder);
  });
}

function median(times: readonly number[]): number | null {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null;
}
