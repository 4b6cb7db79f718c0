import { useEffect, useState } from 'preact/hooks';

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
    patch: (fields) => set({ ...current, ...fields }),
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
  const [held, hold] = useState(() => ({ readable, value: readable.get() }));
  useEffect(() => {
    const look = () => hold({ readable, value: readable.get() });
    // What changed between drawing and this moment would otherwise be missed.
    look();
    return readable.subscribe(look);
  }, [readable]);
  return held.readable === readable ? held.value : readable.get();
}
