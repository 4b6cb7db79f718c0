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
    createdAt: Generated<Date>;
  };
};
