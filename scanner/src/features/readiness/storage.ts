import type { Finding } from './finding.js';

const protectedNow: Finding = { level: 'good', say: (t) => t('scanner.storage.good') };

export async function checkStorage(): Promise<Finding> {
  if (typeof navigator.storage?.persist !== 'function') {
    return { level: 'bad', say: (t) => t('scanner.storage.bad') };
  }
  if (await navigator.storage.persisted()) return protectedNow;
  return {
    level: 'attention',
    say: (t) => t('scanner.storage.attention'),
    remedy: { label: (t) => t('scanner.storage.action'), apply: protect },
  };
}

async function protect(): Promise<Finding> {
  if (await navigator.storage.persist()) return protectedNow;
  return { level: 'attention', say: (t) => t('scanner.storage.refused') };
}
