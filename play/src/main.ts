import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isLocale, type Locale, locales } from '@gatehouse/shared/i18n';
import { openLocalWorld } from './local/local-world.js';
import { play } from './player.js';
import { BadFile, NotPlayable } from './scenario/bad-file.js';
import { readScenario } from './scenario/read-scenario.js';

const usage = `npm run door -- play FILE.json [--language ${locales.join('|')}] [--server]`;

/** What ends the process with: 2 is a bad file or call, 3 is a file that the server cannot play. */
async function main(): Promise<number> {
  const { positionals, values } = readArguments();
  const [command, path, ...rest] = positionals;
  const locale: string = values.language ?? 'en';
  if (command !== 'play' || path === undefined || rest.length > 0 || !isLocale(locale)) return fail(usage, 2);
  try {
    await playFile(path, { locale, isServer: values.server ?? false });
    return 0;
  } catch (error) {
    if (error instanceof BadFile) return fail(`${path}: ${error.message}`, 2);
    if (error instanceof NotPlayable) return fail(`${path}: ${error.message}`, 3);
    throw error;
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: { server: { type: 'boolean' }, language: { type: 'string' } },
      allowPositionals: true,
    });
  } catch {
    return { positionals: [], values: {} };
  }
}

async function playFile(
  path: string,
  { locale, isServer }: { locale: Locale; isServer: boolean },
): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new BadFile('', error instanceof Error ? error.message : 'cannot be read');
  });
  const scenario = readScenario(text);
  const open = openLocalWorld;
  if (isServer) throw new NotPlayable('not yet');
  for await (const line of play(scenario, { locale, open })) {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

function fail(line: string, code: number): number {
  process.stderr.write(`${line}\n`);
  return code;
}

process.exitCode = await main();
