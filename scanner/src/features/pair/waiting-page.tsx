import { Button, Card, Spinner, useI18n } from '@gatehouse/shared/ui';
import type { Phone, PhoneState } from '../../store/phone.js';

export interface WaitingPageProps {
  readonly phone: Phone;
  readonly state: PhoneState;
}

/** Six characters, large enough to be compared across a table. */
export function WaitingPage({ phone, state }: WaitingPageProps) {
  const { t } = useI18n();
  const code = state.confirmationCode ?? '';
  return (
    <Card>
      <div class="grid justify-items-center gap-4 py-4 text-center">
        <h1 class="text-xl">{t('scanner.waiting.title')}</h1>
        <p class="text-ink-muted">{t('scanner.waiting.text', { name: state.deviceName })}</p>
        <p class="door-code" dir="ltr">
          <span class="sr-only">{[...code].join(' ')}</span>
          <span aria-hidden="true">{code.slice(0, 3)}</span>
          <span aria-hidden="true">{code.slice(3)}</span>
        </p>
        <p class="flex items-center gap-2 text-ink-muted text-sm" role="status">
          <Spinner />
          {t('scanner.waiting.hint')}
        </p>
        <Button onClick={() => void phone.sync()}>{t('scanner.waiting.check')}</Button>
      </div>
    </Card>
  );
}
