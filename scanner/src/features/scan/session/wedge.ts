/** A key as a hand scanner sends it; times in milliseconds that only go forward. */
export interface Stroke {
  readonly key: string;
  readonly at: number;
}

/** A scanner types faster than anybody, though a busy phone may see one of its keys late. */
const MEAN_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 500;
const SHORTEST_TEXT = 4;

/** Finds what a hand scanner types: keys in one quick burst, ended by Enter or Tab. */
export interface Wedge {
  /**
   * @returns the text when this stroke ends one. `part`: the stroke belongs to a burst, so it means nothing else on
   *   the page; null: a person's key.
   */
  press(stroke: Stroke): { readonly text: string } | 'part' | null;
}

export function createWedge(): Wedge {
  let text = '';
  let first = 0;
  let last = -Infinity;

  return {
    press({ key, at }) {
      if (at - last > LONGEST_PAUSE_MS) text = '';
      last = at;
      if (key === 'Enter' || key === 'Tab') {
        const burst = text;
        text = '';
        const isQuick = at - first <= MEAN_PAUSE_MS * burst.length;
        return isQuick && burst.length >= SHORTEST_TEXT ? { text: burst } : null;
      }
      // Shift and its like come between the characters of a burst.
      if ([...key].length !== 1) return null;
      if (text === '') first = at;
      text += key;
      return text.length > 1 ? 'part' : null;
    },
  };
}

/** Listens for a hand scanner, except while somebody types into a field. @returns ends it */
export function listenForWedge(target: Document, take: (text: string) => void): () => void {
  const wedge = createWedge();
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target)) return;
    const found = wedge.press({ key: event.key, at: event.timeStamp });
    if (found === null) return;
    // The space or Enter of a burst would press the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    if (found !== 'part') take(found.text);
  }
  target.addEventListener('keydown', onKey, true);
  return () => target.removeEventListener('keydown', onKey, true);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
