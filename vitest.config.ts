import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Workspace packages resolve to their TypeScript sources, so tests never run against an old build. */
const conditions = ['source', 'module', 'node', 'development|production'];

/** What all tests of a project share, once for the whole run; a part that is built without the others has none. */
const shared = (path: string) => (existsSync(path) ? [path] : []);

/** What takes long and is shown in its main parts by other files every day. */
const soakOnly = [
  'e2e/src/{camera,engines,hand-scanner,lan,lighthouse,million,phone-store,rules,several}.test.ts',
  'play/src/local/history.properties.test.ts',
  'play/src/local/series.properties.test.ts',
  'server/src/platform/database/embedded/embedded.test.ts',
];

const include = (folders: string) => [`${folders}/**/*.test.{ts,tsx,mjs}`];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source', 'node'] } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    exclude: ['**/node_modules/**', '**/dist/**', ...(process.env['GATEHOUSE_SOAK'] ? [] : soakOnly)],
    environment: 'node',
    // More workers than cores: much of the time goes by while disks, other processes and clocks are waited for. The
    // script of the tests says how many.
    pool: 'forks',
    maxWorkers: 3,
    // A limit only ends what hangs; whatever is slow on a busy machine still passes.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        // Code that keeps nothing between tests need not be loaded anew for each file.
        test: { name: 'pure', isolate: false, include: include('{shared,portal,scanner}') },
      },
      {
        extends: true,
        // Each file has a database and a server of its own; the modules that they are made of are loaded once.
        test: {
          name: 'server',
          isolate: false,
          globalSetup: shared('server/test/global-setup.ts'),
          include: include('server'),
        },
      },
      {
        extends: true,
        test: {
          name: 'code',
          globalSetup: shared('server/test/global-setup.ts'),
          include: include('{migrations,scripts,bench,play,sim}'),
        },
      },
      {
        extends: true,
        // A browser on a machine that does ten other things loses a process or a connection now and then. A fault of
        // the product fails twice; what passed only the second time is named at the end of the run.
        test: {
          name: 'whole',
          isolate: false,
          globalSetup: shared('e2e/src/global-setup.ts'),
          include: include('e2e'),
          retry: 1,
        },
      },
    ],
  },
});
