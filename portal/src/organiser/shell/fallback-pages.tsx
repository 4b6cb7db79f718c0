import { Card, EmptyState, useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import { toProblem } from '../../forms/describe-issue.js';
import { ProblemNotice } from './problem-notice.js';

export function NotFoundPage() {
  const { t } = useI18n();
  return (
    <div class="mx-auto grid max-w-xl gap-4 p-6">
      <Card>
        <EmptyState
          title={t('portal.notFound.title')}
          hint={t('portal.notFound.hint')}
          action={
            <Link to="/" class="ui-button" data-kind="primary">
              {t('portal.notFound.home')}
            </Link>
          }
        />
      </Card>
    </div>
  );
}

/** A page that threw. What can be tried again, can be tried again here. */
export function FailurePage({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <div class="mx-auto max-w-xl p-6">
      <ProblemNotice problem={toProblem(error)} onRetry={reset} />
    </div>
  );
}
