import type { Finding } from './finding.js';

/** Chrome's offer to install, which is not in the standard types. */
interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

let offer: InstallOffer | undefined;

// The browser makes its offer once and early, so it is kept from the first moment on.
globalThis.addEventListener?.('beforeinstallprompt', (event) => {
  event.preventDefault();
  offer = event as InstallOffer;
});

export async function checkInstalled(): Promise<Finding> {
  const onAnIphone = 'standalone' in navigator && navigator.standalone === true;
  if (onAnIphone || matchMedia('(display-mode: standalone)').matches) {
    return { level: 'good', say: (t) => t('scanner.installed.good') };
  }
  const finding: Finding = { level: 'attention', say: (t) => t('scanner.installed.attention') };
  if (offer === undefined) return finding;
  return { ...finding, remedy: { label: (t) => t('scanner.installed.action'), apply: install } };
}

async function install(): Promise<undefined> {
  await offer?.prompt();
  offer = undefined;
  return undefined;
}
