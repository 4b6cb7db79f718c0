import { preact } from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/**
 * Two builds of one package. In the browser: the organiser's app and the style sheet of the public pages, with a
 * manifest that tells the server their fingerprinted names. On the server (`--ssr`): one module that renders the
 * public pages and needs nothing beside it.
 */
export default defineConfig(({ isSsrBuild }) => ({
  base: '/portal/',
  plugins: [preact({ reactAliasesEnabled: true }), tailwindcss()],
  resolve: { conditions: ['source', ...defaultConditions(isSsrBuild)], dedupe: ['preact'] },
  ssr: { noExternal: true, resolve: { conditions: ['source', ...defaultConditions(true)] } },
  build: isSsrBuild
    ? { outDir: 'dist/attendee', emptyOutDir: true, target: 'node20', copyPublicDir: false }
    : {
        outDir: 'dist/client',
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rollupOptions: { input: { organiser: 'index.html', attendee: 'src/attendee/attendee.css' } },
      },
}));

/** Setting conditions replaces Vite's own, so they are named again. */
function defaultConditions(isServer: boolean | undefined): string[] {
  return ['module', isServer === true ? 'node' : 'browser', 'development|production'];
}
