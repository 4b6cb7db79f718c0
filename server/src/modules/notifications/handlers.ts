import { sql } from 'kysely';
import type { Mailer } from '../../platform/mail/mailer.js';
import type { DomainEvent, PayloadOf } from '../../platform/outbox/event.js';
import { publish } from '../../platform/outbox/outbox.js';
import type { ClosedTransaction, Tenancy } from '../../platform/tenancy/tenancy.js';
import type { eventPublished } from '../events/index.js';
import type { Identity } from '../identity/index.js';
import type { Organisations } from '../organisations/index.js';
import { mailQueued } from './events.js';
import { writePublishedMail } from './mails.js';
import type { NotificationsTables } from './tables.js';

/** Writes one mail for everybody who may publish, in each one's language. */
export async function queuePublishedMails(
  deps: { identity: Identity; organisations: Organisations; publicUrl: string },
  trx: ClosedTransaction,
  event: DomainEvent<PayloadOf<typeof eventPublished>>,
): Promise<void> {
  const { organisationId, payload } = event;
  const organisation = await deps.organisations.current(trx);
  if (!organisation) return;
  for (const recipient of await deps.identity.membersWith(trx, 'events.publish')) {
    const mail = await writePublishedMail({
      locale: recipient.locale,
      name: recipient.name,
      event: payload.name,
      organisation: organisation.name,
      url: `${deps.publicUrl}/${organisation.slug}/${payload.slug}`,
    });
    const { id } = await trx
      .$extendTables<NotificationsTables>()
      .insertInto('notifications.mail')
      .values({
        organisationId,
        eventId: event.id,
        recipient: recipient.email,
        subject: mail.subject,
        bodyText: mail.text,
        bodyHtml: mail.html,
        locale: mail.locale,
        sentAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await publish(trx, mailQueued, { organisationId, payload: { mailId: id } });
  }
}

/**
 * Sends a mail and notes it. No transaction is open while the mail server answers; a crash in between sends the
 * mail again under the same Message-ID.
 */
export async function sendMail(
  deps: { tenancy: Tenancy; mailer: Mailer; domain: string },
  event: DomainEvent<PayloadOf<typeof mailQueued>>,
): Promise<void> {
  const scope = { organisationId: event.organisationId };
  const mail = await deps.tenancy.run(scope, (trx) => findUnsent(trx, event.payload.mailId));
  if (!mail) return;
  await deps.mailer.send({
    messageId: `${mail.id}@${deps.domain}`,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.bodyText,
    html: mail.bodyHtml,
    locale: mail.locale,
  });
  await deps.tenancy.run(scope, (trx) =>
    trx
      .$extendTables<NotificationsTables>()
      .updateTable('notifications.mail')
      .set({ sentAt: sql`now()` })
      .where('id', '=', mail.id)
      .execute(),
  );
}

function findUnsent(trx: ClosedTransaction, mailId: string) {
  return trx
    .$extendTables<NotificationsTables>()
    .selectFrom('notifications.mail')
    .select(['id', 'recipient', 'subject', 'bodyText', 'bodyHtml', 'locale'])
    .where('id', '=', mailId)
    .where('sentAt', 'is', null)
    .executeTakeFirst();
}
