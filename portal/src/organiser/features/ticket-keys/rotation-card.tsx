import { formatDate } from '@gatehouse/shared/i18n';
import { Button, Card, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { toProblem } from '../../../forms/describe-issue.js';
import { AskFirst } from '../../editing/ask-first.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useEvent } from '../events/event-context.js';
import { renewRotation, rotationQuery } from './rotation-api.js';

/** The secret behind the changing codes, once a list has asked for them: since when it is in use, and a new one. */
export function RotationCard() {
  const { t, locale } = useI18n();
  const { id: eventId, status, timeZone } = useEvent();
  const rotation = useQuery(rotationQuery(eventId));
  const mayWrite = useMay('tickets.write') && status !== 'archived';
  const [intention, setIntention] = useState<string | undefined>();
  if (rotation.isError && rotation.data === undefined)
    return <ProblemNotice problem={toProblem(rotation.error)} onRetry={() => void rotation.refetch()} />;
  if (!rotation.data) return null;
  return (
    <Card
      title={t('portal.rotation.title')}
      actions={
        mayWrite && (
          <Button onClick={() => setIntention(crypto.randomUUID())}>{t('portal.rotation.renew')}</Button>
        )
      }
    >
      <div class="grid gap-1 text-ink-muted text-sm">
        <p>{t('portal.rotation.lead')}</p>
        <p>{t('portal.rotation.since', { date: formatDate(locale, rotation.data.since, { timeZone }) })}</p>
      </div>
      {intention !== undefined && <Question intention={intention} onClose={() => setIntention(undefined)} />}
    </Card>
  );
}

interface QuestionProps {
  readonly intention: string;
  readonly onClose: () => void;
}

function Question({ intention, onClose }: QuestionProps) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const act = useMutation({
    mutationFn: () => renewRotation(eventId, intention),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['event', eventId] });
      showToast(t('portal.rotation.renewed'));
      onClose();
    },
  });
  return (
    <AskFirst
      title={t('portal.rotation.renewTitle')}
      text={t('portal.rotation.renewText')}
      confirm={t('portal.rotation.renew')}
      effects={status === 'published' ? ['next_sync'] : []}
      act={act}
      onClose={onClose}
    />
  );
}
