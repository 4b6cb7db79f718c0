import { Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { useCamera } from '../scan/camera/use-camera.js';
import { useDecoder } from '../scan/use-decoder.js';
import { Viewfinder } from '../scan/viewfinder.js';
import { looksLikePairing } from './link-in-address.js';
import type { PairCameraProps } from './pair-page.js';

/** Looks for the portal's code and lets every other one pass. */
export function PairCamera({ onLink, onLeave }: PairCameraProps) {
  const { t } = useI18n();
  const camera = useCamera();
  const [isOther, setIsOther] = useState(false);
  useDecoder(camera.camera, (sights) => {
    const texts = sights.map(({ text }) => text);
    const link = texts.find(looksLikePairing);
    if (link !== undefined) onLink(link);
    else if (texts.length > 0) setIsOther(true);
  });
  return (
    <Panel title={t('scanner.pair.scan')} onLeave={onLeave}>
      <div class="door-pairing" data-theme="dark">
        <Viewfinder use={camera}>
          <div class="door-condition">
            <Notice tone={isOther ? 'warn' : 'info'}>
              {t(isOther ? 'scanner.pair.otherCode' : 'scanner.pair.aim')}
            </Notice>
          </div>
        </Viewfinder>
      </div>
    </Panel>
  );
}
