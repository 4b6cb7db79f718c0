import { makeFolder } from '../folders.js';
import { startGatehouse } from '../gatehouse.js';
import { signInOrganiser } from '../organiser.js';
import { DoorGround } from '../phone/door-ground.js';
import { judgeScanner } from './scores.js';

/** `npm run bench:lighthouse`: what Lighthouse gives the scanner on the phone that it plays. */
const data = await makeFolder();
const gatehouse = await startGatehouse({ data: data.path });
try {
  const organiser = await signInOrganiser(gatehouse);
  const ground = await DoorGround.lay(organiser, 'Judged');
  for (const { page, performance, accessibility, bestPractices, lost } of await judgeScanner(gatehouse.url, {
    organiser,
    ground,
  })) {
    process.stdout.write(
      `${page}: performance ${performance}, accessibility ${accessibility}, best practices ${bestPractices}\n`,
    );
    for (const line of lost) process.stdout.write(`  ${line}\n`);
  }
} finally {
  await gatehouse.stop();
  await data[Symbol.asyncDispose]();
}
