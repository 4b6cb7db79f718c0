import fp from 'fastify-plugin';
import { eventPublished } from '../events/index.js';
import { mailQueued, ticketMailQueued, ticketMailsRequested } from './events.js';
import { queuePublishedMails, sendMail } from './handlers.js';
import { queueTicketMails } from './ticket-mails/request-ticket-mails.js';
import { ticketMailRoutes } from './ticket-mails/routes.js';
import { sendTicketMail } from './ticket-mails/send-ticket-mail.js';

export const notificationsModule = fp(
  async (app) => {
    const { handlers, mailer, tenancy, publicUrl } = app.platform;
    const { identity, organisations, events, ticketing, log } = app;
    handlers.applyOnce(eventPublished, 'notifications.queue_published_mails', (trx, event) =>
      queuePublishedMails({ identity, organisations, publicUrl: publicUrl() }, trx, event),
    );
    handlers.deliver(mailQueued, 'notifications.send_mail', (event) =>
      sendMail({ tenancy, mailer, domain: new URL(publicUrl()).hostname }, event),
    );
    handlers.applyOnce(ticketMailsRequested, 'notifications.queue_ticket_mails', (trx, event) =>
      queueTicketMails(ticketing, trx, event),
    );
    handlers.deliver(ticketMailQueued, 'notifications.send_ticket_mail', (event) =>
      sendTicketMail({ tenancy, mailer, organisations, events, ticketing, log, publicUrl }, event),
    );
    app.api.portalApi((routes) => ticketMailRoutes(routes, { tenancy, events, ticketing }));
  },
  {
    name: 'notifications',
    dependencies: ['platform', 'api-contexts', 'identity', 'organisations', 'events', 'ticketing'],
  },
);
