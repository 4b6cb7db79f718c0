import { Button, ConfirmDialog, Notice, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { mailTickets } from './ticket-api.js';

/** Mails every ticket that was not mailed yet, after a question: mail cannot be taken back. */
export function MailButton() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  const mail = useMutation({
    mutationFn: () => mailTickets(eventId),
    onSuccess: () => {
      showToast(t('portal.attendees.mailed'));
      setAsking(false);
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('portal.attendees.mail')}</Button>
      <ConfirmDialog
        open={asking}
        title={t('portal.attendees.mailTitle')}
        text={t('portal.attendees.mailText')}
        confirm={t('portal.attendees.mail')}
        cancel={t('common.close')}
        busy={mail.isPending}
        onConfirm={() => mail.mutate()}
        onClose={() => setAsking(false)}
      >
        {mail.isError && <Notice tone="bad">{describeProblem(t, toProblem(mail.error))}</Notice>}
      </ConfirmDialog>
    </>
  );
}
