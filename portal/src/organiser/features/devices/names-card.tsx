import { Card, CheckboxField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { changeEvent, eventQuery } from '../events/event-queries.js';

/** Whether phones may know who comes; counts at once, because there is nothing else to say with it. */
export function NamesCard() {
  const { t } = useI18n();
  const { id, status, namesOnPhones } = useEvent();
  const mayWrite = useMay('events.write') && status !== 'archived';
  const queries = useQueryClient();
  const showToast = useToast();
  const change = useMutation({
    mutationFn: (allowed: boolean) => changeEvent(id, { namesOnPhones: allowed }),
    onSuccess: (changed) => {
      queries.setQueryData(eventQuery(id).queryKey, changed);
      showToast(t(changed.namesOnPhones ? 'desk.names.allowed' : 'desk.names.forbidden'));
    },
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
  });
  return (
    <Card title={t('desk.names.title')}>
      <CheckboxField
        name="namesOnPhones"
        label={t('desk.names.allow')}
        hint={t('desk.names.text')}
        checked={change.isPending ? change.variables : namesOnPhones}
        onChecked={(allowed) => change.mutate(allowed)}
        disabled={!mayWrite || change.isPending}
      />
    </Card>
  );
}
