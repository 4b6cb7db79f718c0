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
};
