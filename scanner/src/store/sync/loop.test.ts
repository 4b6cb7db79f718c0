import { expect, it } from 'vitest';
import { createLoop, type Loop, type Round } from './loop.js';

/** A loop whose rounds the test lets end; `begun` counts them. */
function controlled(options: { gapMs?: number; random?: () => number } = {}) {
  const rounds: ((round: Round | Error) => void)[] = [];
  const faults: unknown[] = [];
  const loop = createLoop({
    work: () =>
      new Promise<Round>((resolve, reject) =>
        rounds.push((round) => (round instanceof Error ? reject(round) : resolve(round))),
      ),
    gapMs: options.gapMs ?? 0,
    monotonic: () => performance.now(),
    random: options.random ?? (() => 0),
    onFault: (error) => faults.push(error),
  });
  return { loop, rounds, faults };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Long enough for a timer of no length to have run, several times. */
async function aMoment(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function end(loop: Loop, rounds: ((round: Round) => void)[]): Promise<void> {
  const stopped = loop.stop();
  for (const settle of rounds) settle('idle');
  await stopped;
}

it('runs once more when something happened meanwhile, however often', async () => {
  const { loop, rounds } = controlled();
  loop.wake();
  await until(() => rounds.length === 1);
  loop.wake();
  loop.wake();
  await aMoment();
  expect(rounds).toHaveLength(1);
  rounds[0]?.('idle');
  await until(() => rounds.length === 2);
  rounds[1]?.('idle');
  await aMoment();
  expect(rounds).toHaveLength(2);
  await end(loop, rounds);
});

it('goes on while there is more to do', async () => {
  const { loop, rounds } = controlled();
  loop.wake();
  await until(() => rounds.length === 1);
  rounds[0]?.('again');
  await until(() => rounds.length === 2);
  await end(loop, rounds);
});

it('waits after a failure, whatever happens, until somebody hurries it', async () => {
  const { loop, rounds } = controlled({ random: () => 1e6 });
  loop.wake();
  await until(() => rounds.length === 1);
  rounds[0]?.('failed');
  await aMoment();
  loop.wake();
  await aMoment();
  expect(rounds).toHaveLength(1);
  loop.hurry();
  await until(() => rounds.length === 2);
  await end(loop, rounds);
});

it('tries again by itself after a failure', async () => {
  const { loop, rounds } = controlled();
  loop.wake();
  for (let round = 0; round < 4; round++) {
    await until(() => rounds.length === round + 1);
    rounds[round]?.('failed');
  }
  await until(() => rounds.length === 5);
  await end(loop, rounds);
});

it('reports what it did not expect, and goes on', async () => {
  const { loop, rounds, faults } = controlled();
  loop.wake();
  await until(() => rounds.length === 1);
  rounds[0]?.(new Error('unexpected'));
  await until(() => rounds.length === 2);
  expect(faults).toEqual([new Error('unexpected')]);
  await end(loop, rounds);
});

it('settles a round that began after the call, not the one that runs', async () => {
  const { loop, rounds } = controlled();
  loop.wake();
  await until(() => rounds.length === 1);
  let settled = false;
  const round = loop.round().then(() => {
    settled = true;
  });
  rounds[0]?.('idle');
  await until(() => rounds.length === 2);
  expect(settled).toBe(false);
  rounds[1]?.('idle');
  await round;
  await end(loop, rounds);
});

it('does nothing any more when it was stopped', async () => {
  const { loop, rounds } = controlled();
  await loop.stop();
  loop.wake();
  loop.hurry();
  await loop.round();
  await aMoment();
  expect(rounds).toHaveLength(0);
});

it('comes back after the time that it was told, and at once when hurried', async () => {
  const { loop, rounds } = controlled();
  loop.wake();
  await until(() => rounds.length === 1);
  rounds[0]?.({ retryMs: 2 });
  await until(() => rounds.length === 2);
  rounds[1]?.({ retryMs: 3_600_000 });
  await aMoment();
  loop.wake();
  await aMoment();
  expect(rounds).toHaveLength(2);
  loop.hurry();
  await until(() => rounds.length === 3);
  await end(loop, rounds);
});
