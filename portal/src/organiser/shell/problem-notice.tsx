import { Button, Notice, useI18n } from '@gatehouse/shared/ui';
import type { Problem } from '../../api/problem.js';
import { describeProblem } from '../../forms/describe-issue.js';

export interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}

/** In the place of what could not be shown: why, and another try. */
export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  const { t } = useI18n();
  return (
    <Notice
      tone="bad"
      title={t('portal.failure.title')}
      actions={onRetry && <Button onClick={onRetry}>{t('common.tryAgain')}</Button>}
    >
      <p>{describeProblem(t, problem)}</p>
      {problem.reference && (
        <p class="text-ink-muted text-sm">{t('errors.answer.reference', { reference: problem.reference })}</p>
      )}
    </Notice>
  );
}
