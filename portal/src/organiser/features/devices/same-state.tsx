import { StatusBadge, useI18n } from '@gatehouse/shared/ui';
import type { Phone } from './device-api.js';

/** Whether a phone held what the server held, when the two were last at the same positions. */
export function SameState({ phone: { digest } }: { readonly phone: Phone }) {
  const { t } = useI18n();
  if (digest === null) return null;
  const position = fromLeft(`${digest.tickets}/${digest.scans}`);
  const words = { digest: fromLeft(digest.digest), position };
  if (!digest.same) return <StatusBadge tone="bad">{t('desk.phones.otherState', words)}</StatusBadge>;
  return <span class="text-ink-muted text-sm">{t('desk.phones.sameState', words)}</span>;
}

/** Digits read from the left in every script. */
function fromLeft(text: string): string {
  return `\u2066${text}\u2069`;
}
