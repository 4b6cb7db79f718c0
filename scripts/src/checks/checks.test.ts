import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { variablesSchema } from '@gatehouse/server/platform/config/variables.js';
import { expect, it } from 'vitest';
import type { VariableSchema } from '../generate-configuration.js';
import { SUBJECTS } from './allow-lists.js';
import { catalogueKeys, flatKeys } from './catalogue-keys.js';
import { composeTruth } from './compose.js';
import { deadExports } from './dead-exports.js';
import { docsTruth } from './docs-truth.js';
import { environmentFence } from './environment-fence.js';
import { type Breach, formatBreach, repositoryFiles } from './files.js';
import { installedPackages, licenceBreaches, unseenPackages } from './licences.js';
import { literalText } from './literal-text.js';
import { moduleFences } from './module-fences.js';
import { packageFences } from './package-fences.js';
import {
  exactVersions,
  knownPackages,
  lockAddresses,
  namedDependencies,
  secretsAndMachinePaths,
} from './repository.js';
import { repositoryRoot } from './repository-root.js';
import { fileLengths, functionShapes } from './size.js';
import { isPresent, subjectStates } from './subjects.js';
import { tableFence } from './table-fence.js';

const root = repositoryRoot();
const files = repositoryFiles(root);

/** Fails with every breach on a line of its own, ready to be clicked. */
function expectNone(breaches: readonly Breach[]): void {
  if (breaches.length > 0) expect.fail(`${breaches.length} found\n${breaches.map(formatBreach).join('\n')}`);
}

it('reads the repository', () => {
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['package.json', 'server/package.json']),
  );
});

it.each([
  ['modules know only earlier modules, through index.ts', moduleFences],
  ['packages know only what their runtime and place allow', packageFences],
  ['only the start of a process reads process.env', environmentFence],
  ['only its module names a table', tableFence],
  ['files have at most 400 lines', fileLengths],
  ['functions have at most 70 lines and 3 parameters', functionShapes],
  ['every export has a user', deadExports],
  ['words on screens come from the catalogue', literalText],
  ['dependencies have exact versions', exactVersions],
  ['every workspace package has its fences', knownPackages],
  ['the lock file names no registry', lockAddresses],
  ['no secret and no folder of a machine is committed', secretsAndMachinePaths],
  ['documents name files and commands that exist', docsTruth],
  ['every check has its subject', subjectStates],
] as const)('%s', (_rule, check) => {
  expectNone(check(files));
});

it('everything installed has a licence that we can pass on', () => {
  const installed = installedPackages(root);
  const lock = files.find(({ path }) => path === 'pnpm-lock.yaml');
  expectNone([...licenceBreaches(installed), ...unseenPackages(lock?.text ?? '', installed)]);
});

it.runIf(isPresent(SUBJECTS.decisions.path, files))('every chosen dependency has its reason', () => {
  expectNone(namedDependencies(files, SUBJECTS.decisions.path));
});

it.runIf(isPresent(SUBJECTS.catalogue.path, files))(
  'the English catalogue is what the code asks for',
  async () => {
    const { en }: { en: object } = await import(join(root, SUBJECTS.catalogue.path, 'index.ts'));
    const keys = flatKeys(en);
    expect(keys.length).toBeGreaterThan(0);
    expectNone(catalogueKeys({ files, keys }));
  },
);

const hasCompose = isPresent(SUBJECTS.compose.path, files);

it.runIf(hasCompose)('docker-compose.yml agrees with the code', () => {
  const variables = new Set(Object.keys(variablesSchema.properties));
  const { default: defaultPort }: VariableSchema = variablesSchema.properties.PORT;
  expect(defaultPort).toBeTypeOf('number');
  expectNone(
    composeTruth({ files, composePath: SUBJECTS.compose.path, variables, defaultPort: Number(defaultPort) }),
  );
});

const hasBinary = hasCompose && spawnSync('docker-compose', ['version']).status === 0;

it.runIf(hasBinary)('docker-compose accepts docker-compose.yml', () => {
  const text = files.find(({ path }) => path === SUBJECTS.compose.path)?.text ?? '';
  const names = [...text.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');
  const { PATH } = process.env;
  const env = { PATH, ...Object.fromEntries(names.map((name) => [name, '1'])) };
  execFileSync('docker-compose', ['-f', SUBJECTS.compose.path, 'config', '--quiet'], {
    cwd: root,
    env,
    stdio: 'pipe',
  });
});
