import { formatDate } from '@gatehouse/shared/i18n';
import { Badge, Button, ConfirmDialog, DeleteIcon, Notice, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { AnswerValue } from './answer-value.js';
import { answersQuery, eraseAnswers, type GivenAnswer } from './answers-api.js';
import { QuestionTexts } from './question-texts.js';

export interface TicketAnswersProps {
  readonly ticketId: string;
}

/** What was answered at the door with this ticket; nothing where nobody was asked. */
export function TicketAnswers(props: TicketAnswersProps) {
  const { id: eventId } = useEvent();
  const mayRead = useMay('door.read');
  const { data = [] } = useQuery({ ...answersQuery(eventId, props.ticketId), enabled: mayRead });
  if (data.length === 0) return null;
  return (
    <QuestionTexts waiting={null}>
      <Answers {...props} answers={data} />
    </QuestionTexts>
  );
}

function Answers({ answers, ticketId }: TicketAnswersProps & { readonly answers: readonly GivenAnswer[] }) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const told = ({ at, deviceName }: GivenAnswer) =>
    t('questions.answers.at', { at: formatDate(locale, at, { timeZone }), device: deviceName });
  return (
    <section class="grid gap-3 border-line border-t pt-4">
      <h3>{t('questions.answers.title')}</h3>
      <dl class="grid gap-3">
        {answers.map((answer) => (
          <div key={`${answer.questionId} ${answer.scanId}`}>
            <dt class="text-ink-muted text-sm">
              <bdi>{answer.label ?? t('questions.answers.unknown')}</bdi>
            </dt>
            <dd class="wrap-anywhere whitespace-pre-line">
              <AnswerValue answer={answer} />
              {answer.fault && <Badge tone="warn">{t('questions.answers.fault')}</Badge>}
              <span class="block text-ink-muted text-xs">{told(answer)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {useMay('door.write') && <Erase ticketId={ticketId} />}
    </section>
  );
}

function Erase({ ticketId }: Pick<TicketAnswersProps, 'ticketId'>) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  const erasure = useMutation({
    mutationFn: () => eraseAnswers(eventId, ticketId),
    onSuccess: async () => {
      // The pictures, too, must not stay in this page's memory.
      queries.removeQueries({ queryKey: ['event', eventId, 'photos'] });
      await queries.invalidateQueries({ queryKey: answersQuery(eventId, ticketId).queryKey });
      showToast(t('questions.answers.erased'));
      setAsking(false);
    },
  });
  return (
    <div>
      <Button onClick={() => setAsking(true)}>
        <DeleteIcon />
        {t('questions.answers.erase')}
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        title={t('questions.answers.eraseTitle')}
        text={t('questions.answers.eraseText')}
        confirm={t('questions.answers.eraseYes')}
        busy={erasure.isPending}
        onConfirm={() => erasure.mutate()}
        onClose={() => setAsking(false)}
      >
        {erasure.isError && <Notice tone="bad">{describeProblem(t, toProblem(erasure.error))}</Notice>}
      </ConfirmDialog>
    </div>
  );
}
