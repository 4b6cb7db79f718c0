import { Skeleton } from '@gatehouse/shared/ui';
import { toProblem } from '../../forms/describe-issue.js';
import { ProblemNotice } from './problem-notice.js';

export interface NotYetProps {
  readonly query: {
    readonly isError: boolean;
    readonly error: unknown;
    readonly refetch: () => Promise<unknown>;
  };
  /** How many lines it will have, about. */
  readonly lines?: number;
}

/**
 * In the place of what has never been read: that it is on its way, or why it did not come. What was read once is not
 * taken away when reading it again fails: somebody may be writing in it.
 */
export function NotYet({ query, lines }: NotYetProps) {
  return query.isError ? (
    <ProblemNotice problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  ) : (
    <Skeleton {...(lines !== undefined && { lines })} />
  );
}
