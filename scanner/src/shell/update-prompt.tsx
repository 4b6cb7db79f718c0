import { Button, Notice, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { applyUpdate, useWaitingUpdate } from '../sw/offline-copy.js';

/** Offers a newer version and never takes it by itself. */
export function UpdatePrompt() {
  const { t } = useI18n();
  const waiting = useWaitingUpdate();
  const [postponed, setPostponed] = useState(false);
  if (!waiting || postponed) return null;
  return (
    <Notice
      title={t('scanner.update.title')}
      actions={
        <>
          <Button kind="primary" onClick={applyUpdate}>
            {t('scanner.update.now')}
          </Button>
          <Button kind="quiet" onClick={() => setPostponed(true)}>
            {t('scanner.update.later')}
          </Button>
        </>
      }
    >
      {t('scanner.update.text')}
    </Notice>
  );
}
