import { Button, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { downloadFile } from '../../../api/files.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { queryOf, type TicketFilter } from './ticket-api.js';

/** Takes along what the list is narrowed to. */
export function ExportButton({ filter }: { readonly filter: TicketFilter }) {
  const { t } = useI18n();
  const { id: eventId, slug } = useEvent();
  const showToast = useToast();
  const query = new URLSearchParams(queryOf(filter));
  const fetching = useMutation({
    mutationFn: () => downloadFile(`/api/v1/events/${eventId}/tickets.csv?${query}`, `${slug}.csv`),
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
  });
  return (
    <Button loading={fetching.isPending} onClick={() => fetching.mutate()}>
      {t('portal.attendees.export')}
    </Button>
  );
}
