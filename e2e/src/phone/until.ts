import { setTimeout as pause } from 'node:timers/promises';

/** Far longer than it takes, because a busy machine must fail nothing. */
export const PATIENCE_MS = 60_000;

/** Looks again and again. @returns the first value that is right @throws Error with the last one otherwise */
export async function until<T>(look: () => T | Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await look();
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`It stays at ${JSON.stringify(value)}.`);
    await pause(25);
  }
}
