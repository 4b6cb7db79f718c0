import { Button, Card, Notice, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { Phone, PhoneState } from '../../store/phone.js';

export interface RevokedPageProps {
  readonly phone: Phone;
  readonly state: PhoneState;
}

/** The end of a phone's service: it hands over what it still has, wipes the rest and may be paired anew. */
export function RevokedPage({ phone, state }: RevokedPageProps) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const { revocation } = state;
  const unsent = revocation?.unsent ?? state.unsent;
  const { unsentPhotos } = state;
  const isSent = unsent === 0 && unsentPhotos === 0;
  const isDone = isSent && revocation?.wiped === true;
  function press(work: () => Promise<unknown>): void {
    setBusy(true);
    void work().finally(() => setBusy(false));
  }
  return (
    <Card>
      <div class="grid gap-4">
        <h1 class="text-xl">{t('scanner.revoked.title')}</h1>
        <p class="text-ink-muted">{t('scanner.revoked.text')}</p>
        {!isSent && (
          <Notice
            tone="warn"
            actions={
              <Button loading={busy} onClick={() => press(() => phone.sync())}>
                {t('scanner.revoked.send')}
              </Button>
            }
          >
            {unsent > 0 && <p>{t('scanner.revoked.unsent', { count: unsent })}</p>}
            {unsentPhotos > 0 && <p>{t('questions.photos.revoked', { count: unsentPhotos })}</p>}
          </Notice>
        )}
        {isSent && !isDone && (
          <p class="flex items-center gap-2" role="status">
            <Spinner />
            {t('scanner.revoked.wiping')}
          </p>
        )}
        {isDone && <Notice tone="good">{t('scanner.revoked.done')}</Notice>}
        {isDone && (
          <Button kind="primary" loading={busy} onClick={() => press(() => phone.leave())}>
            {t('scanner.revoked.again')}
          </Button>
        )}
      </div>
    </Card>
  );
}
