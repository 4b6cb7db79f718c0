import { Notice, Progress, useI18n } from '@gatehouse/shared/ui';
import type { PhoneEvent } from '../../store/phone.js';

/** How far a list has come; nothing once all of it is here. */
export function ListProgress({ complete, progress }: Pick<PhoneEvent, 'complete' | 'progress'>) {
  const { t } = useI18n();
  if (complete) return null;
  return (
    <Notice>
      <p>{t('scanner.list.loading', { percent: Math.floor(100 * progress) })}</p>
      <Progress label={t('scanner.list.progress')} value={progress} />
    </Notice>
  );
}
