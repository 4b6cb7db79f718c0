import './node-version.mjs';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildChanged } from './build.mjs';
import { endRunning, runCommand, runQuietly } from './command.mjs';
import { Failure } from './console.mjs';
import { installPackages } from './packages.mjs';
import { ensureSystemPrograms } from './system-programs.mjs';

/**
 * `npm test`: everything that proves this clone, ending with one line that counts it. Each step beside the tests
 * counts as one. `--soak` adds the long tests, `--only checks` runs what needs no server; words filter test files.
 */
const { values, positionals } = parseArgs({
  options: { soak: { type: 'boolean' }, only: { type: 'string' } },
  allowPositionals: true,
});
const limitMinutes = values.soak ? 60 : 15;
const onlyChecks = values.only === 'checks';
const count = { passed: 0, failed: 0, skipped: 0 };

const limit = setTimeout(() => {
  count.failed += 1;
  console.error(`The tests have not ended after ${limitMinutes} minutes and are stopped.`);
  endRunning();
}, limitMinutes * 60_000);

await runAll();
clearTimeout(limit);
if (count.failed > 0) process.exitCode = 1;
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);

async function runAll() {
  if (!onlyChecks) await step('System programs', ensureSystemPrograms);
  const ready =
    (await step('Packages', installPackages)) && (await step('Build', () => buildChanged({ tools: true })));
  if (!ready) return;
  await step('Linter', () => runQuietly('Linting', ['biome', 'check', '--error-on-warnings', '.']));
  for (const project of typedProjects()) {
    await step(`Types of ${project}`, () =>
      runQuietly(`Checking types of ${project}`, ['tsc', '-p', project, '--noEmit']),
    );
  }
  await runTests();
}

/** @returns whether it went well */
async function step(name, work) {
  if (count.failed > 0 && isPastLimit()) return false;
  try {
    await work();
    count.passed += 1;
    return true;
  } catch (error) {
    count.failed += 1;
    console.error(error instanceof Failure ? error.message : error);
    console.error(`✗ ${name}`);
    return false;
  }
}

/** Timers tell of nothing when they have fired; the clock does. */
function isPastLimit() {
  return performance.now() > limitMinutes * 60_000;
}

/** Every project of TypeScript that the build leaves out. */
function typedProjects() {
  const built = new Set(['server/tsconfig.json', 'migrations/tsconfig.json', 'shared/tsconfig.pure.json']);
  const found = ['tsconfig.tests.json'];
  for (const folder of ['shared', 'scanner', 'portal', 'scripts', 'e2e', 'bench', 'play', 'sim']) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (/^tsconfig.*(?<!\.build)\.json$/.test(name)) found.push(`${folder}/${name}`);
    }
  }
  return found.filter((project) => !built.has(project));
}

async function runTests() {
  if (isPastLimit()) return;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tests-'));
  const reportFile = join(folder, 'report.json');
  const filters = onlyChecks ? ['scripts/', ...positionals] : positionals;
  const reporters = ['default', './scripts/retried-reporter.mjs', 'json'].map((name) => `--reporter=${name}`);
  reporters.push(`--outputFile.json=${reportFile}`);
  const { code } = await runCommand(['vitest', 'run', ...reporters, ...filters], {
    show: true,
    env: values.soak ? { GATEHOUSE_SOAK: '1' } : {},
  });
  const failedBefore = count.failed;
  if (existsSync(reportFile)) addReport(JSON.parse(readFileSync(reportFile, 'utf8')));
  // A crash, or an error outside of any test, fails the run without failing a test.
  if (code !== 0 && count.failed === failedBefore) count.failed += 1;
  rmSync(folder, { recursive: true, force: true });
}

function addReport(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  count.passed += report.numPassedTests;
  count.failed += report.numFailedTests + broken.length;
  count.skipped += report.numPendingTests + report.numTodoTests;
}
