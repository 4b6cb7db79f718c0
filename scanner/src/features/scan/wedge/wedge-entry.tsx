import { Button, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { lazyPanel } from '../../verdict/lazy-panel.js';

const WedgePanel = lazyPanel<{ readonly onLeave: () => void }>(() =>
  import('./wedge-panel.js').then((loaded) => loaded.WedgePanel),
);

/** The way to the hand scanner's page, among the settings. */
export function WedgeEntry() {
  const { t } = useI18n();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('scanner.wedge.title')}</Button>
      {isOpen && <WedgePanel onLeave={() => setIsOpen(false)} />}
    </>
  );
}
