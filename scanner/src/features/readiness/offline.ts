import type { Finding } from './finding.js';

/** A service worker becomes active only after every file of the app is kept, so "active" means complete. */
export async function checkOffline(): Promise<Finding> {
  if (!('serviceWorker' in navigator)) return { level: 'bad', say: (t) => t('scanner.offline.bad') };
  const registration = await navigator.serviceWorker.getRegistration('/scanner/');
  if (registration?.active) return { level: 'good', say: (t) => t('scanner.offline.good') };
  return { level: 'attention', say: (t) => t('scanner.offline.attention') };
}
