import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.js';

const attempts = 2;

/** A refusal stays a refusal, so only what may have been bad luck is asked again. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, thrown) =>
          failures < attempts && thrown instanceof Problem && (thrown.status === 0 || thrown.status >= 500),
      },
    },
  });
}
