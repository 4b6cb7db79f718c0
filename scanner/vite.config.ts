import { preact } from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const colour = '#2b1227';

/** The texts that a page of the scanner is drawn with, as `main.tsx` names them. */
const words = /\/catalogues\/(\w\w)\/(?:common|scanner(?:-\w+)?|door|people|questions)\.[jt]s$/;

function wordsOf(id: string): string | null {
  const [, locale] = words.exec(id) ?? [];
  return locale === undefined ? null : `words-${locale}`;
}

/** The words need the bundler's few lines of its own, which are to come with the first scripts and not after them. */
const runtimeAtOnce: Plugin = {
  name: 'runtime-at-once',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const runtime = Object.keys(bundle).find((file) => file.includes('rolldown-runtime'));
      if (runtime === undefined) return [];
      const attrs = { rel: 'modulepreload', crossorigin: true, href: `/scanner/${runtime}` };
      return [{ tag: 'link', attrs, injectTo: 'head' }];
    },
  },
};

/** The scanner and its service worker, which keeps every file of it on the phone. */
export default defineConfig({
  base: '/scanner/',
  plugins: [
    preact({ reactAliasesEnabled: false }),
    tailwindcss(),
    runtimeAtOnce,
    VitePWA({
      // A reload in the middle of a queue would be worse than an old version, so the steward is asked.
      registerType: 'prompt',
      // The app registers it itself, because the policy of its pages allows no inline script.
      injectRegister: false,
      manifest: {
        id: '/scanner/',
        name: 'Gatehouse Scanner',
        short_name: 'Gatehouse',
        description: 'Checks tickets at the door, with or without a network.',
        start_url: '/scanner/',
        scope: '/scanner/',
        display: 'standalone',
        orientation: 'any',
        background_color: colour,
        theme_color: colour,
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: 'mark.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,wasm}'],
        // The texts of the other apps are split off and never asked for here.
        globIgnores: ['assets/{portal,mail,attendee}-*.js'],
        navigateFallback: '/scanner/index.html',
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'], dedupe: ['preact'] },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A page is drawn when it has all its words, so those of one language come together.
        codeSplitting: {
          groups: [{ name: (id) => wordsOf(id) }],
        },
      },
    },
  },
});
