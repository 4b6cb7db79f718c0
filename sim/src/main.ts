import { runSeed } from './run-seed.js';

await runSeed(1);
for (let i = 2; i < 12; i++) {
  const u = performance.now();
  await runSeed(i);
  console.log(performance.now() - u);
}
