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
const limitMinutes = values.soak ? 90 : 15;
const onlyChecks = values.only === 'checks';
const count = { passed: 0, failed: 0, skipped: 0 };
/** What failed and why, told once more at the end: two runs write at once, and who keeps the last page has all. */
const failures = [];
let hasTested = false;

/** Two runs of the tests beside each other: Vitest alone would play the projects one after another. */
const browsers = { project: 'whole', workers: '3' };
const others = { project: '!whole', workers: values.soak ? '3' : '2' };

const limit = setTimeout(() => {
  fail(`The tests have not ended after ${limitMinutes} minutes and are stopped.`);
  endRunning();
}, limitMinutes * 60_000);

await runAll();
clearTimeout(limit);
if (count.failed > 0) process.exitCode = 1;
if (failures.length > 0) process.stdout.write(`Failed:\n${failures.join('\n')}\n`);
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);

async function runAll() {
  if (!onlyChecks) await step('System programs', ensureSystemPrograms);
  const ready =
    (await step('Packages', installPackages)) && (await step('Build', () => buildChanged({ tools: true })));
  if (!ready) return;
  if (onlyChecks) {
    await runChecks();
    await runTests(others);
  } else if (values.soak) {
    // One after the other, because a soak also scores how fast pages are.
    await runChecks();
    await runTests(others);
    await runTests(browsers);
  } else {
    // A browser waits for much and computes little: what computes beside it fills the cores.
    await Promise.all([runChecks(), runTests(browsers), runTests(others)]);
  }
  if (positionals.length > 0 && !hasTested)
    fail(`No file of tests has ${positionals.join(' or ')} in its path.`);
}

/** What runs nothing. */
async function runChecks() {
  await step('Linter', () => runQuietly('Linting', ['biome', 'check', '--error-on-warnings', '.']));
  for (const project of typedProjects()) {
    await step(`Types of ${project}`, () =>
      runQuietly(`Checking types of ${project}`, ['tsc', '-p', project, '--noEmit']),
    );
  }
}

/** @returns whether it went well */
async function step(name, work) {
  if (count.failed > 0 && isPastLimit()) return false;
  try {
    await work();
    count.passed += 1;
    return true;
  } catch (error) {
    const reason = error instanceof Failure ? error.message : error.stack;
    console.error(`${reason}\n✗ ${name}`);
    count.failed += 1;
    tellFailure(name, [reason]);
    return false;
  }
}

function fail(what) {
  count.failed += 1;
  failures.push(what);
  console.error(what);
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

async function runTests({ project, workers }) {
  if (isPastLimit()) return;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tests-'));
  const reportFile = join(folder, 'report.json');
  const filters = onlyChecks ? ['scripts/', ...positionals] : positionals;
  const reporters = ['default', './scripts/retried-reporter.mjs', 'json'].map((name) => `--reporter=${name}`);
  reporters.push(`--outputFile.json=${reportFile}`);
  const chosen = [`--project=${project}`, '--passWithNoTests', ...filters];
  const { code } = await runCommand(['vitest', 'run', ...reporters, ...chosen], {
    show: true,
    // Lines, and none that is drawn over again, because two runs write them.
    env: { CI: 'true', VITEST_MAX_WORKERS: workers, ...(values.soak ? { GATEHOUSE_SOAK: '1' } : {}) },
  });
  const failed = existsSync(reportFile) ? addReport(JSON.parse(readFileSync(reportFile, 'utf8'))) : 0;
  // A crash, or an error outside of any test, fails the run without failing a test.
  if (code !== 0 && failed === 0) fail(`✗ Vitest ended with ${code}, though no test of ${project} failed.`);
  rmSync(folder, { recursive: true, force: true });
}

/** @returns how many failed */
function addReport(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  for (const file of broken) tellFailure(file.name, [file.message]);
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'failed') tellFailure(`${file.name}: ${test.fullName}`, test.failureMessages);
    }
  }
  const failed = report.numFailedTests + broken.length;
  if (report.testResults.length > 0) hasTested = true;
  count.passed += report.numPassedTests;
  count.failed += failed;
  count.skipped += report.numPendingTests + report.numTodoTests;
  return failed;
}

/** With as much of the reason as tells what to look for. */
function tellFailure(name, messages) {
  const lines = messages.flatMap((message) =>
    message.split('\n').filter((line) => !line.includes('node_modules')),
  );
  failures.push([`✗ ${name}`, ...lines.slice(0, 20).map((line) => `    ${line}`)].join('\n'));
}
