import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Workspace packages resolve to their TypeScript sources, so tests never run against an old build. */
const conditions = ['source', 'module', 'node', 'development|production'];

/** Starts what all tests share, once for the whole run. */
const globalSetup = 'server/test/global-setup.ts';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source', 'node'] } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['{shared,migrations,server,scanner,portal,scripts,e2e,bench}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node',
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    // Two workers, because the machines that run the tests have two cores.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
