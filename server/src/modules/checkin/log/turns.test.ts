import { expect, onTestFinished, test, vi } from 'vitest';
import { createTurns } from './turns.js';

interface Task {
  readonly owner: string;
  readonly size?: number;
  readonly line?: string;
  readonly fails?: boolean;
}

/** Turns that end when they are told to, and what was done in each. */
function begin(patience?: { ms: number; error: () => Error }) {
  const turns: string[][] = [];
  const waiting = new Map<number, () => void>();
  const ended = new Set<number>();
  const alone: string[] = [];
  const take = createTurns<Task, string>({
    keyOf: ({ line = 'event' }) => line,
    ownerOf: ({ owner }) => owner,
    sizeOf: ({ size = 500 }) => size,
    async run(items) {
      const turn = turns.push(items.map(({ owner }) => owner)) - 1;
      if (!ended.has(turn)) await new Promise<void>((resolve) => waiting.set(turn, resolve));
      if (items.some(({ fails }) => fails)) throw new Error('one of these');
      return items.map(({ owner }) => `${owner} with ${items.length}`);
    },
    async runAlone({ owner, fails }) {
      alone.push(owner);
      if (fails) throw new Error(`${owner} alone`);
      return `${owner} alone`;
    },
    ...(patience ? { patience } : {}),
  });
  const end = (turn: number): void => {
    ended.add(turn);
    waiting.get(turn)?.();
  };
  return { turns, alone, take, end };
}

test('serves two at once, and together those that came meanwhile', async () => {
  const { turns, take, end } = begin();
  const answers = ['a', 'b', 'c', 'd', 'e'].map((owner) => take({ owner }));
  expect(turns).toEqual([['a'], ['b']]);
  end(0);
  expect(await answers[0]).toBe('a with 1');
  await expect.poll(() => turns).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
  end(1);
  end(2);
  expect(await Promise.all(answers.slice(1))).toEqual(['b with 1', 'c with 3', 'd with 3', 'e with 3']);
});

test('lets small ones pass large ones, and takes no more than fit', async () => {
  const { turns, take, end } = begin();
  for (const owner of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) void take({ owner, size: 1_500 });
  expect(turns).toEqual([['a'], ['b']]);
  end(0);
  await expect.poll(() => turns.at(-1)).toEqual(['c', 'd']);
  for (const owner of ['1', '2', '3', '4', '5']) void take({ owner, size: 1 });
  expect(turns.slice(3)).toEqual([['1'], ['2'], ['3']]);
  end(3);
  await expect.poll(() => turns.at(-1)).toEqual(['4', '5']);
});

test('takes less at a time while somebody with little is about', async () => {
  const { turns, take, end } = begin();
  for (const owner of ['a', 'b', 'c', 'd', 'e', 'f']) void take({ owner });
  void take({ owner: 'live', size: 1 });
  end(0);
  await expect.poll(() => turns.at(-1)).toEqual(['c', 'd']);
  end(1);
  await expect.poll(() => turns.at(-1)).toEqual(['e', 'f']);
});

test('never does two of one owner in one turn, and mixes no lines', async () => {
  const { turns, take, end } = begin();
  for (const owner of ['a', 'b', 'c', 'c', 'd']) void take({ owner });
  void take({ owner: 'x', line: 'another event' });
  expect(turns).toEqual([['a'], ['b'], ['x']]);
  end(0);
  await expect.poll(() => turns.at(-1)).toEqual(['c', 'd']);
  end(1);
  await expect.poll(() => turns.at(-1)).toEqual(['c']);
});

test('does one by one what fails together, and tells each its own error', async () => {
  const { alone, take, end } = begin();
  for (const owner of ['a', 'b']) void take({ owner });
  const answers = [take({ owner: 'c' }), take({ owner: 'd', fails: true }), take({ owner: 'e' })];
  const settled = Promise.allSettled(answers);
  end(0);
  end(2);
  await expect.poll(() => alone).toEqual(['c', 'd', 'e']);
  expect(await settled).toMatchObject([
    { value: 'c alone' },
    { reason: new Error('d alone') },
    { value: 'e alone' },
  ]);
  const next = take({ owner: 'f' });
  end(1);
  end(3);
  expect(await next).toBe('f with 1');
});

test('sends away whoever stood in line for too long, and nobody whose turn has come', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { turns, take, end } = begin({ ms: 12_000, error: () => new Error('come again') });
  const answers = ['a', 'b', 'c'].map((owner) => take({ owner }));
  await vi.advanceTimersByTimeAsync(11_000);
  const late = take({ owner: 'd' });
  const sentAway = expect(answers[2]).rejects.toThrow('come again');
  await vi.advanceTimersByTimeAsync(1_000);
  await sentAway;
  for (const turn of [0, 1, 2]) end(turn);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await Promise.all([answers[0], answers[1], late])).toEqual(['a with 1', 'b with 1', 'd with 1']);
  expect(turns).toEqual([['a'], ['b'], ['d']]);
});
