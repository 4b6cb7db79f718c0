import { Button, Notice, readKept, useI18n, writeKept } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { useReadable } from '../../store/readable.js';
import { acceptInstallOffer, installOffer } from './install-offer.js';
import { isInstalled, platform } from './platform.js';

const POSTPONED = 'gatehouse.install-postponed';

export interface InstallPromptProps {
  /**
   * `known`: only if it can be told at once, `late`: only if the browser comes with its offer afterwards. What comes
   * late stands below everything, so that it pushes nothing away that somebody is about to touch.
   */
  readonly when?: 'known' | 'late' | 'ever';
}

/**
 * How the scanner comes to the home screen: where the browser asks, one press; on an iPhone, the way there in words.
 * It stands among the other cards, and whoever says no is not asked again here; the phone check still tells.
 */
export function InstallPrompt({ when = 'ever' }: InstallPromptProps) {
  const { t } = useI18n();
  const offer = useReadable(installOffer);
  const [postponed, setPostponed] = useState(() => readKept(POSTPONED) !== null);
  const isIphone = platform() === 'ios';
  const [isKnown] = useState(isIphone || offer !== null);
  if (when !== 'ever' && isKnown !== (when === 'known')) return null;
  if (postponed || isInstalled() || (offer === null && !isIphone)) return null;
  function postpone(): void {
    writeKept(POSTPONED, 'yes');
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
