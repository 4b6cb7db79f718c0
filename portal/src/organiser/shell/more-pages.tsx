import { LoadMore } from '@gatehouse/shared/ui';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { toProblem } from '../../forms/describe-issue.js';
import { ProblemNotice } from './problem-notice.js';

export interface MorePagesProps {
  readonly list: Pick<
    UseInfiniteQueryResult,
    'error' | 'fetchNextPage' | 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError'
  >;
  /** How many entries are shown. */
  readonly count: number;
}

/** The end of a list that is read by cursor. Why no more came is said here, and what was read stays. */
export function MorePages({ list, count }: MorePagesProps) {
  if (list.isFetchNextPageError && !list.isFetchingNextPage)
    return (
      <div class="border-line border-t p-4">
        <ProblemNotice problem={toProblem(list.error)} onRetry={() => void list.fetchNextPage()} />
      </div>
    );
  return (
    <LoadMore
      count={count}
      hasMore={list.hasNextPage}
      loading={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
    />
  );
}
