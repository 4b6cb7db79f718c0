import { useQuery } from '@tanstack/react-query';
import { useEvent } from '../../events/event-context.js';
import { useDateWords } from '../../series/date-words.js';
import { seriesQuery } from '../../series/series-api.js';
import type { RuleNames } from './use-rule-speaker.js';

/** Dates of a series are called alike: they are told apart by their days. */
export function useDateNames(): RuleNames['dates'] {
  const event = useEvent();
  const words = useDateWords(event);
  const { data } = useQuery({ ...seriesQuery(event.id), enabled: event.seriesId !== null });
  return data?.dates.map((date) => ({ id: date.id, name: words.whole(date) })) ?? [];
}
