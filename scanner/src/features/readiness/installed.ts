import { acceptInstallOffer, installOffer } from '../start/install-offer.js';
import { isInstalled } from '../start/platform.js';
import type { Finding } from './finding.js';

export async function checkInstalled(): Promise<Finding> {
  if (isInstalled()) {
    return { level: 'good', say: (t) => t('scanner.installed.good') };
  }
  const finding: Finding = { level: 'attention', say: (t) => t('scanner.installed.attention') };
  if (installOffer.get() === null) return finding;
  return { ...finding, remedy: { label: (t) => t('scanner.installed.action'), apply: install } };
}

async function install(): Promise<undefined> {
  await acceptInstallOffer();
  return undefined;
}
