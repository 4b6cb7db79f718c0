import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenCamera } from './camera/camera.js';
import { watchFrames } from './camera/frames.js';
import { createDecoder } from './decoder/decoder.js';

/** Odd, so that both the whole picture and its middle get their turn; our own codes are looked for in every one. */
const WHOLE_EVERY = 3;

/**
 * Reads codes from the camera for as long as it is open.
 * @param take is called for every picture, also for one without a code
 * @returns whether the decoder breaks down again and again
 */
export function useDecoder(camera: OpenCamera | null, take: (texts: readonly string[]) => void): boolean {
  const [failing, setFailing] = useState(false);
  const taker = useRef(take);
  taker.current = take;
  useEffect(() => {
    if (camera === null) return undefined;
    const decoder = createDecoder();
    let pictures = 0;
    const stop = watchFrames(camera.video, async (image) => {
      pictures += 1;
      const texts = await decoder.decode(image, pictures % WHOLE_EVERY === 0 ? 'whole' : 'quick');
      setFailing(decoder.isFailing());
      taker.current(texts);
    });
    return () => {
      stop();
      decoder.close();
    };
  }, [camera]);
  return failing;
}
