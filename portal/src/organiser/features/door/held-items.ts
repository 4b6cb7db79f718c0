import { useRef, useState } from 'preact/hooks';

/** What an entry of a list that moves by itself must tell, so that nothing that is typed in it is lost. */
export interface Holding {
  /** It has left the list: somebody else was sooner. */
  readonly isGone: boolean;
  /** Somebody begins or ends to write in it. */
  readonly hold: (isHeld: boolean) => void;
}

/**
 * A list that keeps an entry for as long as somebody writes in it, in its place and as it was last, also when others
 * have settled it meanwhile.
 */
export function useHeldItems<Item>(items: readonly Item[], idOf: (item: Item) => string) {
  const [heldIds, setHeldIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<readonly Item[]>([]);
  const shown = keepHeld({ items, before: last.current, heldIds }, idOf);
  last.current = shown;
  const present = new Set(items.map(idOf));
  return {
    shown,
    holdingOf(item: Item): Holding {
      const id = idOf(item);
      return { isGone: !present.has(id), hold: (isHeld) => setHeldIds((old) => withId(old, id, isHeld)) };
    },
  };
}

function withId(old: ReadonlySet<string>, id: string, isHeld: boolean): ReadonlySet<string> {
  const rest = [...old].filter((other) => other !== id);
  return new Set(isHeld ? [...rest, id] : rest);
}

interface Kept<Item> {
  readonly items: readonly Item[];
  /** As it was drawn last. */
  readonly before: readonly Item[];
  readonly heldIds: ReadonlySet<string>;
}

/** Each held entry that is missing stands behind the one that it stood behind: a form that moves loses the focus. */
export function keepHeld<Item>(
  { items, before, heldIds }: Kept<Item>,
  idOf: (item: Item) => string,
): readonly Item[] {
  const shown = [...items];
  before.forEach((item, index) => {
    const isShown = shown.some((other) => idOf(other) === idOf(item));
    if (isShown || !heldIds.has(idOf(item))) return;
    const earlier = new Set(before.slice(0, index).map(idOf));
    const place = shown.findLastIndex((other) => earlier.has(idOf(other)));
    shown.splice(place + 1, 0, item);
  });
  return shown;
}
