import { expect, test } from 'vitest';
import { makeFolder } from './folders.js';
import { startGatehouse } from './gatehouse.js';
import { judgeScanner } from './lighthouse/scores.js';
import { signInOrganiser } from './organiser.js';
import { DoorGround } from './phone/door-ground.js';
import { isSoak } from './soak.js';

const LEAST = 95;

// It times the processor that it shares with everybody else here, so it is asked only where somebody waits for it.
test.runIf(isSoak)('Lighthouse finds next to nothing to say', { timeout: 600_000 }, async () => {
  await using data = await makeFolder();
  await using gatehouse = await startGatehouse({ data: data.path });
  const organiser = await signInOrganiser(gatehouse);
  const ground = await DoorGround.lay(organiser, 'Judged');
  for (const { page, lost, ...scores } of await judgeScanner(gatehouse.url, { organiser, ground })) {
    process.stdout.write(`${page}: ${JSON.stringify(scores)}\n`);
    expect(Math.min(...Object.values(scores)), `${page}\n${lost.join('\n')}`).toBeGreaterThanOrEqual(LEAST);
  }
});
