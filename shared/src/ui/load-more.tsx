import { Button } from './button.js';
import { useI18n } from './i18n-context.js';

export interface LoadMoreProps {
  /** How many entries are shown. */
  readonly count: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
}

/** The end of a list that is read by cursor. */
export function LoadMore({ count, hasMore, loading, onMore }: LoadMoreProps) {
  const { t } = useI18n();
  return (
    <div class="grid justify-items-center border-line border-t p-4 text-ink-muted text-sm">
      {hasMore ? (
        <Button loading={loading} onClick={onMore}>
          {t('common.loadMore')}
        </Button>
      ) : (
        <p>{t('common.allShown', { count })}</p>
      )}
    </div>
  );
}
