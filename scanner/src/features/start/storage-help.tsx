import type { PlainKey } from '@gatehouse/shared/i18n';
import { AlertIcon, Button, Card, useI18n } from '@gatehouse/shared/ui';
import { type Platform, platform } from './platform.js';

const settings: Readonly<Record<Platform, PlainKey>> = {
  ios: 'scanner.help.storage.ios',
  android: 'scanner.help.storage.android',
  other: 'scanner.help.storage.other',
};

/** In the place of pairing where the browser keeps nothing: what to do about it here. */
export function StorageHelp() {
  const { t } = useI18n();
  return (
    <Card>
      <div class="grid gap-4">
        <AlertIcon size={40} />
        <h1 class="text-xl">{t('scanner.help.storage.title')}</h1>
        <p>{t('scanner.help.storage.why')}</p>
        <ul class="grid list-disc gap-2 ps-5">
          <li>{t('scanner.help.storage.private')}</li>
          <li>{t(settings[platform()])}</li>
          <li>{t('scanner.help.storage.space')}</li>
        </ul>
        <Button kind="primary" onClick={() => location.reload()}>
          {t('common.tryAgain')}
        </Button>
      </div>
    </Card>
  );
}
