import type { Phone } from '../../store/phone.js';
import type { Finding } from './finding.js';

/** Rows and pictures that no receipt covers. */
export function checkUnsent(phone: Phone): Finding {
  const { unsent, unsentPhotos } = phone.state.get();
  const value = unsent + unsentPhotos;
  if (value === 0) return { level: 'good', value, say: (t) => t('scanner.unsent.good') };
  return {
    level: 'attention',
    value,
    say: (t) => t('scanner.unsent.waiting', { count: value }),
    remedy: {
      label: (t) => t('scanner.unsent.action'),
      async apply() {
        await phone.sync();
        return undefined;
      },
    },
  };
}
