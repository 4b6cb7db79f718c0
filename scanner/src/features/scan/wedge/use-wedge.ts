import { useLayoutEffect, useRef } from 'preact/hooks';
import { wedgeSetup } from './kept-wedge.js';
import { readBurst } from './read-burst.js';
import { listenForBursts } from './wedge.js';

/** As long as a busy phone may see a key late; a scanner that is known to end with a key need not be waited for. */
const UNKNOWN_REST_MS = 500;
const KNOWN_REST_MS = 200;

/** Hands on what a hand scanner reads, for as long as the component is drawn. */
export function useWedge(take: (text: string) => void): void {
  const taker = useRef(take);
  taker.current = take;
  // Before the screen is painted, so that a code that is read at once is not lost.
  useLayoutEffect(
    () =>
      listenForBursts(document, (burst) => taker.current(readBurst(burst, wedgeSetup.get())), restOfKnown),
    [],
  );
}

function restOfKnown(): number | null {
  const setup = wedgeSetup.get();
  if (setup === null) return UNKNOWN_REST_MS;
  return setup.end === 'none' ? KNOWN_REST_MS : null;
}
