import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A browser as its own program, without a driver: the page tells by itself what came of it. */
export interface EngineBrowser {
  readonly name: string;
  /** The Debian package that it comes in. */
  readonly package: string;
  /** @returns undefined where it is not installed */
  command(url: string, profile: string): readonly string[] | undefined;
}

/** Where Debian keeps programs that belong to a library, by the machine's architecture. */
function inLibraries(path: string): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return folders.map((name) => join('/usr/lib', name, path)).find((each) => existsSync(each));
}

export const browsers: readonly EngineBrowser[] = [
  {
    name: 'chromium',
    package: 'chromium',
    command: (url, profile) =>
      ifThere('/usr/bin/chromium', (program) => [
        program,
        '--headless=new',
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
        '--window-size=390,844',
        `--user-data-dir=${profile}`,
        url,
      ]),
  },
  {
    name: 'firefox',
    package: 'firefox-esr',
    command: (url, profile) =>
      ifThere('/usr/bin/firefox-esr', (program) => [
        program,
        '--headless',
        '--no-remote',
        '--profile',
        profile,
        url,
      ]),
  },
  {
    name: 'webkit',
    package: 'webkit2gtk-driver xvfb xauth',
    command: (url) =>
      ifThere(inLibraries('webkit2gtk-4.1/MiniBrowser'), (program) =>
        ifThere('/usr/bin/xvfb-run', (screen) => [
          screen,
          '-a',
          program,
          '--enable-media-stream=true',
          '--geometry=390x844',
          url,
        ]),
      ),
  },
];

function ifThere<T>(program: string | undefined, make: (program: string) => T): T | undefined {
  return program !== undefined && existsSync(program) ? make(program) : undefined;
}

/** A phone's size for Firefox, which only reads it here; and no bus of a desktop, which WebKit would wait for. */
const surroundings = { MOZ_HEADLESS_WIDTH: '390', MOZ_HEADLESS_HEIGHT: '844', NO_AT_BRIDGE: '1' };

/** Starts it in a session of its own, so that it ends with everything that it has started. */
export function startBrowser(command: readonly string[], profile: string): AsyncDisposable {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    detached: true,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], HOME: profile, XDG_RUNTIME_DIR: profile, ...surroundings },
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  return {
    async [Symbol.asyncDispose]() {
      end(child);
      await ended;
    },
  };
}

function end({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
