import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** The public pages as one module for the server, which needs nothing beside it. */
export default defineConfig({
  plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false })],
  ssr: { noExternal: true, resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
  resolve: { conditions: ['source', 'module', 'node', 'development|production'] },
  build: {
    ssr: 'src/attendee/render.tsx',
    outDir: 'dist/attendee',
    target: 'node20',
    copyPublicDir: false,
    rollupOptions: { output: { codeSplitting: false } },
  },
});
