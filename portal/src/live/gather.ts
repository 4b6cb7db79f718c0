/** A gatherer passes things on in bundles: the first at once, the next not before `ms` have gone by. */
export interface Gatherer<Item> {
  readonly add: (items: Iterable<Item>) => void;
  readonly stop: () => void;
}

/**
 * @param ms the least time between two bundles, in milliseconds
 * @param pass takes the different things that came since the last bundle
 */
export function gather<Item>(ms: number, pass: (items: ReadonlySet<Item>) => void): Gatherer<Item> {
  let held = new Set<Item>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush(): void {
    timer = undefined;
    if (held.size === 0) return;
    const bundle = held;
    held = new Set();
    timer = setTimeout(flush, ms);
    pass(bundle);
  }
  return {
    add: (items) => {
      for (const item of items) held.add(item);
      if (timer === undefined) flush();
    },
    stop: () => {
      clearTimeout(timer);
      held.clear();
    },
  };
}
