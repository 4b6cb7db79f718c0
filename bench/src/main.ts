import { benchDoor } from './door/index.js';
import { benchGround } from './ground.js';
import { benchManifest } from './manifest.js';
import { benchPeople } from './people.js';
import { benchScanner } from './scanner.js';
import { benchSync } from './sync.js';

/** `npm run bench [-- name …]`: each benchmark with its baseline in the same run; without a name, all of them. */
const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  door: benchDoor,
  ground: benchGround,
  manifest: benchManifest,
  people: benchPeople,
  scanner: benchScanner,
  sync: benchSync,
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in benchmarks));
if (unknown === undefined) {
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${name}`);
    await run();
  }
} else {
  console.error(`There is no benchmark ${unknown}. There are: ${Object.keys(benchmarks).join(', ')}`);
  process.exitCode = 1;
}
