/** A key as a hand scanner sends it. */
export interface Stroke {
  /** What this device's keyboard layout makes of it. */
  readonly key: string;
  /** Milliseconds that only go forward. */
  readonly at: number;
  /** Which key it is, by its place on the keyboard, as browsers name it; absent or empty where they do not say. */
  readonly code?: string;
  readonly shift?: boolean;
  /** With the key that gives a third sign (AltGr, Option). */
  readonly third?: boolean;
}

/** How a scanner says that a code is over; `none`: it only stops. */
export type BurstEnd = 'Enter' | 'Tab' | 'none';

/** The keys of one code, without the one that ended it. */
export interface Burst {
  readonly strokes: readonly Stroke[];
  readonly end: BurstEnd;
}

/** A scanner types faster than anybody, though a busy phone may see one of its keys late. */
const MEAN_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 500;
const SHORTEST_TEXT = 4;
/** Without a key that ends it, only the haste tells a scanner from a hand that tries keys. */
const UNENDED_PAUSE_MS = 40;
const SHORTEST_UNENDED = 6;

/** Finds what a hand scanner types: keys in one quick burst, ended by Enter, by Tab or by nothing. */
export interface Wedge {
  /**
   * @returns the burst when this stroke ends one. `part`: the stroke belongs to a burst, so it means nothing else on
   *   the page; null: a person's key.
   */
  press(stroke: Stroke): Burst | 'part' | null;
  /** No key came for a while. @returns the burst that ended so */
  rest(): Burst | null;
}

export function createWedge(): Wedge {
  let strokes: Stroke[] = [];
  let last = -Infinity;

  /** @param until when the burst was over */
  function take(end: BurstEnd, until: number): Burst | null {
    const burst = strokes;
    strokes = [];
    const [least, pause] =
      end === 'none' ? [SHORTEST_UNENDED, UNENDED_PAUSE_MS] : [SHORTEST_TEXT, MEAN_PAUSE_MS];
    const isQuick = until - (burst[0]?.at ?? until) <= pause * burst.length;
    return isQuick && burst.length >= least ? { strokes: burst, end } : null;
  }

  return {
    press(stroke) {
      const { key, at } = stroke;
      if (at - last > LONGEST_PAUSE_MS) strokes = [];
      last = at;
      if (key === 'Enter' || key === 'Tab') return take(key, at);
      // Shift and its like come between the characters of a burst. An accent that waits for its letter is one of them.
      if ([...key].length !== 1 && key !== 'Dead') return null;
      strokes.push(stroke);
      return strokes.length > 1 ? 'part' : null;
    },
    rest: () => take('none', last),
  };
}

/** Who listens now is the last one that began; the others wait until that has ended. */
const takers: ((burst: Burst) => void)[] = [];

/**
 * Listens for a hand scanner, except while somebody types into a field.
 * @param restMs after which pause a burst is over by itself, milliseconds; null: only a key ends it
 * @returns ends it
 */
export function listenForBursts(
  target: Document,
  take: (burst: Burst) => void,
  restMs: () => number | null,
): () => void {
  const wedge = createWedge();
  let timer: ReturnType<typeof setTimeout> | undefined;
  takers.push(take);

  function onKey(event: KeyboardEvent): void {
    const third = event.getModifierState('AltGraph');
    if ((!third && (event.ctrlKey || event.altKey)) || event.metaKey || event.isComposing) return;
    if (takers.at(-1) !== take || isField(event.target)) return;
    const { key, code, shiftKey: shift, timeStamp: at } = event;
    const found = wedge.press({ key, code, shift, third, at });
    clearTimeout(timer);
    const rest = restMs();
    if (rest !== null) timer = setTimeout(() => hand(wedge.rest()), rest);
    if (found === null) return;
    // The space or Enter of a burst would press the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    hand(found);
  }

  function hand(found: Burst | 'part' | null): void {
    if (found === null || found === 'part') return;
    clearTimeout(timer);
    take(found);
  }

  target.addEventListener('keydown', onKey, true);
  return () => {
    clearTimeout(timer);
    takers.splice(takers.indexOf(take), 1);
    target.removeEventListener('keydown', onKey, true);
  };
}

/** What nobody types into has the focus often: a slider that was moved, a box that was ticked. */
const untyped: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !untyped.has(target.type);
  return target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName);
}
