import { useI18n } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';

/** Names the page in the tab and in the history. */
export function useTitle(title: string): void {
  const { t } = useI18n();
  useEffect(() => {
    document.title = `${title} · ${t('common.brand')}`;
  }, [title, t]);
}
