import { preact } from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/**
 * What browsers get: the organisers' app, the style sheet of the public pages, and what keeps tickets on a phone.
 * The manifest tells the server their fingerprinted names.
 */
export default defineConfig({
  base: '/portal/',
  plugins: [preact({ reactAliasesEnabled: true }), tailwindcss()],
  // The sources of the workspace come before what was built of them; the others are Vite's own conditions.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'], dedupe: ['preact'] },
  build: {
    outDir: 'dist/client',
    manifest: true,
    // Nothing is inlined: the policy of the pages allows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        organiser: 'index.html',
        attendee: 'src/attendee/attendee.css',
        ticket: 'src/attendee/ticket-script.ts',
        ticketWorker: 'src/ticket-worker/worker.ts',
      },
    },
  },
});
