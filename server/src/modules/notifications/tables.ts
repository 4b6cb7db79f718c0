import type { Generated } from 'kysely';

export type NotificationsTables = {
  'notifications.mail': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    recipient: string;
    subject: string;
    bodyText: string;
    bodyHtml: string;
    locale: string;
    sentAt: Date | null;
  };
  'notifications.ticketMail': {
    organisationId: string;
    id: Generated<string>;
    requestId: string;
    eventId: string;
    ticketId: string;
    generation: number;
    recipient: string;
    sentAt: Date | null;
    /** What the mail server said when it did not take the mail; null since it did. */
    failure: Generated<string | null>;
    /** When the mail was given up; null while it is tried again. */
    failedAt: Generated<Date | null>;
    createdAt: Generated<Date>;
  };
};
