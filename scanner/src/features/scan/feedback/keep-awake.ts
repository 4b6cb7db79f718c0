/** The part of a page's document that says whether it is seen. */
export type SeenPage = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

/** The part of the browser that keeps a screen lit. */
export interface Lamp {
  request(kind: 'screen'): Promise<{ release(): Promise<void> }>;
}

/**
 * Keeps the screen lit while the page is seen. A browser lets go of it whenever the page is hidden, so it is taken
 * anew each time that the page is seen again. @param lamp undefined: this browser cannot @returns ends it
 */
export function keepAwake(page: SeenPage, lamp: Lamp | undefined): () => void {
  let held: { release(): Promise<void> } | undefined;
  let ended = false;
  async function ask(): Promise<void> {
    if (page.visibilityState !== 'visible' || lamp === undefined) return;
    try {
      const fresh = await lamp.request('screen');
      if (ended) await fresh.release();
      else held = fresh;
    } catch {
      // A phone that saves its battery refuses; the screen then goes dark as it always does.
    }
  }
  const whenSeen = () => void ask();
  page.addEventListener('visibilitychange', whenSeen);
  void ask();
  return () => {
    ended = true;
    page.removeEventListener('visibilitychange', whenSeen);
    void held?.release().catch(() => undefined);
  };
}
