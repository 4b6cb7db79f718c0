import { Button, ConfirmDialog, OutsideIcon, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { session } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import type { Event } from './event-model.js';
import { changeStatus, eventQuery, eventsQuery } from './event-queries.js';

/** A draft can be published, after a question; what is published has a public page. */
export function EventActions({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  const publish = useMutation({
    mutationFn: () => changeStatus(event.id, 'published'),
    onSuccess: (published) => {
      queries.setQueryData(eventQuery(event.id).queryKey, published);
      void queries.invalidateQueries({ queryKey: eventsQuery.queryKey });
      showToast(t('portal.event.published'));
    },
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
    onSettled: () => setAsking(false),
  });
  if (event.status === 'published') {
    return (
      <a
        class="ui-button"
        data-kind="secondary"
        href={`/${session.membership?.organisationSlug}/${event.slug}`}
      >
        <OutsideIcon />
        {t('portal.event.publicPage')}
      </a>
    );
  }
  if (event.status !== 'draft') return null;
  return (
    <>
      <Button kind="primary" onClick={() => setAsking(true)}>
        {t('portal.event.publish')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('portal.event.publishTitle')}
        text={t('portal.event.publishText')}
        confirm={t('portal.event.publish')}
        busy={publish.isPending}
        onConfirm={() => publish.mutate()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
