import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isLocale, type Locale, locales } from '@gatehouse/shared/i18n';
import { openLocalWorld } from './local/local-world.js';
import { type PlayOptions, play } from './player.js';
import { BadFile, NotPlayable } from './scenario/bad-file.js';
import { readScenario } from './scenario/read-scenario.js';
import type { Environment } from './server/gatehouse.js';
import { openServerWorld } from './server/server-world.js';

const usage = `npm run door -- play FILE.json [--language ${locales.join('|')}] [--server]`;

/** Where lines go, and what the process was given. */
export interface Surroundings {
  readonly env: Environment;
  out(line: string): void;
  err(line: string): void;
}

/** @returns the exit code: 2 is a bad call or file, 3 a good file with something that the server does not have */
export async function runDoor(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  const { positionals, values } = readArguments(args);
  const [command, path, ...rest] = positionals;
  const locale: string = values.language ?? 'en';
  if (command !== 'play' || path === undefined || rest.length > 0 || !isLocale(locale)) {
    err(usage);
    return 2;
  }
  try {
    await playFile(path, { locale, isServer: values.server ?? false, out, env });
    return 0;
  } catch (error) {
    if (!(error instanceof BadFile || error instanceof NotPlayable)) throw error;
    err(`${path}: ${error.message}`);
    return error instanceof BadFile ? 2 : 3;
  }
}

function readArguments(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch {
    return { positionals: [], values: {} };
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { server: { type: 'boolean' }, language: { type: 'string' } },
    allowPositionals: true,
  });
}

async function playFile(
  path: string,
  { locale, isServer, out, env }: { locale: Locale; isServer: boolean } & Pick<Surroundings, 'out' | 'env'>,
): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new BadFile('', error instanceof Error ? error.message : 'cannot be read');
  });
  const open: PlayOptions['open'] = isServer
    ? (scenario, timeline) => openServerWorld(scenario, timeline, env)
    : openLocalWorld;
  for await (const line of play(readScenario(text), { locale, open })) out(JSON.stringify(line));
}
