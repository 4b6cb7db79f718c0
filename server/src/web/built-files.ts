import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageContext } from '@gatehouse/shared/attendee';

const builds = new URL('../../../portal/dist/', import.meta.url);

/** The portal's build for the server: `renderPage`. */
export const builtRenderer = new URL('attendee/render.js', builds);

export interface BuiltFiles {
  readonly addresses: Pick<PageContext, 'stylesheet' | 'ticketScript'>;
  /** The service worker of the ticket pages, as text. */
  readonly ticketWorker: string;
}

/** Where the portal's build for browsers has put what the public pages need. @throws Error when a file is not there */
export function readBuiltFiles(): BuiltFiles {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(`client/${path}`, builds)), 'utf8');
  const manifest = JSON.parse(read('.vite/manifest.json')) as Record<string, { file: string }>;
  const find = (source: string): string => {
    const entry = manifest[source];
    if (!entry) throw new Error(`The build of the portal has no ${source}.`);
    return entry.file;
  };
  return {
    addresses: {
      stylesheet: `/portal/${find('src/attendee/attendee.css')}`,
      ticketScript: `/portal/${find('src/attendee/ticket-script.ts')}`,
    },
    ticketWorker: read(find('src/ticket-worker/worker.ts')),
  };
}
