import { formatDate } from '@gatehouse/shared/i18n';
import { Notice, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useEvent } from '../events/event-context.js';
import { ticketMailsQuery } from './ticket-api.js';

/** What became of the last mail of a ticket. The mail server's own words say what to do about it. */
export function MailStatus({ ticketId }: { readonly ticketId: string }) {
  const { t, locale } = useI18n();
  const { id: eventId, timeZone } = useEvent();
  const mail = useQuery(ticketMailsQuery(eventId, { ticketId })).data?.at(-1);
  if (mail === undefined) return null;
  const { recipient, sentAt, failedAt, failure } = mail;
  if (failedAt !== null)
    return (
      <Notice tone="bad" title={t('portal.ticket.mailRefused', { recipient })}>
        <bdi>{failure}</bdi>
      </Notice>
    );
  if (sentAt !== null) {
    const at = formatDate(locale, sentAt, { timeZone });
    return <p class="text-ink-muted text-sm">{t('portal.ticket.mailSent', { recipient, at })}</p>;
  }
  return (
    <Notice title={t('portal.ticket.mailWaiting', { recipient })}>{failure && <bdi>{failure}</bdi>}</Notice>
  );
}

/** Says that people are without their ticket, and whose mail server refused it. */
export function RefusedMails() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const mails = useQuery(ticketMailsQuery(eventId, { refused: true })).data ?? [];
  if (mails.length === 0) return null;
  return (
    <Notice tone="warn" title={t('portal.attendees.mailsRefused', { count: mails.length })}>
      <details class="ui-disclosure">
        <summary>{t('portal.attendees.mailsRefusedWhich')}</summary>
        <ul class="grid gap-2">
          {mails.map(({ id, recipient, failure }) => (
            <li key={id} class="wrap-anywhere">
              <bdi class="font-semibold">{recipient}</bdi> <bdi>{failure}</bdi>
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}
