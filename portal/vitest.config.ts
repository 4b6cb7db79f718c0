import { defineConfig } from 'vitest/config';

/** Tests import the sources of the workspace, not what was last built of them. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
