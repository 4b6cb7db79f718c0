import type { Loop, Task } from './loop.js';

interface Interval {
  task: Task;
  isOff: boolean;
}

type Handle = Task | Interval;

/** Puts the loop's clock in the place of the machine's, for all code of this thread. @returns undoes it */
export function takeOverTime(loop: Loop): () => void {
  const virtual: Readonly<Record<string, unknown>> = {
    setTimeout: (run: (...given: unknown[]) => void, ms: number, ...given: unknown[]) =>
      loop.post(ms, () => run(...given)),
    setImmediate: (run: (...given: unknown[]) => void, ...given: unknown[]) =>
      loop.post(0, () => run(...given)),
    setInterval: (run: () => void, ms: number) => interval(loop, run, ms),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    // Packing happens in threads of its own, whose order nobody can repeat; without it the phone sends as it is.
    CompressionStream: undefined,
    BroadcastChannel: undefined,
  };
  const before = Object.keys(virtual).map((name) => [name, Reflect.get(globalThis, name)] as const);
  for (const [name, value] of Object.entries(virtual)) Reflect.set(globalThis, name, value);
  const { timeout } = AbortSignal;
  const { now } = Date;
  AbortSignal.timeout = (ms) => {
    // A real one costs more than all that it is for; whoever waits here only listens.
    const listeners: (() => void)[] = [];
    loop.post(ms, () => {
      for (const listener of listeners) listener();
    });
    const signal = { aborted: false, addEventListener: (_: 'abort', run: () => void) => listeners.push(run) };
    return signal as unknown as AbortSignal;
  };
  Date.now = () => loop.now;
  return () => {
    for (const [name, value] of before) Reflect.set(globalThis, name, value);
    AbortSignal.timeout = timeout;
    Date.now = now;
  };
}

function clear(handle: Handle | undefined): void {
  if (handle === undefined) return;
  handle.isOff = true;
  if ('task' in handle) handle.task.isOff = true;
}

function interval(loop: Loop, run: () => void, ms: number): Interval {
  const again = () => {
    if (made.isOff) return;
    run();
    if (!made.isOff) made.task = loop.post(ms, again);
  };
  const made: Interval = { task: loop.post(ms, again), isOff: false };
  return made;
}
