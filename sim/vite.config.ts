import { defineConfig } from 'vite';

const conditions = ['source', 'module', 'node', 'development|production'];

/** The phones are the scanner's own sources, which only a bundler reads; packages of others stay outside. */
export default defineConfig({
  ssr: { noExternal: [/^@gatehouse\//], resolve: { conditions, externalConditions: ['node'] } },
  resolve: { conditions },
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    copyPublicDir: false,
  },
});
