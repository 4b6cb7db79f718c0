import { Button, Notice, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { useReadable } from '../../store/readable.js';
import { readSetting, writeSetting } from '../settings/kept-settings.js';
import { acceptInstallOffer, installOffer } from './install-offer.js';
import { isInstalled, platform } from './platform.js';

const POSTPONED = 'gatehouse.install-postponed';

/**
 * How the scanner comes to the home screen: where the browser asks, one press; on an iPhone, the way there in words.
 * It stands among the other cards, and whoever says no is not asked again here; the phone check still tells.
 */
export function InstallPrompt() {
  const { t } = useI18n();
  const offer = useReadable(installOffer);
  const [postponed, setPostponed] = useState(() => readSetting(POSTPONED) !== null);
  const isIphone = platform() === 'ios';
  if (postponed || isInstalled() || (offer === null && !isIphone)) return null;
  function postpone(): void {
    writeSetting(POSTPONED, 'yes');
    setPostponed(true);
  }
  return (
    <Notice
      title={t('scanner.install.title')}
      actions={
        <>
          {offer !== null && (
            <Button kind="primary" onClick={() => void acceptInstallOffer()}>
              {t('scanner.installed.action')}
            </Button>
          )}
          <Button kind="quiet" onClick={postpone}>
            {t('scanner.install.later')}
          </Button>
        </>
      }
    >
      {t(isIphone ? 'scanner.install.ios' : 'scanner.install.offer')}
    </Notice>
  );
}
