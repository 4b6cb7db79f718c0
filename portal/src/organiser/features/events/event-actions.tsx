import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, type ButtonKind, ConfirmDialog, OutsideIcon, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { session } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { seriesKey } from '../series/series-api.js';
import type { Event, EventStatus } from './event-model.js';
import { changeStatus, eventQuery, eventsKey } from './event-queries.js';

interface Step {
  readonly to: EventStatus;
  readonly kind: ButtonKind;
  readonly label: PlainKey;
  readonly title: PlainKey;
  readonly text: PlainKey;
  readonly done: PlainKey;
}

const publish: Step = {
  to: 'published',
  kind: 'primary',
  label: 'portal.event.publish',
  title: 'portal.event.publishTitle',
  text: 'portal.event.publishText',
  done: 'portal.event.published',
};
const takeBack: Step = {
  to: 'draft',
  kind: 'secondary',
  label: 'portal.event.takeBack',
  title: 'portal.event.takeBackTitle',
  text: 'portal.event.takeBackText',
  done: 'portal.event.takenBack',
};
const archive: Step = {
  to: 'archived',
  kind: 'secondary',
  label: 'portal.event.archive',
  title: 'portal.event.archiveTitle',
  text: 'portal.event.archiveText',
  done: 'portal.event.archived',
};
const restore: Step = {
  to: 'draft',
  kind: 'primary',
  label: 'portal.event.restore',
  title: 'portal.event.restoreTitle',
  text: 'portal.event.restoreText',
  done: 'portal.event.restored',
};

const steps: Readonly<Record<EventStatus, readonly Step[]>> = {
  draft: [archive, publish],
  published: [archive, takeBack],
  archived: [restore],
};

/** Where the event can go from here, each step after a question; what is published has a public page. */
export function EventActions({ event }: { readonly event: Event }) {
  return (
    <>
      {steps[event.status].map((step) => (
        <StepButton key={step.label} event={event} step={step} />
      ))}
      {event.status === 'published' && <PublicPageLink event={event} />}
    </>
  );
}

function PublicPageLink({ event }: { readonly event: Event }) {
  const { t } = useI18n();
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

function StepButton({ event, step }: { readonly event: Event; readonly step: Step }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: () => changeStatus(event.id, step.to),
    onSuccess: (changed) => {
      queries.setQueryData(eventQuery(event.id).queryKey, changed);
      void queries.invalidateQueries({ queryKey: eventsKey });
      void queries.invalidateQueries({ queryKey: seriesKey });
      showToast(t(step.done));
    },
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button kind={step.kind} onClick={() => setAsking(true)}>
        {t(step.label)}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t(step.title)}
        text={t(step.text)}
        confirm={t(step.label)}
        busy={change.isPending}
        onConfirm={() => change.mutate()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
