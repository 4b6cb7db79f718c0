import { createState, type Readable } from '../../store/readable.js';

/** Chrome's offer to install, which is not in the standard types. */
interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

const offer = createState<InstallOffer | null>(null);

// The browser makes its offer once and early, so it is kept from the first moment on.
globalThis.addEventListener?.('beforeinstallprompt', (event) => {
  event.preventDefault();
  offer.set(event as InstallOffer);
});
globalThis.addEventListener?.('appinstalled', () => offer.set(null));

/** Null while the browser offers nothing. */
export const installOffer: Readable<unknown> = offer;

/** Lets the browser ask. Its offer counts once. */
export async function acceptInstallOffer(): Promise<void> {
  const made = offer.get();
  offer.set(null);
  // A browser that asks nobody has taken its offer back.
  await made?.prompt().catch(() => undefined);
}
