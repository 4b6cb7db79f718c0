import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenCamera } from './camera/camera.js';
import { type Cut, type Read, watchFrames } from './camera/frames.js';
import { createDecoder } from './decoder/decoder.js';
import type { Sight } from './decoder/sight.js';

/** Odd, so that both the whole picture and its middle get their turn; our own codes are looked for in every one. */
const WHOLE_EVERY = 3;

/**
 * Reads codes from the camera for as long as it is open.
 * @param take is called for every picture, also for one without a code; places are those in the whole of the video
 * @returns whether the decoder breaks down again and again
 */
export function useDecoder(camera: OpenCamera | null, take: (sights: readonly Sight[]) => void): boolean {
  const [failing, setFailing] = useState(false);
  const taker = useRef(take);
  taker.current = take;
  useEffect(() => {
    if (camera === null) return undefined;
    const decoder = createDecoder();
    let pictures = 0;
    const read: Read = async (picture, cut) => {
      pictures += 1;
      const sights = await decoder.decode(picture, pictures % WHOLE_EVERY === 0 ? 'whole' : 'quick');
      setFailing(decoder.isFailing());
      taker.current(sights.map((sight) => inVideo(sight, cut)));
    };
    const stop = watchFrames(camera.video, read, decoder);
    return () => {
      stop();
      decoder.close();
    };
  }, [camera]);
  return failing;
}

function inVideo({ text, corners }: Sight, { left, top, width, height }: Cut): Sight {
  return { text, corners: corners.map(({ x, y }) => ({ x: left + x * width, y: top + y * height })) };
}
