import { useI18n, useToast } from '@gatehouse/shared/ui';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import type { AskedFilter } from './asked-filter.js';
import { fetchScans, scansQuery } from './door-api.js';
import { type News, newsOf, nothingNew, updated } from './scan-news.js';

/**
 * The log as it is read: the newest page and those that were asked for after it. New rows come in by themselves while
 * the reader is at the beginning of the list; further down they are counted and wait.
 */
export function useScanLog(eventId: string, asked: AskedFilter) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  const query = scansQuery(eventId, asked);
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData });
  const head = useRef<HTMLDivElement>(null);
  const [news, setNews] = useState<News>(nothingNew);
  const latest = useRef(0);
  const wanted = JSON.stringify(asked);
  const current = useRef(wanted);
  current.current = wanted;
  useEffect(() => setNews(nothingNew), [wanted]);

  function show(newest: Awaited<ReturnType<typeof fetchScans>>): void {
    queries.setQueryData(query.queryKey, { pages: [newest], pageParams: [undefined] });
    setNews(nothingNew);
  }

  /** Something has changed: looks what it is, and lets it in or counts it. */
  async function refresh(): Promise<void> {
    latest.current += 1;
    const turn = latest.current;
    const newest = await fetchScans(eventId, asked, undefined).catch(() => undefined);
    // An answer that comes behind a later one is older than what is shown.
    if (turn !== latest.current) return;
    const shown = queries.getQueryData(query.queryKey);
    // Bad luck is tried again with the next change; another filter has fetched its own.
    if (newest === undefined || shown === undefined || current.current !== wanted) return;
    if (shown.pages.length === 1 && isInSight(head.current)) return show(newest);
    queries.setQueryData(query.queryKey, { ...shown, pages: updated(shown.pages, newest.data) });
    setNews(
      newsOf(
        shown.pages.flatMap(({ data }) => data),
        newest.data,
      ),
    );
  }

  async function showNews(): Promise<void> {
    latest.current += 1;
    const newest = await fetchScans(eventId, asked, undefined).catch((thrown: unknown) => {
      showToast(describeProblem(t, toProblem(thrown)), 'bad');
    });
    if (newest === undefined || current.current !== wanted) return;
    show(newest);
    head.current?.scrollIntoView({ block: 'start' });
    head.current?.focus({ preventScroll: true });
  }

  return { list, head, news, refresh, showNews };
}

/** Whether the beginning of the list has not been scrolled away. */
function isInSight(element: HTMLElement | null): boolean {
  return element !== null && element.getBoundingClientRect().top >= 0;
}
