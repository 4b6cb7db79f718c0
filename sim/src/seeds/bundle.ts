import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, sep } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { type Edit, type PlantedBug, planted } from './planted-bug.js';
import { repositoryRoot, simFolder } from './repository-root.js';

const conditionNames = ['source', 'module', 'node', 'import', 'default'];
/** They find their own files beside them, so they stay outside, where `sim` has them. */
const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

/**
 * Writes the simulator as one program, with the bug in it.
 * @param bug null: as the sources are
 * @param folder below `sim/node_modules`, so that what stays outside is found from there
 * @param entry what the program begins with, below `sim`
 * @returns the file to start as a worker
 * @throws when an edit does not fit, or edits what the simulator does not contain
 */
export async function bundleSimulator(
  bug: PlantedBug | null,
  folder: string,
  entry = 'src/seeds/seed-worker.ts',
): Promise<string> {
  const edits = bug?.edits ?? [];
  const open = new Set(edits.map(({ file }) => file));
  const outside = packagesOutside();
  const bundle = await rolldown({
    input: join(simFolder, entry),
    cwd: simFolder,
    platform: 'node',
    tsconfig: false,
    resolve: { conditionNames, extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } },
    transform: { target: 'node20', jsx: { runtime: 'automatic', importSource: 'preact' } },
    external: (id) => builtins.has(id) || outside.has(id),
    plugins: [planting(edits, open)],
    checks: { circularDependency: false },
    logLevel: 'silent',
  });
  try {
    await bundle.write({
      dir: folder,
      format: 'esm',
      entryFileNames: 'seed-worker.mjs',
      codeSplitting: false,
    });
  } finally {
    await bundle.close();
  }
  const [unused] = open;
  if (unused !== undefined) throw new Error(`${bug?.name}: the simulator does not contain ${unused}.`);
  return join(folder, 'seed-worker.mjs');
}

/** @param open files that are still to be edited; each is taken out when it was */
function planting(edits: readonly Edit[], open: Set<string>): Plugin {
  return {
    name: 'planted-bug',
    load(id) {
      const file = relative(repositoryRoot, id).split(sep).join('/');
      const own = edits.filter((edit) => edit.file === file);
      if (own.length === 0) return null;
      open.delete(file);
      return { code: planted(readFileSync(id, 'utf8'), own), moduleType: 'ts' };
    },
  };
}

/** What the simulator depends on beside our own packages. */
function packagesOutside(): ReadonlySet<string> {
  const { dependencies } = JSON.parse(readFileSync(join(simFolder, 'package.json'), 'utf8'));
  return new Set(Object.keys(dependencies).filter((name) => !name.startsWith('@gatehouse/')));
}
