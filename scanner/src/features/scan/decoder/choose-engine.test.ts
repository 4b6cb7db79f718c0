import { expect, test } from 'vitest';
import { chooseEngine } from './choose-engine.js';
import type { Engine } from './sight.js';

const picture = {} as ImageData;
let time = 0;

function engine(milliseconds: number, read: (count: number) => readonly string[]) {
  const counts = { pictures: 0 };
  const made: Engine = {
    read: async () => {
      time += milliseconds;
      counts.pictures += 1;
      return read(counts.pictures).map((text) => ({ text, corners: [] }));
    },
  };
  return { counts, engine: made };
}

async function run(native: ReturnType<typeof engine> | null, pictures: number) {
  const wasm = engine(10, () => ['code']);
  const chosen = chooseEngine({ native: native?.engine ?? null, wasm: wasm.engine, clock: () => time });
  const read: string[] = [];
  for (let count = 0; count < pictures; count++)
    read.push(...(await chosen.read(picture, 'whole')).map(({ text }) => text));
  return { read, wasm: wasm.counts.pictures, native: native?.counts.pictures ?? 0 };
}

test('reads with WebAssembly where the browser has no reader', async () => {
  expect(await run(null, 10)).toMatchObject({ wasm: 10, native: 0 });
});

test('keeps the browser’s reader when it is faster and reads as much', async () => {
  const { read, wasm, native } = await run(
    engine(2, () => ['code']),
    30,
  );
  expect(read).toHaveLength(30);
  expect(native).toBe(30);
  expect(wasm).toBe(6);
});

test('lets a slow one go', async () => {
  expect(
    await run(
      engine(9, () => ['code']),
      30,
    ),
  ).toMatchObject({ wasm: 30, native: 6 });
});

test('lets one go that misses a code', async () => {
  expect(
    await run(
      engine(1, () => []),
      30,
    ),
  ).toMatchObject({ wasm: 30, native: 1 });
});

test('asks the other one now and then about pictures in which nothing was found', async () => {
  const { wasm } = await run(
    engine(1, (count) => (count <= 6 ? ['code'] : [])),
    46,
  );
  expect(wasm).toBe(6 + 10);
});

test('a reader that throws is out, and its picture is read all the same', async () => {
  const broken = engine(1, (count) => {
    if (count > 8) throw new Error('gone');
    return ['code'];
  });
  const { read, native } = await run(broken, 20);
  expect(read).toHaveLength(20);
  expect(native).toBe(9);
});
