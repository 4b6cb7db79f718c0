import { useEffect, useRef, useState } from 'preact/hooks';

/** A value that changes, and who wants to know. */
export interface Readable<T> {
  get(): T;
  /** @param listener is called after each change, not at once; @returns ends it */
  subscribe(listener: () => void): () => void;
}

export interface State<T> extends Readable<T> {
  set(value: T): void;
  /** Sets the fields that are named and leaves the others. */
  patch(fields: Partial<T>): void;
}

export function createState<T>(initial: T): State<T> {
  let current = initial;
  const listeners = new Set<() => void>();

  function set(value: T): void {
    if (Object.is(value, current)) return;
    current = value;
    for (const listener of [...listeners]) listener();
  }

  return {
    get: () => current,
    set,
    patch(fields) {
      const names = Object.keys(fields) as (keyof T)[];
      if (names.some((name) => !Object.is(current[name], fields[name]))) set({ ...current, ...fields });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The value now; draws the component again after each change. */
export function useReadable<T>(readable: Readable<T>): T {
  return usePicked(readable, itself);
}

function itself<T>(value: T): T {
  return value;
}

/** A part of the value now; draws the component again only when that part has become another one. */
export function usePicked<T, Part>(readable: Readable<T>, pick: (value: T) => Part): Part {
  const [, drawAgain] = useState(0);
  const part = pick(readable.get());
  const drawn = useRef({ part, pick });
  drawn.current = { part, pick };
  useEffect(() => {
    const look = () => {
      const { part: before, pick: pickNow } = drawn.current;
      if (!Object.is(pickNow(readable.get()), before)) drawAgain((count) => count + 1);
    };
    // What changed between drawing and this moment would otherwise be missed.
    look();
    return readable.subscribe(look);
  }, [readable]);
  return part;
}
